using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS041: the SQL of a relation cannot be read.</summary>
public class UnreadableTests
{
    [Fact]
    public void A_string_without_end_is_reported_at_its_quote()
        => new PetSpecification()
            .InVisit("count(*) as visits", "{|'|}open as visits")
            .FindsOne(SqlRules.Unreadable, "this string has no end");

    [Fact]
    public void A_quoted_name_without_end_is_reported_at_its_quote()
        => new PetSpecification()
            .InVisit("count(*) as visits", "count(*) as {|\"|}visits")
            .FindsOne(SqlRules.Unreadable, "this quoted name has no end");

    [Fact]
    public void A_dollar_string_without_end_is_reported_at_its_tag()
        => new PetSpecification()
            .InVisit("count(*) as visits", "{|$tag$|}open as visits")
            .FindsOne(SqlRules.Unreadable, "close it with $tag$");

    [Fact]
    public void A_nested_comment_without_end_is_reported_at_its_beginning()
        => new PetSpecification()
            .InVisit("count(*) as visits", "{|/*|} one /* two */ count(*) as visits")
            .FindsOne(SqlRules.Unreadable, "this comment has no end");

    [Fact]
    public void A_bracket_without_end_is_reported_at_itself()
        => new PetSpecification()
            .InVisit("count(*) as visits", "count{|(|}* as visits")
            .FindsOne(SqlRules.Unreadable, "the ( is not closed");

    [Fact]
    public void A_bracket_that_closes_nothing_is_reported_at_itself()
        => new PetSpecification()
            .InVisit("count(*) as visits", "count(*){|)|} as visits")
            .FindsOne(SqlRules.Unreadable, "the ) closes nothing");

    [Fact]
    public void A_bracket_closed_by_one_of_another_kind_is_reported()
        => new PetSpecification()
            .InVisit("count(*) as visits", "count(*{|]|} as visits")
            .FindsOne(SqlRules.Unreadable, "the ] closes nothing");

    [Fact]
    public void Brackets_nested_too_deep_are_reported()
        => new PetSpecification()
            .InVisit("count(*) as visits", new string('(', 100) + "{|(|}" + new string(')', 101) + " as visits")
            .FindsOne(SqlRules.Unreadable, "nested more than 100 deep");

    [Theory]
    [InlineData("p.id between @first_key{||}")]
    [InlineData("p.id between 1 or p.id = 2{||}")]
    [InlineData("p.id between (1 and 2) and p.id between 3{||}")]
    public void A_between_needs_its_and(string condition)
        => new PetSpecification()
            .Relation("extra.sql", $"select p.id as pet_id from pet p where ({condition})")
            .FindsOne(SqlRules.Unreadable, "it ends where the 'and' of 'between' is expected");

    [Theory]
    [InlineData("p.id between @first_key and @last_key and p.name like 'a%'")]
    [InlineData("p.id not between 1 and (2) and not (p.id between symmetric 9 and 3 or p.id between 1 and 2)")]
    [InlineData("(p.id between 1 and 2) is true and case when p.id between 1 and 2 then true else p.id between 3 and 4 end")]
    public void A_between_with_its_and_is_read(string condition)
        => new PetSpecification().Relation("pet.sql", $"select p.id as pet_id from pet p where {condition}").IsClean();
}
