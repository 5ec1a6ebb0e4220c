using System.Diagnostics;
using System.Globalization;
using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.EndToEnd.Tests.Soak;

/// <summary>The size of the soak tests: small, unless environment variables such as those in tests/soak.sh set a larger one.</summary>
internal static class SoakRun
{
    /// <summary>Reads a count from the environment. Without one, the count of a short run applies.</summary>
    public static int Count(string variable, int shortRun)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var count) ? count : shortRun;

    /// <summary>The random choices of a run. To repeat them, set ACSTATS_SOAK_SEED.</summary>
    public static Random Random { get; } = new(Count("ACSTATS_SOAK_SEED", Environment.ProcessId));

    /// <summary>Adds a line to the table that tests/soak.sh prints.</summary>
    public static void Report(string check, string shown)
    {
        if (Environment.GetEnvironmentVariable("ACSTATS_SOAK_REPORT") is { Length: > 0 } report)
        {
            File.AppendAllText(report, $"| {check} | {shown} |\n");
        }
    }

    /// <summary>Measures how long an undisturbed run takes. Its exit code must be 0.</summary>
    public static async Task<TimeSpan> MeasureAsync(params string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        var outcome = await AcstatsProcess.RunAsync(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>
    /// Checks the files of a folder: each file with a final name must be complete, and each manifest must agree with its files.
    /// Returns the number of manifests.
    /// </summary>
    public static int CheckPublished(string directory, int rows)
    {
        foreach (var path in Directory.GetFiles(directory, "account-*.csv"))
        {
            var text = File.ReadAllText(path);
            var isPart = path.Contains(".part-", StringComparison.Ordinal);
            Assert.True(text.EndsWith('\n') && (isPart || text.AsSpan().Count('\n') == rows + 1), $"{path} is not whole");
        }

        foreach (var path in Directory.GetFiles(directory, "account-*.html"))
        {
            Assert.True(File.ReadAllText(path).EndsWith("</html>\n", StringComparison.Ordinal), $"{path} is not whole");
            Assert.True(File.Exists(path.Replace(".report.html", ".manifest.json", StringComparison.Ordinal)), $"{path} is a report of nothing");
        }

        var manifests = Directory.GetFiles(directory, "account-*.manifest.json");
        foreach (var path in manifests)
        {
            var verification = new FileVerifier(AccountCommunicationStats.Schema).Verify(DeliveredExport.Find(path));
            Assert.Empty(verification.Problems);
            Assert.Equal(rows, verification.Rows);
        }

        return manifests.Length;
    }
}
