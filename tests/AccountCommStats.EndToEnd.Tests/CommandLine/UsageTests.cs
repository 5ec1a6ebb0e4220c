namespace AccountCommStats.EndToEnd.Tests.CommandLine;

public sealed class UsageTests
{
    [Theory]
    [InlineData("--source", "export", "--organization", "1", "--output", ".")]
    [InlineData("--organization", "export", "--source", "x.duckdb", "--output", ".")]
    [InlineData("--as-of", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--as-of", "tomorrow-ish")]
    [InlineData("microsecond", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--as-of", "2025-01-01T00:00:00.1234567Z")]
    [InlineData("--time-frame-days", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--time-frame-days", "0")]
    [InlineData("--as-of", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--resume")]
    [InlineData("not both", "export", "--source", "x.duckdb", "--organization", "1", "--all-organizations", "--output", ".")]
    [InlineData("--connections", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--connections", "0")]
    [InlineData("ignore", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--on-violation", "ignore")]
    [InlineData("--organization: 'acme' is no bigint", "export", "--source", "x.duckdb", "--organization", "acme", "--output", ".")]
    [InlineData("one by one: --organization 1 2 3", "export", "--source", "x.duckdb", "-o", "42,43", "--output", ".")]
    [InlineData("'4.5' is no bigint", "export", "--source", "x.duckdb", "--organization", "1", "4.5", "--export", "account-core", "--output", ".")]
    [InlineData("'\\u001b[2J' is no bigint", "export", "--source", "x.duckdb", "--organization", "\u001b[2J", "--output", ".")]
    [InlineData("--organization", "export", "--source", "x.duckdb", "--output", ".", "--organization")]
    [InlineData("--organization", "export", "--source", "x.duckdb", "--output", ".", "--organization=")]
    [InlineData("'' is no bigint", "export", "--source", "x.duckdb", "--output", ".", "--organization", "")]
    [InlineData("--accounts", "demo", "--accounts", "0")]
    [InlineData("exprot", "exprot")]
    [InlineData("total_mails", "spec", "show", "total_mails")]
    public async Task A_wrong_command_line_ends_with_2_and_names_what_is_wrong(string named, params string[] arguments)
    {
        var outcome = await AcstatsProcess.RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(named, outcome.Error, StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public async Task A_source_that_does_not_exist_ends_with_3()
    {
        var outcome = await AcstatsProcess.RunAsync("export", "--source", "/nowhere/at/all.duckdb", "--organization", "1", "--output", ".");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("/nowhere/at/all.duckdb", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_ends_with_6()
    {
        using var directory = new Testing.TemporaryDirectory();
        var database = directory.File("sample.duckdb");
        await AcstatsProcess.RunAsync("seed", "--source", database, "--organization", "1", "--accounts", "1");

        var outcome = await AcstatsProcess.RunAsync("export", "--source", database, "--organization", "1", "--output", "/nowhere/at/all");

        Assert.Equal(6, outcome.ExitCode);
        Assert.Contains("/nowhere/at/all", outcome.Error, StringComparison.Ordinal);
    }
}
