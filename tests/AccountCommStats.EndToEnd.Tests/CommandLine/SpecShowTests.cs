using System.Text.Json;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

public sealed class SpecShowTests
{
    [Fact]
    public async Task Lists_the_columns_as_a_table()
    {
        var outcome = await AcstatsProcess.RunAsync("spec", "show");

        Assert.Equal(0, outcome.ExitCode);
        var lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal(53, lines.Length);
        Assert.Matches(@"^50 +time_frame_revenue +numeric\(12,2\) +yes +computed +Revenue for effort time frame", lines[50]);
    }

    [Fact]
    public async Task Prints_json_for_machines()
    {
        var outcome = await AcstatsProcess.RunAsync("spec", "show", "--json");

        using var columns = JsonDocument.Parse(outcome.Output);
        Assert.Equal(52, columns.RootElement.GetArrayLength());
        var provider = columns.RootElement[15];
        Assert.Equal(16, provider.GetProperty("position").GetInt32());
        Assert.Equal("email_provider", provider.GetProperty("name").GetString());
        Assert.Equal("varchar(50)", provider.GetProperty("sql_type").GetString());
        Assert.True(provider.GetProperty("nullable").GetBoolean());
        Assert.Equal("Email integration provider", provider.GetProperty("description").GetString());
        Assert.Equal("user_api_token", provider.GetProperty("source").GetString());
    }

    [Fact]
    public async Task Tells_what_a_column_means_and_where_it_comes_from()
    {
        var outcome = await AcstatsProcess.RunAsync("spec", "show", "team_open_email_threads");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("so the team owes the answer", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("email.sql", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_parameters_of_the_query_above_it()
    {
        var outcome = await AcstatsProcess.RunAsync("spec", "show", "--sql");

        Assert.Contains("-- $1  organization_id  bigint\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("  as_of  timestamptz\n", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith(";\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_any_document_and_says_what_is_odd_about_it()
    {
        using var directory = new Testing.TemporaryDirectory();
        var path = directory.File("tags.md");
        await File.WriteAllTextAsync(path, """
            # Tag Export Specification

            **Primary Key:** `tag_id`

            ### Key (2 columns)

            | # | Column Name | Data Type | Nullable | Source |
            |---|---|---|---|---|
            | 1 | tag_id | bigint | No | tag.id |
            """);

        var outcome = await AcstatsProcess.RunAsync("spec", "show", "--file", path);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("tag_id", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("tags.md(5,5): warning ACS022", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_what_was_read_of_a_document_with_errors_and_ends_with_4()
    {
        using var directory = new Testing.TemporaryDirectory();
        var path = directory.File("tags.md");
        await File.WriteAllTextAsync(path, "# Tags\n\n**Primary Key:** `id`\n\n| # | Column Name | Data Type | Nullable | Source |\n|---|---|---|---|---|\n| 1 | id | integr | No | tag |\n| 2 | note | text | Maybe | tag |\n");

        var outcome = await AcstatsProcess.RunAsync("spec", "show", "--file", path);

        Assert.Equal(4, outcome.ExitCode);
        Assert.Equal(["1 id ? no tag", "2 note text ? tag"], outcome.Output.TrimEnd().Split('\n')[1..].Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Contains("tags.md(7,12): error ACS", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("tags.md(8,21): error ACS", outcome.Error, StringComparison.Ordinal);
    }
}
