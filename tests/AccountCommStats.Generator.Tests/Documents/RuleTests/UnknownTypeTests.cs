using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class UnknownTypeTests
{
    [Theory]
    [InlineData("integr", "did you mean 'integer'?")]
    [InlineData("bigin", "did you mean 'bigint'?")]
    [InlineData("timestmap", "did you mean 'timestamp'?")]
    [InlineData("int", "did you mean 'integer'?")]
    [InlineData("string", "did you mean 'text'?")]
    [InlineData("decimal(10, 2)", "did you mean 'numeric(10,2)'?")]
    [InlineData("character varying(50)", "did you mean 'varchar(50)'?")]
    [InlineData("timestamp with time zone", "did you mean 'timestamptz'?")]
    [InlineData("nmeric(10,2)", "did you mean 'numeric(10,2)'?")]
    [InlineData("varchar(50", "did you mean 'varchar(n)'?")]
    [InlineData("varchar(x)", "did you mean 'varchar(n)'?")]
    [InlineData("numeric(10,-2)", "did you mean 'numeric'?")]
    [InlineData("geography", "which is not known; write one of bigint, integer")]
    [InlineData("???", "which is not known; write one of bigint, integer")]
    [InlineData("text[]", "did you mean 'text'?")]
    public void Proposes_what_was_probably_meant(string type, string message)
        => DocumentAssert.FindsOne(DocumentRules.UnknownType, Sample.WithType("{|" + type + "|}"), message);

    [Fact]
    public void Lists_the_accepted_types()
        => DocumentAssert.FindsOne(
            DocumentRules.UnknownType, Sample.WithType("{|integr|}"),
            "The column 'total' has the data type 'integr', which is not known; did you mean 'integer'? It must be one of bigint, integer, smallint, boolean, "
                + "text, varchar(n), numeric, numeric(p,s), date, timestamp, timestamptz, double precision, uuid or jsonb.");
}
