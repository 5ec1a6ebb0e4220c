using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS067: a key range is used with keys that are not integers.</summary>
public class KeyRangeTests
{
    [Theory]
    [InlineData("where p.id >= {|@first_key|}")]
    [InlineData("where (p.id between {|@first_key|} and {|@last_key|})")]
    [InlineData("where not p.id between {|@first_key|} and {|@last_key|}")]
    [InlineData("where p.id not between {|@first_key|} and {|@last_key|}")]
    [InlineData("where p.id between {|@last_key|} and {|@first_key|}")]
    [InlineData("where p.name = 'x' or p.id between {|@first_key|} and {|@last_key|}")]
    [InlineData("where p.name || p.id between {|@first_key|} and {|@last_key|}")]
    [InlineData("where p.id between {|@first_key|} and {|@last_key|} || 'x'")]
    [InlineData("where p.id between {|@first_key|} and {|@last_key|}::text")]
    [InlineData("where p.id between {|@first_key|} and {|@last_key|} is null")]
    [InlineData("where p.id between symmetric {|@first_key|} and {|@last_key|}")]
    [InlineData("where p.id between {|@first_key|} and {|@last_key|} or p.name = 'x'")]
    [InlineData("where p.id between {|@first_key|} and {|@last_key|} collate \"C\"")]
    public void A_range_that_cannot_be_left_out_is_reported_at_its_parameters(string condition)
    {
        var findings = Specification("text", condition).Finds(RelationRules.KeyRange);
        Assert.All(findings, finding => Assert.Contains("as a condition 'key between @first_key and @last_key', joined to others by AND", finding.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bigint")]
    [InlineData("integer")]
    [InlineData("smallint")]
    public void Keys_that_are_numbers_may_be_compared_in_any_form(string type)
        => Specification(type, "where p.id >= @first_key and (p.id <= @last_key or @last_key is null)").IsClean();

    [Fact]
    public void A_condition_of_its_own_is_clean() => Specification("uuid", "where p.id between @first_key and @last_key and p.name = 'x'").IsClean();

    private static PetSpecification Specification(string type, string condition)
        => new PetSpecification()
            .Row("bigint", type).Relation("pet.sql", "select p.id as pet_id from pet p " + condition);
}
