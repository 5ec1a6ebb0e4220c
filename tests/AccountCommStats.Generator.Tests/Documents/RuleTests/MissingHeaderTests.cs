using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class MissingHeaderTests
{
    [Theory]
    [InlineData("{|| Column Name | Data Type | Nullable | Source ||}", "'#'")]
    [InlineData("{|| # | Data Type | Nullable | Source ||}", "'Column Name'")]
    [InlineData("{|| # | Column Name | Nullable | Source ||}", "'Data Type'")]
    [InlineData("{|| # | Column Name | Data Type | Source ||}", "'Nullable'")]
    [InlineData("{|| # | Column Name | Data Type | Nullable ||}", "'Source Table'")]
    [InlineData("{|| # | Column Name | Data Type ||}", "'Nullable' and 'Source Table'")]
    public void Names_what_the_header_lacks(string header, string missing)
    {
        var document = MarkedDocument.Parse(WithHeader(header));
        var finding = Assert.Single(DocumentAssert.Read(document.File.Text).Findings, finding => finding.Rule == DocumentRules.MissingHeader);

        Assert.Equal(document.Marks.Single(), finding.Location.Span);
        Assert.Contains("no header " + missing, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_at_a_header_that_is_only_misspelled()
    {
        const string header = "| # | Column Name | Data Type | {|Nulable|} | Source |";
        DocumentAssert.FindsOne(
            DocumentRules.MissingHeader, Sample.WithTable(header, "|---|---|---|---|---|", "| 1 | account_id | bigint | No | customer.id |"),
            "has a header 'Nulable' and no 'Nullable'");
    }

    [Fact]
    public void Is_silent_about_tables_that_do_not_list_columns()
        => DocumentAssert.IsClean(Sample.WithRows() + "\n| # | Old Column | Data Type |\n|---|---|---|\n| 1 | old_id | int |\n\n| Event | Description |\n|---|---|\n| qbr | Review |\n");

    private static string WithHeader(string header)
        => Sample.WithTable(header, "|---|---|---|---|---|", header.Replace("{|", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal)
            .Replace("#", "1", StringComparison.Ordinal).Replace("Column Name", "account_id", StringComparison.Ordinal)
            .Replace("Data Type", "bigint", StringComparison.Ordinal).Replace("Nullable", "No", StringComparison.Ordinal)
            .Replace("Source", "customer", StringComparison.Ordinal));
}
