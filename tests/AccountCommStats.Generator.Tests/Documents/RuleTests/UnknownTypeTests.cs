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
    [InlineData("mystery", "which is not known; write one of bigint, integer")]
    [InlineData("???", "which is not known; write one of bigint, integer")]
    public void Proposes_what_was_probably_meant(string type, string message)
        => DocumentAssert.FindsOne(DocumentRules.UnknownType, Sample.WithType("{|" + type + "|}"), message);

    [Fact]
    public void Lists_the_accepted_types()
        => DocumentAssert.FindsOne(
            DocumentRules.UnknownType, Sample.WithType("{|integr|}"),
            "The column 'total' has the data type 'integr', which is not known; did you mean 'integer'? It must be one of bigint, integer, smallint, boolean, "
                + "text, varchar(n), numeric, numeric(p,s), date, timestamp, timestamptz, double precision, uuid or jsonb.");

    [Theory]
    [InlineData("bit", "boolean")]
    [InlineData("Int32", "integer")]
    [InlineData("INT64", "bigint")]
    [InlineData("float4", "double precision")]
    [InlineData("float64", "double precision")]
    [InlineData("datetime2", "timestamp")]
    [InlineData("datetime2(7)", "timestamp")]
    [InlineData("datetimeoffset", "timestamptz")]
    [InlineData("uniqueidentifier", "uuid")]
    [InlineData("longtext", "text")]
    [InlineData("nvarchar(max)", "text")]
    [InlineData("nvarchar(40)", "varchar(40)")]
    [InlineData("number(38,0)", "numeric(28,0)")]
    [InlineData("timestamp_ntz", "timestamp")]
    [InlineData("timestamp(3) with time zone", "timestamptz")]
    [InlineData("timestamp(3) without time zone", "timestamp")]
    public void Suggests_the_type_that_holds_the_same_values(string type, string suggestion)
        => DocumentAssert.FindsOne(DocumentRules.UnknownType, Sample.WithType("{|" + type + "|}"), $"did you mean '{suggestion}'?");

    [Theory]
    [InlineData("time")]
    [InlineData("interval")]
    [InlineData("bytea")]
    [InlineData("text[]")]
    [InlineData("enum('a', 'b')")]
    public void Suggests_text_for_what_an_export_has_nothing_like(string type)
        => DocumentAssert.FindsOne(DocumentRules.UnknownType, Sample.WithType("{|" + type + "|}"), "an export cannot have; use text");
}
