using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exports;
using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;

namespace AccountCommStats.Commands;

/// <summary>Writes sample data and shows the progress on standard error.</summary>
internal static class SeedRun
{
    /// <summary>Writes the sample data.</summary>
    /// <exception cref="SourceMismatchException">The exports of this program read tables other than the reference tables.</exception>
    /// <exception cref="ExportException">The database cannot be written, does not fit, or has rows of the organization.</exception>
    public static Task<SeedResult> RunAsync(
        Terminal terminal, string target, SampleOptions options, bool replace, bool tablesAreSamples, CancellationToken cancellationToken)
    {
        RequireReferenceSources();
        return ProgressLine.RunAsync<SeedProgress, SeedResult>(
            terminal,
            Describe,
            progress => SampleSeeder.SeedAsync(target, options, replace, tablesAreSamples, progress, cancellationToken));
    }

    /// <summary>Fails unless the exports read only the reference tables, because sample data fills only those.</summary>
    /// <exception cref="SourceMismatchException">The exports of this program read other tables.</exception>
    public static void RequireReferenceSources()
    {
        if (ExportCatalog.All.Select(export => ReferenceSchema.FindMissing(export.Query)).FirstOrDefault(missing => missing is not null) is { } missing)
        {
            throw new SourceMismatchException(
                $"This program was built with source tables for a database of your own: they read {missing}, which the reference tables of "
                + "spec/source/reference/schema.sql do not have. Sample data fills only the reference tables. Build with spec/source, or export from your own database.");
        }
    }

    private static string Describe(SeedProgress progress) => progress.Phase switch
    {
        SeedPhase.PreparingTables => "preparing tables",
        SeedPhase.DeletingRows => $"deleting rows of {progress.Table}",
        SeedPhase.LoadingRows => $"loading {progress.Table}: {CountText.Of(progress.Rows, "row")}",
        SeedPhase.BuildingIndexes => "building indexes",
        _ => "gathering statistics",
    };
}
