using System.Text.Json;

namespace AccountCommStats.EndToEnd.Tests.Specifications;

/// <summary><c>acstats spec lint</c>.</summary>
public sealed class SpecLintTests
{
    private const string Message = "The column 'total_emails' has the data type 'integr'";

    [Fact]
    public async Task Finds_nothing_wrong_with_the_specification_of_this_repository()
    {
        using var folder = new SpecificationFolder();

        var outcome = await folder.RunAsync("lint");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("nothing wrong", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_line_and_points_at_the_cell()
    {
        using var folder = Broken();

        var outcome = await folder.RunAsync("lint", SpecificationFolder.Document);

        Assert.Equal(4, outcome.ExitCode);
        Assert.StartsWith("error[ACS013]: " + Message, outcome.Output, StringComparison.Ordinal);
        var lines = outcome.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("  --> spec/account-communication-stats.md:29:22", lines[1].Replace('\\', '/'));
        Assert.Equal("29 | | 2 | total_emails | integr | Yes | Total email count | email_prop |", lines[3]);
        Assert.Equal(lines[3].IndexOf("integr", StringComparison.Ordinal), lines[4].IndexOf('^', StringComparison.Ordinal));
        Assert.Equal("integr".Length, lines[4].Count(c => c == '^'));
        Assert.Contains("1 error, 0 warnings", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_database_cannot_plan_is_told_at_its_line_in_the_relation()
    {
        using var folder = new SpecificationFolder();
        folder.Write("spec/account-core/account.sql", """
            -- Who forgot GROUP BY?
            select
              c.id as account_id,
              max(c.name) as account_name,
              c.owner as owner_id,
              c.organization_id,
              c.revenue
            from customer c

            """);

        var outcome = await folder.RunAsync("lint", "spec/account-core.md", "--format", "msbuild");

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith($"{Path.Combine("spec", "account-core", "account.sql")}(3,3): warning ACS068: DuckDB cannot plan the query", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("GROUP BY", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_lines_as_the_compiler_does()
    {
        using var folder = Broken();

        var outcome = await folder.RunAsync("lint", "--format", "msbuild");

        Assert.StartsWith($"{Path.Combine("spec", "account-communication-stats.md")}(29,22): error ACS013: {Message}", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(4, outcome.ExitCode);
    }

    [Fact]
    public async Task Prints_commands_for_GitHub()
    {
        using var folder = Broken();

        var outcome = await folder.RunAsync("lint", "--format", "github");

        Assert.StartsWith(
            $"::error file=spec/account-communication-stats.md,line=29,endLine=29,col=22,endColumn=27,title=ACS013::{Message}",
            outcome.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_json()
    {
        using var folder = Broken();

        using var json = JsonDocument.Parse((await folder.RunAsync("lint", "--format", "json")).Output);

        var finding = json.RootElement.EnumerateArray().Single();
        Assert.Equal("ACS013", finding.GetProperty("id").GetString());
        Assert.Equal("error", finding.GetProperty("severity").GetString());
        Assert.Equal((29, 22), (finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32()));
        Assert.EndsWith("docs/rules/ACS013.md", finding.GetProperty("help").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_an_empty_array_where_nothing_is_wrong()
    {
        using var folder = new SpecificationFolder();

        Assert.Equal("[]", (await folder.RunAsync("lint", "--format", "json")).Output.Trim());
    }

    [Fact]
    public async Task Prints_sarif()
    {
        using var folder = Broken();

        using var json = JsonDocument.Parse((await folder.RunAsync("lint", "--format", "sarif")).Output);

        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        var run = json.RootElement.GetProperty("runs")[0];
        var result = run.GetProperty("results")[0];
        Assert.Equal("ACS013", run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("spec/account-communication-stats.md", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(22, place.GetProperty("region").GetProperty("startColumn").GetInt32());
    }

    [Theory]
    [InlineData(0, "warning[ACS023]")]
    [InlineData(4, "error[ACS023]", "--warnings-as-errors")]
    public async Task Lets_warnings_pass_unless_they_are_to_be_errors(int exitCode, string start, params string[] options)
    {
        using var folder = new SpecificationFolder();
        folder.Edit("Count: 52", "Count: 51");

        var outcome = await folder.RunAsync(["lint", .. options]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.StartsWith(start, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_what_is_wrong_with_a_relation()
    {
        using var folder = new SpecificationFolder();
        File.AppendAllText(folder.PathOf("spec/account-communication-stats/email.sql"), "\n;select 1");

        var outcome = await folder.RunAsync("lint");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains("email.sql", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_document_is_missing()
    {
        using var folder = new SpecificationFolder();

        var outcome = await folder.RunAsync("lint", "spec/other.md");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains("spec/other.md", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SpecificationFolder.Document)]
    [InlineData("spec/account-communication-stats/email.sql")]
    public async Task Names_the_first_byte_of_a_file_that_is_not_UTF8(string name)
    {
        using var folder = new SpecificationFolder();
        File.WriteAllBytes(folder.PathOf(name), [.. "-- a\n-- é caf"u8, 0xE9, .. " order"u8]);

        foreach (var command in new[] { "lint", "show" })
        {
            var outcome = await folder.RunAsync(command, command == "show" ? "--file" : SpecificationFolder.Document, SpecificationFolder.Document);

            Assert.Equal(4, outcome.ExitCode);
            Assert.Contains("is not UTF-8: the byte 0xE9 in line 2, column 9 is not a character in UTF-8", outcome.Error, StringComparison.Ordinal);
        }
    }

    private static SpecificationFolder Broken()
    {
        var folder = new SpecificationFolder();
        folder.Edit("| 2 | total_emails | integer |", "| 2 | total_emails | integr |");
        return folder;
    }
}
