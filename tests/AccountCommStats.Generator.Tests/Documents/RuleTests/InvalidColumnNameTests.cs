using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class InvalidColumnNameTests
{
    [Theory]
    [InlineData("total emails", "write 'total_emails'")]
    [InlineData("total-emails", "write 'total_emails'")]
    [InlineData("2fa_count", "write 'fa_count'")]
    [InlineData("größe", "write 'gr_e'")]
    [InlineData("a;drop table x", "write 'a_drop_table_x'")]
    [InlineData("___", "at most 63 characters.")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "at most 63 characters; write 'aaa")]
    public void Says_what_a_name_may_be_and_proposes_one(string name, string message)
        => DocumentAssert.FindsOne(DocumentRules.InvalidColumnName, Sample.WithRows($"| 2 | {{|{name}|}} | integer | Yes | A total | computed |"), message);

    [Theory]
    [InlineData("`total_emails`", "total_emails")]
    [InlineData("**total_emails**", "total_emails")]
    [InlineData("total\\_emails", "total_emails")]
    [InlineData("_total2", "_total2")]
    [InlineData("TotalEmails", "TotalEmails")]
    public void Reads_names_in_code_in_bold_and_escaped(string cell, string name)
        => Assert.Equal(name, DocumentAssert.IsClean(Sample.WithRows($"| 2 | {cell} | integer | Yes | A total | computed |")).Columns[1].Name.Value);
}
