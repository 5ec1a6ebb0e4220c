using System.Text.Json;
using AccountCommStats.Testing;
using AccountCommStats.Tests.Compatibility;

namespace AccountCommStats.EndToEnd.Tests.Specifications;

/// <summary><c>acstats spec diff</c> and <c>acstats spec ship</c>.</summary>
public sealed class SpecDiffTests
{
    /// <summary>All compatibility rules except ACS119: that rule is about SQL files, and this test compares only two documents.</summary>
    public static TheoryData<string> Ids => new(CompatibilityCases.All.Select(change => change.Id).Where(id => id != "ACS119"));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Reports(string id)
    {
        var change = CompatibilityCases.Of(id);

        var outcome = await DiffAsync(change.Shipped, change.Current);

        var line = Assert.Single(outcome.Output.ReplaceLineEndings("\n").Split('\n'), line => line.Contains($" {id} ", StringComparison.Ordinal));
        Assert.All(change.Words, word => Assert.Contains(word, line, StringComparison.Ordinal));

        // A waiver that has expired, cannot be read, or is for another change has no effect: the change is still breaking, so diff fails.
        Assert.Equal(change.Severity == "error" || outcome.Output.StartsWith("breaking", StringComparison.Ordinal) ? 4 : 0, outcome.ExitCode);
    }

    [Fact]
    public async Task Every_change_of_a_combined_edit_is_listed_the_most_severe_first()
    {
        using var folder = new SpecificationFolder();
        await folder.RunAsync("ship");
        folder.Edit("| 5 | account_sent_emails |", "| 5 | account_emails |");
        folder.Edit("| 18 | meeting_time_hours | numeric(10,2) |", "| 18 | meeting_time_hours | numeric(12,2) |");
        var provider = folder.Text.Split('\n').Single(line => line.Contains("| email_provider |", StringComparison.Ordinal)) + "\n";
        folder.Edit(provider, "");
        folder.Edit("| 3 | team_sent_emails |", provider + "| 3 | team_sent_emails |");
        await folder.RunAsync("fix", "--write");

        var outcome = await folder.RunAsync("diff");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Equal(
            ["breaking ACS102", "breaking ACS105", "risky ACS101"],
            outcome.Output.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2])));
        Assert.Contains("3 changes, 2 breaking", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_json_for_programs()
    {
        var change = CompatibilityCases.Of("ACS105");
        var shipped = CompatibilityCases.ShippedWith("| ACS105 | note | Agreed | 2999-12-31 |");

        var outcome = await DiffAsync(shipped, change.Current, "--json");

        Assert.Equal(0, outcome.ExitCode);
        using var json = JsonDocument.Parse(outcome.Output);
        var pair = json.RootElement.EnumerateArray().Single();
        Assert.Equal("by-position", pair.GetProperty("compatibility").GetString());
        var listed = pair.GetProperty("changes").EnumerateArray().Single();
        Assert.Equal(("ACS105", "waived", "note"), (listed.GetProperty("id").GetString(), listed.GetProperty("verdict").GetString(), listed.GetProperty("column_name").GetString()));
        Assert.Equal("2999-12-31", listed.GetProperty("waiver").GetProperty("expires").GetString());
    }

    [Fact]
    public async Task Shipping_records_the_document_and_what_changed()
    {
        using var folder = new SpecificationFolder();
        var shipped = folder.PathOf("spec/shipped/account-communication-stats.md");
        Assert.Equal(0, (await folder.RunAsync("ship")).ExitCode);
        Assert.StartsWith(folder.Text + "\n<!-- shipped with these SQL files, and hashes of their tokens:\n", File.ReadAllText(shipped), StringComparison.Ordinal);

        folder.Edit("| 2 | total_emails | integer | Yes | Total email count |", "| 2 | total_emails | integer | Yes | All e-mails |");
        Assert.Equal(0, (await folder.RunAsync("ship", "account-communication-stats")).ExitCode);

        Assert.StartsWith(folder.Text + "\n<!-- shipped with these SQL files, and hashes of their tokens:\n", File.ReadAllText(shipped), StringComparison.Ordinal);
        var changelog = File.ReadAllText(folder.PathOf("spec/shipped/CHANGELOG.md"));
        Assert.Contains("First shipped, with 52 columns.", changelog, StringComparison.Ordinal);
        Assert.EndsWith("- ACS112 Description was changed: `total_emails`, `Total email count` to `All e-mails`\n", changelog, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shipping_refuses_a_break_until_it_is_waived_and_then_forgets_the_waiver()
    {
        using var folder = new SpecificationFolder();
        var shipped = folder.PathOf("spec/shipped/account-communication-stats.md");
        await folder.RunAsync("ship");
        folder.Edit("| 16 | email_provider | varchar(50) |", "| 16 | email_provider | varchar(80) |");

        var refused = await folder.RunAsync("ship");
        File.AppendAllText(shipped, "\n## Waivers\n\n| Rule | Column | Reason | Expires |\n|---|---|---|---|\n| ACS105 | email_provider | All agreed | 2999-12-31 |\n");
        var allowed = await folder.RunAsync("ship");

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("spec diff", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, allowed.ExitCode);
        Assert.StartsWith(folder.Text + "\n<!-- shipped with these SQL files, and hashes of their tokens:\n", File.ReadAllText(shipped), StringComparison.Ordinal);
        Assert.EndsWith("- ACS105 Data type was widened: `email_provider`, `varchar(50)` to `varchar(80)` (waived: All agreed)\n", File.ReadAllText(folder.PathOf("spec/shipped/CHANGELOG.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_judges_by_the_shipped_document_as_the_build_does()
    {
        using var folder = new SpecificationFolder();
        await folder.RunAsync("ship");
        folder.Edit("| 16 | email_provider | varchar(50) |", "| 16 | email_provider | varchar(80) |");

        var outcome = await folder.RunAsync("lint", "--format", "msbuild");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains("error ACS105", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_that_was_turned_around_in_a_relation_is_told_until_it_is_shipped()
    {
        using var folder = new SpecificationFolder();
        const string Chat = "spec/account-communication-stats/chat.sql";
        await folder.RunAsync("ship");
        folder.Write(Chat, "-- A remark.\n" + File.ReadAllText(folder.PathOf(Chat)).Replace("select", "SELECT ", StringComparison.Ordinal).ReplaceLineEndings("\r\n"));
        Assert.Equal("", (await folder.RunAsync("lint", "--format", "msbuild")).Output);
        folder.Write(Chat, File.ReadAllText(folder.PathOf(Chat)).Replace("e.sent_at <= @as_of", "e.sent_at < @as_of", StringComparison.Ordinal));

        var warned = await folder.RunAsync("lint", "--format", "msbuild");
        var reviewed = await folder.RunAsync("diff");
        var shipped = await folder.RunAsync("ship");
        var acknowledged = await folder.RunAsync("lint", "--format", "msbuild");

        Assert.Equal(0, warned.ExitCode);
        var line = Assert.Single(warned.Output.TrimEnd().Split('\n'));
        Assert.Contains("chat.sql(", line, StringComparison.Ordinal);
        Assert.Contains("warning ACS119: This file has changed since the specification was shipped, and the values of 'total_chat_messages'", line, StringComparison.Ordinal);
        Assert.Contains("ACS119", reviewed.Output, StringComparison.Ordinal);
        Assert.Equal(0, shipped.ExitCode);
        Assert.EndsWith("- ACS119 SQL of shipped columns was changed: chat.sql\n", File.ReadAllText(folder.PathOf("spec/shipped/CHANGELOG.md")), StringComparison.Ordinal);
        Assert.Equal("", acknowledged.Output);
    }

    [Fact]
    public async Task A_source_table_that_was_changed_names_the_columns_of_all_relations_that_read_it()
    {
        using var folder = new SpecificationFolder();
        const string Ticket = "spec/source/ticket.sql";
        await folder.RunAsync("ship");
        folder.Write(Ticket, File.ReadAllText(folder.PathOf(Ticket)).TrimEnd().TrimEnd(';') + "\n  and 1 = 1\n");

        var warned = await folder.RunAsync("lint", "spec/account-communication-stats.md", "--format", "json");

        using var findings = System.Text.Json.JsonDocument.Parse(warned.Output);
        Assert.Contains("source/ticket.sql", warned.Output, StringComparison.Ordinal);
        Assert.Contains("ACS119", warned.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_document_alone_is_wrong_usage()
        => Assert.Equal(2, (await AcstatsProcess.RunAsync("spec", "diff", "one.md")).ExitCode);

    private static async Task<AcstatsResult> DiffAsync(string shipped, string current, params string[] options)
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("old.md"), shipped);
        await File.WriteAllTextAsync(directory.File("new.md"), current);
        return await AcstatsProcess.RunInAsync(directory.Path, ["spec", "diff", "old.md", "new.md", .. options]);
    }
}
