using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS048: a relation uses an unknown parameter.</summary>
public class UnknownParameterTests
{
    [Fact]
    public void A_misspelt_parameter_is_reported_with_the_nearest()
        => new PetSpecification()
            .InVisit("@as_of", "{|@as_off|}")
            .FindsOne(SqlRules.UnknownParameter, "did you mean @as_of?");

    [Fact]
    public void An_unknown_parameter_is_reported_with_all()
        => new PetSpecification()
            .InVisit("@as_of", "{|@color|}")
            .FindsOne(SqlRules.UnknownParameter, "use one of @organization_id, @as_of, @time_frame_start, @extracted_at, @first_key, @last_key; for an absolute value write abs().");

    [Fact]
    public void A_numbered_parameter_is_reported()
        => new PetSpecification()
            .InVisit("@as_of", "{|$1|}")
            .FindsOne(SqlRules.UnknownParameter, "'$1'");

    [Fact]
    public void A_parameter_with_a_colon_is_reported()
        => new PetSpecification()
            .InVisit("@as_of", "{|:as_of|}")
            .FindsOne(SqlRules.UnknownParameter, "did you mean @as_of?");

    [Fact]
    public void A_system_query_knows_no_key_range()
        => new PetSpecification()
            .Relation("system/data_as_of.sql", PetSpecification.DataAsOf + " and v.pet_id >= {|@first_key|}")
            .FindsOne(SqlRules.UnknownParameter, "system/data_as_of.sql");

    [Fact]
    public void Nothing_in_strings_and_comments_is_a_parameter()
        => new PetSpecification()
            .InVisit("count(*)", "count('@a' || $x$ @b $x$ || (select x.\"@c\" from (select 1 as \"@c\") x)) -- @d\n /* @e $1 */").IsClean();

    [Fact]
    public void Casts_and_operators_are_no_parameters()
        => new PetSpecification()
            .InVisit("avg(v.weight)", "avg(v.weight::integer) filter (where v.tags @> v.more and v.tags[1:2] is null)").IsClean();
}
