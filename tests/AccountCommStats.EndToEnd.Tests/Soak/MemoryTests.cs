using System.Globalization;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Soak;

/// <summary>An export's memory does not grow with the number of its rows.</summary>
public sealed class MemoryTests
{
    [Fact]
    public async Task A_hundred_times_the_accounts_take_about_the_same_memory()
    {
        var accounts = SoakRun.Count("ACSTATS_SOAK_ACCOUNTS", 20_000);
        await using var database = await PostgresDatabase.CreateAsync();
        using var directory = new TemporaryDirectory();
        await SeedAsync(database, organization: 1, accounts / 100);
        await SeedAsync(database, organization: 2, accounts);

        var few = await PeakMebibytesAsync(database, directory, organization: 1);
        var many = await PeakMebibytesAsync(database, directory, organization: 2);

        SoakRun.Report(
            $"peak memory of {accounts:N0} accounts over {accounts / 100:N0}",
            string.Create(CultureInfo.InvariantCulture, $"{many:F0} MiB over {few:F0} MiB: {many / few:F2} times"));
        Assert.True(many < 150, $"{many} MiB");
        Assert.True(accounts < 500_000 || many / few < 1.3, $"{many} MiB over {few} MiB");
    }

    private static Task<AcstatsResult> SeedAsync(PostgresDatabase database, int organization, int accounts) => AcstatsProcess.RunAsync(
        "seed", "--source", database.Uri, "--organization", $"{organization}", "--accounts", $"{accounts}", "--events-per-account", "2");

    /// <summary>An export's peak resident memory, as the kernel records it.</summary>
    private static async Task<double> PeakMebibytesAsync(PostgresDatabase database, TemporaryDirectory directory, int organization)
    {
        using var exporter = AcstatsProcess.Start(
            "export", "--source", database.Uri, "--organization", $"{organization}", "--as-of", "2025-12-10", "--output", directory.Path);
        var output = exporter.StandardOutput.ReadToEndAsync();
        var error = exporter.StandardError.ReadToEndAsync();
        var peak = 0.0;
        var ended = exporter.WaitForExitAsync();
        while (await Task.WhenAny(ended, Task.Delay(5)) != ended)
        {
            peak = Math.Max(peak, ReadPeak(exporter.Id));
        }

        Assert.True(exporter.ExitCode == 0, await error);
        await output;
        return peak;
    }

    private static double ReadPeak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // The export has ended.
        }
    }
}
