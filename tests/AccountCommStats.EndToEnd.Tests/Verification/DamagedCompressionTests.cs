using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.EndToEnd.Tests.Soak;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>Compressed deliveries, each damaged in one random place and verified by one command.</summary>
public sealed class DamagedCompressionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly int _count = SoakRun.Count("ACSTATS_SOAK_DAMAGES", 60);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Each_damage_is_told(string compression)
    {
        var original = Directory.CreateDirectory(_directory.File("original")).FullName;
        var source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 42, Accounts = 12, EventsPerAccount = 20 });
        var export = await AcstatsProcess.RunAsync(
            "export", "--source", source, "--organization", "42", "--as-of", "2025-12-10", "--output", original, "--compression", compression);
        Assert.Equal(0, export.ExitCode);
        var random = new Random(SoakRun.Count("ACSTATS_SOAK_SEED", 18));
        var paths = Enumerable.Range(0, _count).Select(number => DamagedCopy(original, Directory.CreateDirectory(_directory.File($"{number}")).FullName, random)).ToList();

        var result = await AcstatsProcess.RunAsync(["verify", "--json", .. paths]);

        Assert.DoesNotContain("unexpected", result.Everything, StringComparison.Ordinal);
        Assert.Equal(5, result.ExitCode);
        var entries = JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(_count, entries.Count);
        Assert.All(entries, entry => Assert.False(entry.GetProperty("is_good").GetBoolean(), entry.ToString()));
        SoakRun.Report($"{_count} damaged files compressed with {compression}", "all told, 0 exceptions, one entry each");
    }

    /// <summary>Changes, removes, inserts or repeats bytes of the file with the rows.</summary>
    /// <returns>The damaged file.</returns>
    private static string DamagedCopy(string original, string folder, Random random)
    {
        foreach (var path in Directory.GetFiles(original))
        {
            File.Copy(path, Path.Combine(folder, Path.GetFileName(path)));
        }

        var file = Assert.Single(Directory.GetFiles(folder, "*.csv.*"));
        var bytes = File.ReadAllBytes(file).ToList();
        var at = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveAt(at);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, random.Next(1, bytes.Count - at + 1)));
                break;
        }

        File.WriteAllBytes(file, [.. bytes]);
        return file;
    }
}
