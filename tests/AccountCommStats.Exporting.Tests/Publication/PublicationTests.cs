using System.Security.Cryptography;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Publication;

/// <summary>A file appears complete, verified and with its manifest, or not at all.</summary>
public sealed class PublicationTests
{
    private static readonly DateTime AsOf = new(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0, "sample.org-42.20250331T000000Z")]
    [InlineData(123_456, "sample.org-42.20250331T000000.123456Z")]
    [InlineData(100_000, "sample.org-42.20250331T000000.100000Z")]
    public void Names_files_by_export_organization_and_time(int microseconds, string expected)
    {
        var name = ExportFileName.Create("sample", 42, AsOf.AddMicroseconds(microseconds));

        Assert.Equal(expected + ".csv", name.DataWith(FileFormat.Csv));
        Assert.Equal(expected + ".jsonl.gz", name.DataWith(FileFormat.JsonLines, FileCompression.Gzip));
        Assert.Equal(expected + ".part-0012.parquet", name.DataWith(FileFormat.Parquet, FileCompression.Gzip, part: 12));
        Assert.Equal(expected + ".manifest.json", name.Manifest);
    }

    [Fact]
    public async Task Describes_the_file_as_it_lies_on_disk()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1_000);
        using var directory = new TemporaryDirectory();

        var result = await sample.ExportAsync(Request(directory));

        var bytes = await File.ReadAllBytesAsync(result.FilePath);
        var manifest = ExportManifest.Parse(await File.ReadAllBytesAsync(result.ManifestPath));
        var file = Assert.Single(manifest.Files);
        Assert.Equal(
            ("sample.org-7.20250331T000000Z.csv", 1_000, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))),
            (file.Name, file.Rows, file.Bytes, file.Sha256));
        Assert.Equal("sample", manifest.Export);
        Assert.Equal(SampleRow.Schema.Document.Sha256, manifest.SpecSha256);
        Assert.Equal("postgresql", manifest.Dialect);
        Assert.Equal<OrganizationId>(7, manifest.OrganizationId);
        Assert.Equal(AsOf, manifest.AsOf);
        Assert.Equal(17, manifest.Columns.Count);
        Assert.Equal(new ManifestColumn("a_numeric", "numeric(10,2)", Nullable: true, Nulls: 1_000) { Zeros = 0 }, manifest.Columns[6]);
        Assert.Equal(["snapshot", "prepare", "rows", "publish"], manifest.DurationSeconds.Keys);
        Assert.Null(manifest.Violations.File);
    }

    [Fact]
    public async Task Leaves_only_the_pair_in_the_directory_readable_by_owner_and_group()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        using var directory = new TemporaryDirectory();

        var result = await sample.ExportAsync(Request(directory));

        Assert.Equal(
            new[] { result.FilePath, result.ManifestPath }.Order(),
            Directory.GetFileSystemEntries(directory.Path).Order());
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode expected = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
            Assert.Equal((expected, expected), (File.GetUnixFileMode(result.FilePath), File.GetUnixFileMode(result.ManifestPath)));
        }
    }

    [Fact]
    public async Task Replaces_the_pair_and_the_rejects_of_the_same_as_of_time()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 3);
        await sample.Database.ExecuteAsync("update sample set a_required = null where id = 2");
        using var directory = new TemporaryDirectory();
        var request = Request(directory) with { OnViolation = ViolationHandling.Quarantine };
        var first = await sample.ExportAsync(request);
        Assert.True(File.Exists(first.RejectsPath));
        await sample.Database.ExecuteAsync("update sample set a_required = 'repaired'");

        var second = await sample.ExportAsync(request);

        Assert.Equal(first.FilePath, second.FilePath);
        Assert.Contains("repaired", await File.ReadAllTextAsync(second.FilePath), StringComparison.Ordinal);
        Assert.Equal(3, ExportManifest.Parse(await File.ReadAllBytesAsync(second.ManifestPath)).Rows);
        Assert.Equal(2, Directory.GetFileSystemEntries(directory.Path).Length);
    }

    [Fact]
    public async Task Keeps_the_old_pair_when_the_next_export_fails()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 3);
        using var directory = new TemporaryDirectory();
        var result = await sample.ExportAsync(Request(directory));
        var before = await File.ReadAllBytesAsync(result.ManifestPath);
        await sample.Database.ExecuteAsync("update sample set a_required = null where id = 3");

        await Assert.ThrowsAsync<ViolationsException>(() => sample.ExportAsync(Request(directory)));

        Assert.Equal(before, await File.ReadAllBytesAsync(result.ManifestPath));
        Assert.Equal(2, Directory.GetFileSystemEntries(directory.Path).Length);
    }

    [Theory]
    [InlineData("sample.org-7.20250331T000000Z.csv")]
    [InlineData("sample.org-7.20250331T000000Z.rejects.csv")]
    [InlineData("sample.org-7.20250331T000000Z.report.html")]
    public async Task Keeps_the_old_manifest_when_a_file_cannot_take_its_name(string name)
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 3);
        using var directory = new TemporaryDirectory();
        var result = await sample.ExportAsync(Request(directory));
        var before = await File.ReadAllBytesAsync(result.ManifestPath);
        File.Delete(directory.File(name));
        Directory.CreateDirectory(directory.File(name)); // A file cannot be renamed to a folder.
        var entries = Directory.GetFileSystemEntries(directory.Path).Order().ToList();

        await Assert.ThrowsAsync<OutputException>(() => sample.ExportAsync(Request(directory)));

        Assert.Equal(before, await File.ReadAllBytesAsync(result.ManifestPath));
        Assert.Equal(entries, Directory.GetFileSystemEntries(directory.Path).Order());
    }

    [Fact]
    public async Task Says_that_the_output_directory_is_missing_before_anything_is_read()
    {
        await using var source = ExportSource.Open("Host=127.0.0.1;Port=1");
        var request = new ExportRequest { OrganizationId = 7, OutputDirectory = "/no/such/directory" };

        var exception = await Assert.ThrowsAsync<OutputException>(
            () => new Exporter<SampleRow>(source).ExportAsync(request, null, CancellationToken.None));

        Assert.Equal("The output folder '/no/such/directory' does not exist. Create it, or name another one.", exception.Message);
    }

    [Fact]
    public void Says_how_much_room_a_full_disk_lacks()
    {
        var exception = OutputErrors.Translate(new IOException("No space left on device", 28), "/out/file.csv", bytesNeeded: 4096);

        Assert.Contains("the disk is full. The file needs at least 4,096 bytes", exception.Message, StringComparison.Ordinal);
    }

    private static ExportRequest Request(TemporaryDirectory directory)
        => new() { OrganizationId = PostgresSample.OrganizationId, AsOf = AsOf, OutputDirectory = directory.Path };
}
