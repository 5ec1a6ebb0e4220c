using AccountCommStats.CommandLine;
using AccountCommStats.Exporting;
using AccountCommStats.Sample;

namespace AccountCommStats.Commands;

/// <summary>Seeds with progress on standard error.</summary>
internal static class SeedRun
{
    /// <summary>Seeds.</summary>
    /// <exception cref="ExportException">The database cannot be written, does not fit, or has rows of the organisation.</exception>
    public static Task<SeedResult> RunAsync(
        Terminal terminal, string target, SampleOptions options, bool replace, bool tablesAreSamples, CancellationToken cancellationToken)
        => ProgressLine.RunAsync<SeedProgress, SeedResult>(
            terminal,
            Describe,
            progress => SampleSeeder.SeedAsync(target, options, replace, tablesAreSamples, progress, cancellationToken));

    private static string Describe(SeedProgress progress) => progress.Phase switch
    {
        SeedPhase.PreparingTables => "preparing tables",
        SeedPhase.DeletingRows => $"deleting rows of {progress.Table}",
        SeedPhase.LoadingRows => $"loading {progress.Table}: {progress.Rows:N0} rows",
        SeedPhase.BuildingIndexes => "building indexes",
        _ => "gathering statistics",
    };
}
