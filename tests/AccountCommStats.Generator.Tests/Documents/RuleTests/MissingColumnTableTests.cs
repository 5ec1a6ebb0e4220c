using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class MissingColumnTableTests
{
    [Fact]
    public void Points_at_the_title_of_a_document_without_tables()
    {
        DocumentAssert.FindsOne(DocumentRules.MissingColumnTable, "# {|Account Export|}\n\n**Primary Key:** `account_id`\n", "has no table of columns");
    }

    [Fact]
    public void Points_at_the_header_of_a_table_without_rows()
    {
        const string header = "| # | Column Name | Data Type | Nullable | Source |";
        DocumentAssert.Finds(DocumentRules.MissingColumnTable, Sample.WithTable("{|" + header + "|}", "|---|---|---|---|---|"));
    }

    [Theory]
    [InlineData("| Column | Type | Required |")]
    [InlineData("| Field name | Type | Mode | Description |")]
    [InlineData("| Name | Data Type |")]
    public void Points_at_the_header_of_a_data_dictionary_and_offers_to_import_it(string header)
    {
        var separator = string.Concat(Enumerable.Repeat("|---", header.Count(c => c == '|') - 1)) + "|";

        DocumentAssert.FindsOne(
            DocumentRules.MissingColumnTable,
            $"# Orders\n\nWhat we know.\n\n{{|{header}|}}\n{separator}\n| id | bigint | Yes | Key |\n",
            "Source Table, and a row for each column. 'acstats spec import");
    }

    [Fact]
    public void Reports_an_empty_document_along_with_its_missing_title()
    {
        var reading = DocumentAssert.Read("");

        Assert.Null(reading.Document);
        Assert.Equal(["ACS001 1:1 ''", "ACS002 1:1 ''"], reading.Findings.Select(DocumentAssert.Describe));
    }
}
