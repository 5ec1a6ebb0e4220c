using System.Diagnostics;
using System.Globalization;
using AccountCommStats.EndToEnd.Tests.Exports;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

/// <summary>
/// Hostile environments: standard streams, disk space, the folder or file handles are missing, or the terminal is closed.
/// </summary>
public sealed class HostileMachineTests : IDisposable
{
    private static readonly SampleOptions Options = new() { OrganizationId = 1, Accounts = 5, EventsPerAccount = 5 };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("exec \"$@\" >/dev/full", 6)]
    [InlineData("exec \"$@\" 2>/dev/full", 0)]
    [InlineData("exec \"$@\" 2>&-", 0)]
    [InlineData("exec \"$@\" </dev/null 2>/dev/full | head -c 1", 0)]
    [InlineData("exec \"$@\" >/dev/full 2>/dev/full", 6)]
    public async Task What_cannot_be_told_does_not_keep_a_file_from_being_published(string script, int exitCode)
    {
        var export = await ExportAsync(script);

        Assert.Equal(exitCode, export.ExitCode);
        AssertPlain(export);
        Assert.Equal(2, Directory.GetFiles(_directory.Path, "account-*").Length);
    }

    [Theory]
    [InlineData("exec \"$@\" >&-")]
    [InlineData("exec \"$@\" >&- 2>&- <&-")]
    public async Task A_closed_standard_output_does_not_either(string script)
    {
        var export = await ExportAsync(script);

        // The runtime may reuse the free descriptor before the program starts. Then the summary cannot be written, and the exit code is 6.
        Assert.True(export.ExitCode is 0 or 6, $"{export.ExitCode} {export.Everything}");
        AssertPlain(export);
        Assert.Equal(2, Directory.GetFiles(_directory.Path, "account-*").Length);
    }

    [Theory]
    [InlineData("export", "--source", "none.duckdb", "--organization", "1", "--output", ".")]
    [InlineData("export", "--source", "none.duckdb", "--organization", "1", "2", "--output", "out", "--as-of", "2025-12-10", "--resume")]
    [InlineData("seed", "--source", "new.duckdb", "--organization", "1", "--accounts", "1")]
    [InlineData("check", "--source", "none.duckdb")]
    [InlineData("demo", "--accounts", "1")]
    [InlineData("spec", "lint")]
    [InlineData("spec", "fix", "--write")]
    [InlineData("spec", "new", "account-topics")]
    [InlineData("spec", "ship")]
    [InlineData("spec", "ship", "account-core")]
    [InlineData("spec", "contract", "--as", "dbt", "--output", "out")]
    [InlineData("spec", "diff")]
    [InlineData("verify", "none.csv")]
    public async Task A_working_directory_that_was_deleted_is_an_error_in_words(params string[] arguments)
    {
        var result = await AcstatsProcess.RunByShellAsync("mkdir gone && cd gone && rmdir ../gone && exec \"$@\"", _directory.Path, [], arguments);

        Assert.True(result.ExitCode is 2 or 3 or 4 or 6, $"{result.ExitCode} {result.Everything}");
        AssertPlain(result);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(127)]
    public async Task Too_few_file_handles_are_refused_before_anything_begins(int handles)
    {
        var export = await ExportAsync($"ulimit -n {handles} && exec \"$@\"");

        Assert.Equal(1, export.ExitCode);
        Assert.Equal(
            $"error: This process is allowed to open only {handles} files, and needs up to 128. Raise the limit ('ulimit -n 1024'), then run it again.",
            export.Error.TrimEnd());
        Assert.Empty(Directory.GetFiles(_directory.Path, "account-*"));
    }

    [Fact]
    public async Task As_many_file_handles_as_are_asked_for_are_enough()
    {
        var export = await ExportAsync("ulimit -n 128 && exec \"$@\"");

        Assert.Equal(0, export.ExitCode);
        Assert.Equal(2, Directory.GetFiles(_directory.Path, "account-*").Length);
    }

    [Fact]
    public async Task A_terminal_that_goes_away_cancels_an_export_as_SIGTERM_does()
    {
        await using var database = await SeededDatabase.CreateAsync(Options);
        await using var table = await HeldTable.HoldAsync(database);
        // Tests that run under nohup ignore SIGHUP, so env makes the export react to it again.
        using var export = AcstatsProcess.StartBy(["env", "--default-signal=HUP"], Export(database.Uri));
        await table.WaitUntilBlockedAsync();

        HangUp(export);
        await export.WaitForExitAsync();

        Assert.Equal(130, export.ExitCode);
        Assert.Empty(Directory.GetFiles(_directory.Path, "account-*"));
    }

    [Fact]
    public async Task Not_one_that_was_started_to_outlive_it()
    {
        await using var database = await SeededDatabase.CreateAsync(Options);
        var table = await HeldTable.HoldAsync(database);
        using var export = AcstatsProcess.StartBy(["nohup"], Export(database.Uri));
        await table.WaitUntilBlockedAsync();

        HangUp(export);
        await table.DisposeAsync();
        await export.WaitForExitAsync();

        Assert.Equal(0, export.ExitCode);
        Assert.Equal(2, Directory.GetFiles(_directory.Path, "account-*").Length);
    }

    [Fact]
    public async Task A_server_named_by_the_environment_alone_is_found()
    {
        await using var database = await SeededDatabase.CreateAsync(Options);

        var export = await AcstatsProcess.RunAsync(
            [("ACSTATS_SOURCE", "postgresql://"), ("PGHOST", "127.0.0.1"), ("PGPORT", $"{database.Server.Port}"), ("PGDATABASE", database.Name), ("PGUSER", "postgres")],
            "export", "--organization", "1", "--output", _directory.Path);

        Assert.Equal("", export.Error);
        Assert.Equal(0, export.ExitCode);
    }

    private static void AssertPlain(AcstatsResult result)
    {
        Assert.DoesNotContain("Unhandled", result.Everything, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?m)^\s+at \S+\(", result.Everything);
    }

    private static void HangUp(Process process)
    {
        using var kill = Process.Start("kill", ["-HUP", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task<AcstatsResult> ExportAsync(string script)
    {
        var source = await SeededDatabase.CreateFileAsync(_directory, Options);
        return await AcstatsProcess.RunByShellAsync(script, _directory.Path, [], [.. Export(source), "--log-level", "trace"]);
    }

    private string[] Export(string source)
        => ["export", "--source", source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.Path];
}
