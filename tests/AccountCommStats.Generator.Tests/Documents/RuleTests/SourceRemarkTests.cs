using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class SourceRemarkTests
{
    [Theory]
    [InlineData("{|users.state = 'active'|}", "users", "state")]
    [InlineData("{|crm.users.state in `('active')`|}", "crm.users", "state")]
    public void Points_at_the_cell_and_reads_the_column_that_it_begins_with(string source, string table, string column)
    {
        DocumentAssert.FindsOne(DocumentRules.SourceRemark, Sample.WithSource(source), $"of which only '{table}.{column}' is used");

        var text = MarkedDocument.Parse(Sample.WithSource(source)).File.Text;
        Assert.Equal([new SourceTerm(SourceKind.Table, table, column)], DocumentAssert.Read(text).Document!.Columns[1].Source.Value.Terms);
    }
}
