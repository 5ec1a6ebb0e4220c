using AccountCommStats.Specs;

namespace AccountCommStats.Tests.Relations;

/// <summary>ACS046.</summary>
public class UnnamedOutputTests
{
    [Fact]
    public void An_expression_without_a_name_is_reported_whole()
        => new PetSpecification()
            .InVisit("avg(v.weight) as weight", "avg(v.weight) as weight, {|max(v.weight) + 1|}")
            .FindsOne(RelationRules.UnnamedOutput, "Relation 'visit.sql' has an output without a name");

    [Fact]
    public void A_cast_column_has_no_name_that_all_engines_agree_on()
        => new PetSpecification()
            .InVisit("avg(v.weight) as weight", "avg(v.weight) as weight, {|v.pet_id::double precision|}")
            .FindsOne(RelationRules.UnnamedOutput, "without a name");

    [Fact]
    public void Names_without_as_and_plain_columns_are_names()
        => new PetSpecification()
            .Relation("visit.sql", """
                select v.pet_id, case when count(*) > 0 then 1 end visits, max(v.seen at time zone 'UTC') "weight"
                from visit v group by v.pet_id
                """).IsClean();
}
