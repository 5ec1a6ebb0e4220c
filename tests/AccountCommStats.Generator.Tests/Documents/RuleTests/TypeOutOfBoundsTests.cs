using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class TypeOutOfBoundsTests
{
    [Theory]
    [InlineData("varchar", "needs a length")]
    [InlineData("varchar(0)", "needs a length from 1")]
    [InlineData("varchar(10485761)", "to 10485760")]
    [InlineData("varchar(10,2)", "needs a length")]
    [InlineData("numeric(0)", "precision must be from 1 to 28")]
    [InlineData("numeric(29,2)", "precision must be from 1 to 28")]
    [InlineData("numeric(99999999999999999999,2)", "precision must be from 1 to 28")]
    [InlineData("numeric(2,3)", "scale is greater than its precision")]
    [InlineData("numeric(10,2,1)", "takes a precision and a scale")]
    [InlineData("integer(10)", "takes nothing in parentheses; write integer")]
    [InlineData("timestamp(3)", "takes nothing in parentheses; write timestamp")]
    public void Says_what_is_possible(string type, string message)
        => DocumentAssert.FindsOne(DocumentRules.TypeOutOfBounds, Sample.WithType("{|" + type + "|}"), message);

    [Theory]
    [InlineData("varchar(1)")]
    [InlineData("varchar(10485760)")]
    [InlineData("numeric(28,28)")]
    [InlineData("numeric(1,0)")]
    public void Accepts_the_bounds_themselves(string type)
        => Assert.Equal(type, DocumentAssert.IsClean(Sample.WithType(type)).Columns[1].Type.Value.ToString());
}
