using System.Text.Json;
using System.Text.Json.Nodes;
using AccountCommStats.EndToEnd.Tests.Soak;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>Many deliveries, each damaged in one random place and verified by one command.</summary>
public sealed class DamagedDeliveryTests(PublishedSample sample) : IClassFixture<PublishedSample>, IDisposable
{
    private const int Seed = 14;

    private readonly TemporaryDirectory _directory = new();
    private readonly int _count = SoakRun.Count("ACSTATS_SOAK_DAMAGES", 60);
    private readonly List<(string Folder, string What)> _damaged = [];
    private readonly string _original = sample.Folder;
    private readonly string _stem = sample.Stem;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_damage_is_told_or_its_place_is_declared_unverifiable()
    {
        DamageCopies();

        var result = await AcstatsProcess.RunAsync(["verify", "--json", .. Paths()]);

        Assert.DoesNotContain("unexpected", result.Error, StringComparison.Ordinal);
        Assert.InRange(result.ExitCode, 3, 5);
        var entries = JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(_count, entries.Count);
        var missed = entries.Zip(_damaged, (entry, damage) => (damage.What, Why: Missed(entry, damage.Folder))).Where(damage => damage.Why is not null);
        Assert.Empty(missed);
        var declared = entries.Count(entry => entry.GetProperty("is_good").GetBoolean());
        SoakRun.Report(
            $"{_count} damaged files and manifests",
            $"{_count - declared} told, {declared} declared unverifiable or not as written, 0 missed, 0 exceptions, one entry each");
    }

    [Fact]
    public async Task Each_file_has_its_verdict_and_no_damage_steers_the_terminal()
    {
        DamageCopies();

        var result = await AcstatsProcess.RunAsync(["verify", .. Paths()]);

        var lines = result.Output.Split('\n');
        Assert.All(Paths(), path => Assert.Single(lines, line => IsVerdict(line, path)));
        Assert.DoesNotContain(result.Everything, character => character != '\n' && (char.IsControl(character) || character is '\u202e' or '\u2028' or '\u2029'));
        // A line of the output always starts with a problem, a verdict or an addition to these, and never with text from a damaged file.
        Assert.All(lines, line => Assert.True(
            line.Length == 0 || line.StartsWith(_directory.Path, StringComparison.Ordinal) || line.StartsWith("  not verifiable", StringComparison.Ordinal), line));
    }

    private void DamageCopies()
    {
        var random = new Random(SoakRun.Count("ACSTATS_SOAK_SEED", Seed));
        for (var i = 0; i < _count; i++)
        {
            var folder = Directory.CreateDirectory(_directory.File($"{i}")).FullName;
            string what;
            do
            {
                sample.CopyTo(folder);
                what = Damage.Apply(folder, _stem, random);
            }
            while (IsUnchanged(folder));
            _damaged.Add((folder, what));
        }
    }

    private static bool IsVerdict(string line, string path)
        => line.StartsWith($"{path}: good (", StringComparison.Ordinal)
            || line == $"{path}: not verified"
            || (line.StartsWith($"{path}: ", StringComparison.Ordinal)
                && char.IsAsciiDigit(line[path.Length + 2])
                && line.EndsWith(" bytes)", StringComparison.Ordinal));

    private IEnumerable<string> Paths() => _damaged.Select(damage => Path.Combine(damage.Folder, _stem + ".csv"));

    /// <summary>Returns damage that was neither reported nor declared unverifiable; null if there is none.</summary>
    private string? Missed(JsonElement entry, string folder)
    {
        if (!entry.GetProperty("is_good").GetBoolean())
        {
            return null;
        }

        if (!IsSame(folder, ".csv") || !IsSame(folder, ".rejects.csv"))
        {
            return "rows or rejects have changed";
        }

        var unverifiable = entry.GetProperty("unverifiable").EnumerateArray().Select(member => member.GetString()!).ToHashSet();
        var remarks = entry.GetProperty("remarks").EnumerateArray().Select(remark => remark.GetString()!).ToList();
        if (remarks.Exists(remark => remark.Contains("another version", StringComparison.Ordinal)))
        {
            unverifiable.Add("spec_sha256");
        }

        var changed = ChangedMembers(folder);
        return changed.Count == 0 && !remarks.Exists(remark => remark.Contains("is not formatted as", StringComparison.Ordinal)) ? "the manifest is formatted differently"
            : changed.FirstOrDefault(member => !unverifiable.Contains(member)) is { } member ? $"{member} has changed"
            : null;
    }

    /// <summary>The members of the manifest whose values have changed.</summary>
    private List<string> ChangedMembers(string folder)
    {
        var before = Read(_original);
        return [.. Read(folder).Where(member => !JsonNode.DeepEquals(member.Value, before[member.Key])).Select(member => member.Key)];

        JsonObject Read(string where)
            => JsonNode.Parse(ExportManifest.Parse(File.ReadAllBytes(Path.Combine(where, _stem + ".manifest.json"))).ToUtf8())!.AsObject();
    }

    private bool IsUnchanged(string folder)
        => Directory.GetFileSystemEntries(folder).Length == 3 && new[] { ".csv", ".manifest.json", ".rejects.csv" }.All(suffix => IsSame(folder, suffix));

    private bool IsSame(string folder, string suffix)
    {
        var path = Path.Combine(folder, _stem + suffix);
        return new FileInfo(path) is { LinkTarget: null, Attributes: FileAttributes.Normal }
            && File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(_original, _stem + suffix)));
    }
}
