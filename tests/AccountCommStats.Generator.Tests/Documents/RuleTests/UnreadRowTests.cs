using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class UnreadRowTests
{
    [Theory]
    [InlineData("{|| # | Column Name | Data Type ||}\n|---|---|---|\n| 2 | total | integer |")]
    [InlineData("{|| Column Name | Description ||}\n|---|---|\n| `total` | A total |")]
    [InlineData("{|| Field | Type | Required ||}\n|---|---|---|\n| total | integer | Yes |")]
    [InlineData("{||  |  |  |  |  |  ||}\n|---|---|---|---|---|---|\n| 2 | total | integer | Yes | A total | computed |")]
    [InlineData("{|| 2 | total | integer | Yes | A total | computed ||}\n|---|---|---|---|---|---|\n| 3 | other | integer | Yes | | computed |")]
    public void Points_at_the_header_of_a_table_that_names_a_column_which_was_not_read(string table)
        => DocumentAssert.FindsOne(DocumentRules.UnreadRow, Sample.WithRows() + "\n" + table + "\n", "'total'");

    [Fact]
    public void Points_at_a_row_above_all_tables()
        => DocumentAssert.FindsOne(
            DocumentRules.UnreadRow,
            Sample.WithTable("{|| 2 | total | integer | Yes | A total | computed ||}", "", Sample.Header, Sample.KeyRow),
            "it stands in no table of columns");

    [Theory]
    [InlineData("| Column Name | Data Type | Note |\n|---|---|---|\n| account_id | bigint | Never reused |")]
    [InlineData("| Old Column | Data Type |\n|---|---|\n| total | integer |")]
    [InlineData("| Field | Meaning |\n|---|---|\n| total | A total |")]
    [InlineData("## Expectations\n\n| Column | Check | Bound |\n|---|---|---|\n| account_id | minimum | 1 |")]
    [InlineData("| 1 | 2 | 3 | 4 | 5 | 6 |\n|---|---|---|---|---|---|\n| a | b | text | No | e | f |")]
    [InlineData("```\n| 2 | total | integer | Yes | A total | computed |\n```")]
    public void Is_silent_about_columns_that_were_read_and_tables_of_something_else(string text)
        => DocumentAssert.IsClean(Sample.WithRows() + "\n" + text + "\n");

    [Theory]
    [InlineData("| # | Column Name | {|Type|} | Null | Description | Source Table |", "the headers 'Type' and 'Null' and no 'Data Type' and 'Nullable'")]
    [InlineData("| Nr | {|Field|} | Data Type | Nullable | Description | Source |", "'Column Name'")]
    public void A_table_that_only_calls_its_fields_otherwise_is_a_column_table(string header, string problem)
    {
        var marked = Sample.WithRows() + "\n" + header + "\n|---|---|---|---|---|---|\n| 2 | total | integer | Yes | A total | computed |\n";

        var finding = Assert.Single(DocumentAssert.Read(MarkedDocument.Parse(marked).File.Text).Findings, finding => finding.Rule == DocumentRules.MissingHeader);

        Assert.Contains(problem, finding.Message, StringComparison.Ordinal);
    }
}
