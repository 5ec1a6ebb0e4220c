using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Exporting.Verification;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Formats;

/// <summary>Files of every format, each damaged in one random place.</summary>
public sealed class DamagedFormatTests : IAsyncLifetime, IDisposable
{
    private const int Seed = 18;
    private const int Damages = 150;

    private readonly TemporaryDirectory _directory = new();
    private readonly DuckDbSample _sample = new();
    private ExportResult _export = null!;

    public async Task InitializeAsync()
    {
        _sample.Fill(Enumerable.Range(1, 40).Select(id => new SampleValues { Id = id, AnInteger = id, AText = $"text {id}", ANumeric = id / 4m, ATimestamp = new DateTime(2025, 1, 1).AddHours(id) }));
        _export = await _sample.ExportAsync(new ExportRequest
        {
            OrganizationId = PostgresSample.OrganizationId,
            AsOf = new DateTime(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc),
            OutputDirectory = _directory.Path,
            Formats = Enum.GetValues<FileFormat>(),
            MaxRowsPerFile = 25,
            Compression = FileCompression.None,
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _sample.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(FileFormat.Csv)]
    [InlineData(FileFormat.JsonLines)]
    [InlineData(FileFormat.Parquet)]
    public void Are_told_from_sound_ones_by_their_manifest(FileFormat format)
        => Damage(format, DeliveredExport.Find, (verification, what) => Assert.False(verification.IsGood, what));

    [Theory]
    [InlineData(FileFormat.Csv)]
    [InlineData(FileFormat.JsonLines)]
    [InlineData(FileFormat.Parquet)]
    public void Are_read_as_far_as_they_can_be_without_a_manifest(FileFormat format)
    {
        File.Delete(_export.ManifestPath);
        Damage(format, DeliveredExport.Find, (verification, what) => Assert.Contains(verification.Problems, problem => problem.Message.StartsWith("there is no manifest", StringComparison.Ordinal)));
    }

    [Fact]
    public void That_are_missing_are_named()
    {
        File.Delete(_export.FilePaths[1]);

        var failure = Assert.Throws<SourceException>(() => new FileVerifier(SampleRow.Schema).Verify(DeliveredExport.Find(_export.ManifestPath)));

        Assert.Equal($"There is no file '{_export.FilePaths[1]}'. Check the path.", failure.Message);
    }

    [Fact]
    public void That_are_named_without_the_others_are_verified_with_the_parts_of_their_format()
    {
        var parts = _export.FilePaths.Where(path => path.EndsWith(".jsonl", StringComparison.Ordinal)).ToList();

        var verification = new FileVerifier(SampleRow.Schema).Verify(DeliveredExport.Find(parts[1]));

        Assert.True(verification.IsGood);
        Assert.Equal(40, verification.Rows);
        Assert.Equal(parts, verification.Files);
        Assert.Equal(["The manifest names 4 more files that hold the same rows and were not verified. Name the manifest to verify all of them."], verification.Remarks);
    }

    [Theory]
    [InlineData("\"a_integer\":1,", "\"a_integer\":\"1\",", 1, "a_integer", "is quoted although it need not be")]
    [InlineData("\"a_integer\":1,", "\"a_integer\": 1,", 1, null, "there is whitespace between names and values")]
    [InlineData("\"a_integer\":1,", "\"a_integer\":1.5,", 1, "a_integer", "'1.5' is not a valid integer")]
    [InlineData("\"a_integer\":1,", "\"an_integer\":1,", 1, null, "is missing")]
    [InlineData("\"a_integer\":2,", "\"an_integer\":2,", 2, null, "member 2 is 'an_integer' where 'a_integer' is expected")]
    [InlineData("\"a_integer\":2,", "", 2, null, "member 2 is 'a_smallint' where 'a_integer' is expected")]
    [InlineData("\"text 3\"", "\"te\\u0078t 3\"", 3, "a_text", "is quoted although it need not be")]
    [InlineData("\"2025-01-01T01:00:00Z\"", "\"2025-01-01 01:00:00\"", 1, "a_timestamp", "is quoted although it need not be")]
    [InlineData("{\"id\":4,", "{\"id\":2,", 4, "id", "the key 2 comes after 3, which is greater")]
    [InlineData("{\"id\":4,", "[\"id\":4,", 4, null, "the line is not a JSON object")]
    public void What_is_wrong_with_a_line_of_JSON_is_told_at_its_place(string good, string bad, int line, string? column, string told)
    {
        var path = _export.FilePaths.First(path => path.EndsWith(".jsonl", StringComparison.Ordinal));
        var text = File.ReadAllText(path);
        var at = text.IndexOf(good, StringComparison.Ordinal);
        File.WriteAllText(path, text.Remove(at, good.Length).Insert(at, bad));

        var problems = new FileVerifier(SampleRow.Schema).Verify(DeliveredExport.Find(path)).Problems;

        Assert.Contains(problems, problem => problem.File == path && problem.Line == line && (column is null || problem.Column == column) && problem.Message.Contains(told, StringComparison.Ordinal));
    }

    private void Damage(FileFormat format, Func<string, DeliveredExport> find, Action<FileVerification, string> check)
    {
        var random = new Random(Seed);
        var path = _export.FilePaths.First(file => file.EndsWith(RowFormats.ExtensionOf(format, null), StringComparison.Ordinal));
        var sound = File.ReadAllBytes(path);
        for (var i = 0; i < Damages; i++)
        {
            var at = random.Next(sound.Length);
            var flipped = sound.ToArray();
            flipped[at] ^= (byte)(1 << random.Next(8));
            byte[] damaged = random.Next(4) switch
            {
                0 => [.. sound[..at]],
                1 => [.. sound[..at], .. sound[Math.Min(sound.Length, at + 1 + random.Next(40))..]],
                2 => [.. sound[..at], (byte)random.Next(256), .. sound[at..]],
                _ => flipped,
            };
            if (!damaged.AsSpan().SequenceEqual(sound))
            {
                File.WriteAllBytes(path, damaged);
                check(new FileVerifier(SampleRow.Schema, maxProblems: 1_000).Verify(find(path)), $"damage {i} at {at}");
            }
        }

        // If a finalizer of the native Parquet reader fails, it ends the process here.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
