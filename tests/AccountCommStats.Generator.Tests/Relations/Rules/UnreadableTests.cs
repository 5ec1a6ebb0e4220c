using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS041.</summary>
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
            .FindsOne(SqlRules.Unreadable, "this bracket is not closed");

    [Fact]
    public void A_bracket_that_closes_nothing_is_reported_at_itself()
        => new PetSpecification()
            .InVisit("count(*) as visits", "count(*){|)|} as visits")
            .FindsOne(SqlRules.Unreadable, "this bracket closes nothing");

    [Fact]
    public void A_bracket_closed_by_one_of_another_kind_is_reported()
        => new PetSpecification()
            .InVisit("count(*) as visits", "count(*{|]|} as visits")
            .FindsOne(SqlRules.Unreadable, "this bracket closes nothing");

    [Fact]
    public void Brackets_nested_too_deep_are_reported()
        => new PetSpecification()
            .InVisit("count(*) as visits", new string('(', 100) + "{|(|}" + new string(')', 101) + " as visits")
            .FindsOne(SqlRules.Unreadable, "nested more than 100 deep");
}
