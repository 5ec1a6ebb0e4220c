using System.Diagnostics;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Publication;

/// <summary>A folder in which others put links, FIFOs and folders where the exporter's files are expected.</summary>
public sealed class HostileFolderTests : IDisposable
{
    private const string Stem = "sample.org-7.20250331T000000Z";
    private const string Victim = "nothing that an export may touch";

    private readonly TemporaryDirectory _directory = new();
    private readonly DuckDbSample _sample = new();

    public HostileFolderTests()
    {
        _sample.Fill([new SampleValues { Id = 1 }]);
        File.WriteAllText(VictimPath, Victim);
        Directory.CreateDirectory(Output);
    }

    /// <summary>The command that puts something where a lock file is expected, and the expected message.</summary>
    public static TheoryData<string, string> InPlaceOfLock { get; } = new()
    {
        { "ln -s {0} {1}", "it is a symbolic link" },
        { "ln -s {0}.none {1}", "it is a symbolic link" },
        { "ln {0} {1}", "it has 2 names (hard links)" },
        { "mkfifo {1}", "it is a FIFO" },
        { "mkdir {1}", "it is a folder" },
        { "mknod {1} c 1 3", "it is a device" },
    };

    private string Output => _directory.File("output");

    private string VictimPath => _directory.File("victim");

    private ExportRequest Request => new()
    {
        OrganizationId = PostgresSample.OrganizationId,
        AsOf = new DateTime(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc),
        OutputDirectory = Output,
    };

    public void Dispose()
    {
        _sample.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [MemberData(nameof(InPlaceOfLock))]
    public async Task What_lies_in_the_place_of_the_lock_is_refused_untouched(string command, string fault)
    {
        var path = TargetLock.PathOf(Output, Stem);
        if (!Run(command, path))
        {
            Assert.StartsWith("mknod", command, StringComparison.Ordinal); // Only root can create devices.
            return;
        }

        var exception = await Assert.ThrowsAsync<OutputException>(() => _sample.ExportAsync(Request));

        Assert.StartsWith($"'{path}' cannot be written: {fault}, so it is not from an export.", exception.Message, StringComparison.Ordinal);
        AssertUntouched(path);
    }

    [Theory]
    [MemberData(nameof(InPlaceOfLock))]
    public async Task What_lies_in_the_place_of_another_lock_is_left_alone(string command, string fault)
    {
        var path = Path.Combine(Output, ".sample.org-99.lock");
        if (Run(command, path))
        {
            Assert.NotEmpty(fault);
            await _sample.ExportAsync(Request);
            AssertUntouched(path);
        }
    }

    [Fact]
    public void A_lock_that_another_has_keeps_its_owners_name()
    {
        var path = TargetLock.PathOf(Output, Stem);
        using var owner = TargetLock.TryAcquire(path);
        var name = PlainFile.ReadNote(path);

        Assert.Null(TargetLock.TryAcquire(path));

        Assert.StartsWith("process ", name, StringComparison.Ordinal);
        Assert.Equal(name, PlainFile.ReadNote(path));
    }

    [Fact]
    public async Task The_owner_of_a_lock_is_shown_and_not_obeyed()
    {
        using var owner = PlainFile.OpenLocked(TargetLock.PathOf(Output, Stem))!;
        owner.Write("a\u001b[2J\rb\nc"u8);
        owner.Flush();

        var exception = await Assert.ThrowsAsync<OutputException>(() => _sample.ExportAsync(Request));

        Assert.Contains("is being exported by a\\u001b[2J\\rb. Nothing was published", exception.VisibleMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".manifest.json")]
    [InlineData(".rejects.csv")]
    [InlineData(".report.html")]
    public async Task A_link_in_the_place_of_a_target_gives_way_and_is_not_followed(string suffix)
    {
        File.CreateSymbolicLink(Path.Combine(Output, Stem + suffix), VictimPath);

        var result = await _sample.ExportAsync(Request);

        Assert.Equal(Victim, await File.ReadAllTextAsync(VictimPath));
        Assert.Null(new FileInfo(result.FilePath).LinkTarget);
        Assert.Null(new FileInfo(result.ManifestPath).LinkTarget);
        Assert.Equal(2, Directory.GetFileSystemEntries(Output).Length);
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".manifest.json")]
    [InlineData(".rejects.csv")]
    [InlineData(".report.html")]
    public async Task A_folder_in_the_place_of_a_target_is_named_before_a_row_is_read(string suffix)
    {
        var path = Directory.CreateDirectory(Path.Combine(Output, Stem + suffix)).FullName;
        _sample.Execute("update sample set a_required = null"); // The export would report this value if it read a row.

        var exception = await Assert.ThrowsAsync<OutputException>(() => _sample.ExportAsync(Request));

        Assert.Equal($"'{path}' cannot be written: there is a folder of that name. Move it away.", exception.Message);
        Assert.Equal([path], Directory.GetFileSystemEntries(Output));
    }

    [Theory]
    [InlineData(".csv", "the file that is there")]
    [InlineData(".manifest.json", "the file that is there")]
    [InlineData("", "the directory")]
    public async Task What_is_immutable_is_named(string suffix, string what)
    {
        var path = suffix.Length == 0 ? Output : Path.Combine(Output, Stem + suffix);
        if (suffix.Length > 0)
        {
            await File.WriteAllTextAsync(path, "");
        }

        if (!Run("chattr +i {1}", path))
        {
            // Without the permission for chattr, or a file system that supports it, this tests only that an ordinary file is not immutable.
            Assert.False(FileState.Of(path)!.Value.IsImmutable);
            return;
        }

        try
        {
            var exception = await Assert.ThrowsAsync<OutputException>(() => _sample.ExportAsync(Request));

            Assert.Contains($"cannot be written: {what} is immutable or append-only", exception.Message, StringComparison.Ordinal);
            Assert.Contains($"'chattr -ia {path}'", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            Run("chattr -i {1}", path);
        }
    }

    [Fact]
    public async Task An_output_that_is_a_file_is_named()
    {
        var exception = await Assert.ThrowsAsync<OutputException>(() => _sample.ExportAsync(Request with { OutputDirectory = VictimPath }));

        Assert.Equal($"The output '{VictimPath}' is a file, and must be a folder. Name a folder.", exception.Message);
    }

    [Fact]
    public void A_file_system_that_takes_no_further_file_although_it_has_room_lacks_inodes()
    {
        var exception = OutputErrors.Translate(new IOException("No space left on device", 28), _directory.File("new"), bytesNeeded: 0);

        Assert.Contains("accepts no more files, although ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'df -i'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".manifest.json", "ln -s {0} {1}")]
    [InlineData(".manifest.json", "ln {0} {1}")]
    [InlineData(".csv", "ln -s {0} {1}")]
    [InlineData(".csv", "mkfifo {1}")]
    public async Task A_published_export_is_not_found_through_a_link_and_made_again(string suffix, string command)
    {
        await _sample.ExportAsync(Request);
        Assert.NotNull(await PublishedExport.FindAsync(SampleRow.Schema, Request, CancellationToken.None));
        var path = Path.Combine(Output, Stem + suffix);
        File.Move(path, VictimPath, overwrite: true);
        Assert.True(Run(command, path));

        Assert.Null(await PublishedExport.FindAsync(SampleRow.Schema, Request, CancellationToken.None));
    }

    [Fact]
    public async Task A_manifest_that_names_the_file_of_another_is_not_taken_for_published()
    {
        var result = await _sample.ExportAsync(Request);
        File.Move(result.FilePath, Path.Combine(Output, "other.csv"));
        File.WriteAllBytes(
            result.ManifestPath, (result.Manifest with { Files = [result.Manifest.Files[0] with { Name = "other.csv" }] }).ToUtf8());

        Assert.Null(await PublishedExport.FindAsync(SampleRow.Schema, Request, CancellationToken.None));
    }

    private bool Run(string command, string path)
    {
        var words = command.Split(' ').Select(word => word.Replace("{0}", VictimPath, StringComparison.Ordinal).Replace("{1}", path, StringComparison.Ordinal)).ToArray();
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private void AssertUntouched(string path)
    {
        Assert.Equal(Victim, File.ReadAllText(VictimPath));
        Assert.False(File.Exists(VictimPath + ".none"));
        Assert.NotNull(FileState.Of(path));
    }
}
