using AccountCommStats.CommandLine;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

public sealed class UsageTests
{
    [Theory]
    [InlineData("--source", "export", "--organization", "1", "--output", ".")]
    [InlineData("--organization", "export", "--source", "x.duckdb", "--output", ".")]
    [InlineData("'tomorrow-ish'", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--as-of", "tomorrow-ish")]
    [InlineData("microsecond", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--as-of", "2025-01-01T00:00:00.1234567Z")]
    [InlineData("--time-frame-days", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--time-frame-days", "0")]
    [InlineData("--as-of", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--resume")]
    [InlineData("not both", "export", "--source", "x.duckdb", "--organization", "1", "--all-organizations", "--output", ".")]
    [InlineData("--connections", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--connections", "0")]
    [InlineData("ignore", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--on-violation", "ignore")]
    [InlineData("--organization: 'acme' is not a bigint", "export", "--source", "x.duckdb", "--organization", "acme", "--output", ".")]
    [InlineData("with spaces: --organization 1 2 3", "export", "--source", "x.duckdb", "-o", "42,43", "--output", ".")]
    [InlineData("'4.5' is not a bigint", "export", "--source", "x.duckdb", "--organization", "1", "4.5", "--export", "account-core", "--output", ".")]
    [InlineData("'\\u001b[2J' is not a bigint", "export", "--source", "x.duckdb", "--organization", "\u001b[2J", "--output", ".")]
    [InlineData("--organization", "export", "--source", "x.duckdb", "--output", ".", "--organization")]
    [InlineData("--organization", "export", "--source", "x.duckdb", "--output", ".", "--organization=")]
    [InlineData("'' is not a bigint", "export", "--source", "x.duckdb", "--output", ".", "--organization", "")]
    [InlineData("'tsv' not recognized. Must be one of: 'standard', 'excel'.\n", "export", "--source", "x.duckdb", "-o", "1", "--output", ".", "--dialect", "tsv")]
    [InlineData("'xml'", "export", "--source", "x.duckdb", "-o", "1", "--output", ".", "--dialect", "excel", "--format", "xml")]
    [InlineData("--dialect excel applies to CSV", "export", "--source", "x.duckdb", "-o", "1", "--output", ".", "--dialect", "excel", "--format", "jsonl, parquet")]
    [InlineData("--table", "spec", "import", "--table")]
    [InlineData("--sources", "spec", "show", "--sources")]
    [InlineData("--accounts", "demo", "--accounts", "0")]
    [InlineData("whole number", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--connections", "1.5")]
    [InlineData("--retry-delay", "export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--retry-delay", "NaN")]
    [InlineData("--max-problems", "verify", "x.csv", "--max-problems", "many")]
    [InlineData("'--asof'. Did you mean --as-of?", "export", "--source", "x.duckdb", "--organization", "1", "--asof", "2025-01-01", "--output", ".")]
    [InlineData("'03.04.2025'", "export", "--source", "x.duckdb", "-o", "1", "--output", ".", "--as-of", "03.04.2025")]
    [InlineData("'12:00'", "export", "--source", "x.duckdb", "-o", "1", "--output", ".", "--as-of", "12:00")]
    [InlineData("'Dec 10'", "export", "--source", "x.duckdb", "-o", "1", "--output", ".", "--as-of", "Dec 10")]
    [InlineData("'2025-12'", "export", "--source", "x.duckdb", "-o", "1", "--output", ".", "--as-of", "2025-12")]
    [InlineData("'0001-01-01'", "export", "--source", "x.duckdb", "-o", "1", "--output", ".", "--as-of", "0001-01-01")]
    [InlineData("--organization", "seed", "--source", "x.duckdb")]
    [InlineData("--output is empty", "export", "--source", "x.duckdb", "-o", "1", "--output", "")]
    [InlineData("argument is empty", "spec", "lint", "")]
    [InlineData("[suggest:N]", "[suggest:x]", "export")]
    [InlineData("'exprot'. Did you mean export?", "exprot")]
    [InlineData("total_mails", "spec", "show", "total_mails")]
    public async Task A_wrong_command_line_ends_with_2_and_names_what_is_wrong(string named, params string[] arguments)
    {
        var outcome = await AcstatsProcess.RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(named, outcome.Error, StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public void An_option_without_its_value_is_an_error()
        => Assert.All(
            from each in CommandTree.All
            from option in each.Command.Options
            where option.Arity.MinimumNumberOfValues > 0
            select (string[])[.. each.Words, option.Name],
            words => Assert.NotEmpty(UsageErrors.Of(CommandTree.Root.Parse(words), words)));

    [Fact]
    public async Task A_source_that_does_not_exist_ends_with_3()
    {
        var outcome = await AcstatsProcess.RunAsync("export", "--source", "/nowhere/at/all.duckdb", "--organization", "1", "--output", ".");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("/nowhere/at/all.duckdb", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-03-31", "20250331T000000Z")]
    [InlineData("2025-03-31T12:00", "20250331T120000Z")]
    [InlineData("2025-03-31T12:00:30.5Z", "20250331T120030.500000Z")]
    [InlineData("2025-03-31T12:00:00+02:00", "20250331T100000Z")]
    public async Task A_time_is_UTC_unless_it_has_an_offset(string asOf, string inName)
    {
        using var directory = new Testing.TemporaryDirectory();
        var database = await SeededDatabase.CreateFileAsync(directory, new SampleOptions { Accounts = 1, EventsPerAccount = 1 });

        await AcstatsProcess.RunAsync("export", "--source", database, "--organization", "1", "--as-of", asOf, "--output", directory.Path);

        Assert.Contains(inName, Path.GetFileName(Assert.Single(Directory.GetFiles(directory.Path, "*.csv"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_to_come_is_refused_by_the_clock_of_the_source_unless_it_is_allowed()
    {
        using var directory = new Testing.TemporaryDirectory();
        var database = await SeededDatabase.CreateFileAsync(directory, new SampleOptions { Accounts = 1, EventsPerAccount = 1 });
        string[] export = ["export", "--source", database, "--organization", "1", "--as-of", "2999-01-01", "--output", directory.Path];

        var refused = await AcstatsProcess.RunAsync(export);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--allow-future", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(directory.Path, "account-*"));

        Assert.Equal(0, (await AcstatsProcess.RunAsync([.. export, "--allow-future"])).ExitCode);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_ends_with_6()
    {
        using var directory = new Testing.TemporaryDirectory();
        var database = await SeededDatabase.CreateFileAsync(directory, new SampleOptions { Accounts = 1, EventsPerAccount = 1 });

        var outcome = await AcstatsProcess.RunAsync("export", "--source", database, "--organization", "1", "--output", "/nowhere/at/all");

        Assert.Equal(6, outcome.ExitCode);
        Assert.Contains("/nowhere/at/all", outcome.Error, StringComparison.Ordinal);
    }
}
