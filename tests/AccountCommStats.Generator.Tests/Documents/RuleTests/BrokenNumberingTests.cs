using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class BrokenNumberingTests
{
    [Theory]
    [InlineData("1 2 {|4|} 5 6", "'4' where 3 is expected")]
    [InlineData("1 2 {|2|} 3 4", "'2' where 3 is expected")]
    [InlineData("1 2 {|9|} 4 5", "'9' where 3 is expected")]
    [InlineData("1 2 {|three|} 4 5", "'three' where 3 is expected")]
    [InlineData("1 2 {|3a|} 4 5", "'3a' where 3 is expected")]
    [InlineData("{|0|} 1 2", "'0' where 1 is expected")]
    [InlineData("1 {|99999999999999999999|} 3", "where 2 is expected")]
    public void Reports_each_break_once_at_its_cell(string numbers, string message)
        => DocumentAssert.FindsOne(DocumentRules.BrokenNumbering, WithNumbers(numbers), message);

    [Theory]
    [InlineData("1 2 {|4|} 5 {|7|} 8")]
    [InlineData("1 {|3|} {|2|} 4")]
    public void Reports_every_break(string numbers) => DocumentAssert.Finds(DocumentRules.BrokenNumbering, WithNumbers(numbers));

    [Theory]
    [InlineData("1 2 3")]
    [InlineData("1. 2. 3.")]
    [InlineData("**1** `2` 03")]
    public void Accepts_numbers_as_people_write_them(string numbers) => DocumentAssert.IsClean(WithNumbers(numbers));

    [Fact]
    public void Counts_on_from_table_to_table()
        => DocumentAssert.FindsOne(
            DocumentRules.BrokenNumbering,
            Sample.WithRows("", "### More", "", Sample.Header, "| {|3|} | total | integer | Yes | | computed |"),
            "'3' where 2 is expected");

    [Fact]
    public void Counts_each_table_by_itself_where_every_table_starts_at_one()
        => DocumentAssert.IsClean(Sample.WithRows("", "### More", "", Sample.Header, "| 1 | total | integer | Yes | | computed |", "| 2 | other | integer | Yes | | computed |"));

    private static string WithNumbers(string numbers)
        => Sample.WithTable([Sample.Header, .. numbers.Split(' ').Select((number, i) =>
            i == 0 ? $"| {number} | account_id | bigint | No | | customer |" : $"| {number} | column_{(char)('a' + i)} | integer | Yes | | computed |")]);
}
