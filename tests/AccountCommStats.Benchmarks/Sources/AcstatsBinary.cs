using System.Diagnostics;
using System.Globalization;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Sources;

/// <summary>The product's binary.</summary>
internal static class AcstatsBinary
{
    /// <summary>The binary to measure: the one that is given, or one that is published now.</summary>
    public static Task<NativeOrManaged> GivenOrPublishedAsync(FileInfo? given, TemporaryDirectory folder)
        => given is not null
            ? Task.FromResult(new NativeOrManaged(given.FullName))
            : NativeOrManaged.PublishAsync("src/AccountCommStats", "acstats", folder);

    /// <summary>An export of the sample organization.</summary>
    public static ProcessStartInfo Export(NativeOrManaged acstats, string source, string directory, int connections) => acstats.Command(
        "export",
        "--source", source,
        "--organization", BenchmarkServer.Organization.ToString(CultureInfo.InvariantCulture),
        "--as-of", SourceQuery.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "--connections", connections.ToString(CultureInfo.InvariantCulture),
        "--output", directory);
}
