using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Scaling;

/// <summary>Exports of sample organizations as contestants.</summary>
/// <param name="acstats">The binary.</param>
/// <param name="folder">Receives the files.</param>
/// <param name="rounds">How often each export runs.</param>
internal sealed class MeasuredExports(NativeOrManaged acstats, TemporaryDirectory folder, int rounds)
{
    /// <summary>The export of a database as a contestant.</summary>
    public Contestant Of(PostgresDatabase database, int connections, string name)
        => Contestant.OfProcess(name, () => AcstatsBinary.Export(acstats, database.Uri, folder.Path, connections));

    /// <summary>Runs exports in turn.</summary>
    public Task<IReadOnlyList<Result>> RaceAsync(IReadOnlyList<Contestant> exports) => Race.RunAsync(exports, rounds);
}
