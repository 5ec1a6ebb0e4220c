using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class UnresolvedSourceTests
{
    [Theory]
    [InlineData("users = 'active'")]
    [InlineData("email prop")]
    [InlineData("email_prop, chat_message")]
    [InlineData("email_prop /")]
    [InlineData("/")]
    [InlineData("a.b.c.d")]
    [InlineData("users.")]
    [InlineData("-")]
    [InlineData("N/A")]
    [InlineData("customer (id")]
    [InlineData("customer) id")]
    [InlineData("(remark)")]
    public void Points_at_a_cell_that_names_no_source(string source)
        => DocumentAssert.FindsOne(DocumentRules.UnresolvedSource, Sample.WithSource("{|" + source + "|}"), "cannot be resolved");

    [Theory]
    [InlineData("customer", "Table customer")]
    [InlineData("customer.id", "Table customer.id")]
    [InlineData("crm.customer.id", "Table crm.customer.id")]
    [InlineData("`customer`.`id`", "Table customer.id")]
    [InlineData("computed", "Computed")]
    [InlineData("Computed (per account / month)", "Computed")]
    [InlineData("system", "System")]
    [InlineData("users.title (if available)", "Table users.title")]
    [InlineData("email_prop/chat_message", "Table email_prop, Table chat_message")]
    [InlineData("insight.data_ref / customer_id (old) / computed", "Table insight.data_ref, Table customer_id, Computed")]
    public void Reads_tables_columns_keywords_and_remarks(string source, string terms)
    {
        var read = DocumentAssert.IsClean(Sample.WithSource(source)).Columns[1].Source.Value;

        Assert.Equal(terms, string.Join(", ", read.Terms.Select(Describe)));
        Assert.Equal(source, read.Text);
    }

    private static string Describe(SourceTerm term)
        => term.Kind + (term.Table is null ? "" : " " + term.Table) + (term.Column is null ? "" : "." + term.Column);
}
