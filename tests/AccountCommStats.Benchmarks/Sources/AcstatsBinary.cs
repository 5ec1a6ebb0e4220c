using System.Diagnostics;
using System.Globalization;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Sources;

/// <summary>The product's binary.</summary>
internal static class AcstatsBinary
{
    /// <summary>Returns the given binary or, if none is given, publishes one now.</summary>
    public static Task<NativeOrManaged> GivenOrPublishedAsync(FileInfo? given, TemporaryDirectory folder)
        => given is not null
            ? Task.FromResult(new NativeOrManaged(given.FullName))
            : NativeOrManaged.PublishAsync("src/AccountCommStats", "acstats", folder);

    /// <summary>The command that exports the sample organization.</summary>
    /// <param name="acstats">The binary.</param>
    /// <param name="source">The database.</param>
    /// <param name="directory">Where the file goes.</param>
    /// <param name="connections">Maximum number of connections; null for the default.</param>
    public static ProcessStartInfo Export(NativeOrManaged acstats, string source, string directory, int? connections) => acstats.Command(
    [
        "export",
        "--source", source,
        "--organization", BenchmarkServer.Organization.ToString(CultureInfo.InvariantCulture),
        "--as-of", SourceQuery.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "--output", directory,
        .. connections is { } most ? ["--connections", most.ToString(CultureInfo.InvariantCulture)] : (string[])[],
    ]);

    /// <summary>The command that exports all organizations.</summary>
    /// <param name="acstats">The binary.</param>
    /// <param name="source">The database.</param>
    /// <param name="directory">Where the files go.</param>
    /// <param name="parallel">Maximum number of organizations at once, and of connections; null for the default.</param>
    public static ProcessStartInfo ExportAll(NativeOrManaged acstats, string source, string directory, int? parallel) => acstats.Command(
    [
        "export",
        "--source", source,
        "--all-organizations",
        "--as-of", SourceQuery.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "--output", directory,
        .. parallel is { } most
            ? ["--parallel-organizations", most.ToString(CultureInfo.InvariantCulture), "--connections", most.ToString(CultureInfo.InvariantCulture)]
            : (string[])[],
    ]);
}
