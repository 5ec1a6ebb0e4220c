using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class InvalidNullableTests
{
    [Theory]
    [InlineData("Maybe")]
    [InlineData("NULL")]
    [InlineData("true")]
    [InlineData("Yes/No")]
    [InlineData("?")]
    public void Points_at_the_cell(string answer)
        => DocumentAssert.FindsOne(
            DocumentRules.InvalidNullable, Sample.WithRows($"| 2 | total | integer | {{|{answer}|}} | | computed |"), $"The column 'total' says '{answer}' under Nullable");

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("yes", true)]
    [InlineData("Y", true)]
    [InlineData("Yes (no owner)", true)]
    [InlineData("**No**", false)]
    [InlineData("NO", false)]
    [InlineData("n", false)]
    public void Accepts_yes_and_no_as_people_write_them(string answer, bool isNullable)
        => Assert.Equal(isNullable, DocumentAssert.IsClean(Sample.WithRows($"| 2 | total | integer | {answer} | | computed |")).Columns[1].IsNullable.Value);
}
