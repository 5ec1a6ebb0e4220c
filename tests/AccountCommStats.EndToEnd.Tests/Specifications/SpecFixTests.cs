using System.Text;
using System.Text.RegularExpressions;

namespace AccountCommStats.EndToEnd.Tests.Specifications;

/// <summary><c>acstats spec fix</c>.</summary>
public sealed partial class SpecFixTests
{
    private const string Neighbor = "| 20 | owner_meeting_time_hours | numeric(10,2) | Yes | Owner time in meetings | calendar_event_prop |\n";

    [Fact]
    public async Task One_row_typed_into_the_middle_is_numbered_and_both_counts_are_corrected_and_nothing_else_changes()
    {
        using var folder = new SpecificationFolder();
        var before = folder.Text.Split('\n');
        folder.Edit(Neighbor, Neighbor + "| | video_calls | INT | yes | Calls with video | calendar_event_prop |\n");

        var outcome = await folder.RunAsync("fix", "--write");

        Assert.Equal(0, outcome.ExitCode);
        var after = folder.Text.Split('\n').ToList();
        Assert.True(after.Remove("| 21 | video_calls | integer | Yes | Calls with video | calendar_event_prop |"));
        var changed = before.Zip(after).Where(pair => pair.First != pair.Second).ToList();
        Assert.Equal(before.Length, after.Count);
        Assert.All(changed, pair => Assert.Equal(Digits().Replace(pair.First, "9", 1), Digits().Replace(pair.Second, "9", 1)));
        Assert.Contains(("### Meeting Statistics (9 columns)", "### Meeting Statistics (10 columns)"), changed);
        Assert.Contains(("## Total Column Count: 52", "## Total Column Count: 53"), changed);
        Assert.Equal(32 + 2, changed.Count);
    }

    [Fact]
    public async Task Shows_a_unified_diff_and_changes_nothing_unless_told_to()
    {
        using var folder = new SpecificationFolder();
        folder.Edit("Count: 52", "Count: 51");
        var before = folder.Text;

        var outcome = await folder.RunAsync("fix");

        Assert.Equal(before, folder.Text);
        var lines = outcome.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(["--- a/spec/account-communication-stats.md", "+++ b/spec/account-communication-stats.md"], lines[..2]);
        Assert.Matches(@"^@@ -\d+,7 \+\d+,7 @@$", lines[2]);
        Assert.Equal(["-## Total Column Count: 51", "+## Total Column Count: 52"], lines.Where(line => line.StartsWith("-#", StringComparison.Ordinal) || line.StartsWith("+#", StringComparison.Ordinal)));
        Assert.Contains("--write", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_windows_line_endings_and_the_byte_order_mark()
    {
        using var folder = new SpecificationFolder();
        var windows = folder.Text.ReplaceLineEndings("\r\n");
        var utf8WithMark = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        File.WriteAllText(folder.PathOf(SpecificationFolder.Document), windows.Replace("Count: 52", "Count: 51", StringComparison.Ordinal), utf8WithMark);

        await folder.RunAsync("fix", "--write");

        Assert.Equal([.. utf8WithMark.GetPreamble(), .. utf8WithMark.GetBytes(windows)], File.ReadAllBytes(folder.PathOf(SpecificationFolder.Document)));
    }

    [Fact]
    public async Task Reports_what_is_left_to_do_by_hand()
    {
        using var folder = new SpecificationFolder();
        folder.Edit("| 40 | ticket_comments | integer |", "| 41 | ticket_comments | integr |");

        var outcome = await folder.RunAsync("fix", "--write");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains("| 40 | ticket_comments | integr |", folder.Text, StringComparison.Ordinal);
        Assert.Contains("ACS013", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ACS009", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_document_that_it_could_not_write_back()
    {
        using var folder = new SpecificationFolder();
        byte[] latin1 = [.. Encoding.UTF8.GetBytes(folder.Text), 0xE9, (byte)'\n'];
        File.WriteAllBytes(folder.PathOf(SpecificationFolder.Document), latin1);

        var outcome = await folder.RunAsync("fix", "--write");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains($"is not UTF-8: the byte 0xE9 in line {folder.Text.Count(c => c == '\n')}, column 1 is not a character in UTF-8", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(latin1, File.ReadAllBytes(folder.PathOf(SpecificationFolder.Document)));
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
