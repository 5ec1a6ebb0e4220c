using AccountCommStats.Specs;

namespace AccountCommStats.Tests.Relations;

/// <summary>ACS054.</summary>
public class NotRestrictedTests
{
    [Fact]
    public void A_relation_without_the_condition_is_reported_at_its_table_with_the_condition_to_add()
        => new PetSpecification()
            .Relation("visit.sql", PetSpecification.Visit
                .Replace("from visit v", "from {|visit|} v", StringComparison.Ordinal)
                .Replace("v.organization_id = @organization_id and ", "", StringComparison.Ordinal))
            .FindsOne(
                RelationRules.NotRestricted,
                "Relation 'visit.sql' is not restricted to one organisation: add 'v.organization_id = @organization_id'");

    [Fact]
    public void A_system_query_is_held_to_it_too()
        => new PetSpecification()
            .Relation("system/data_as_of.sql", "select max(visited_at) as data_as_of from {|clinic.visit|}")
            .FindsOne(RelationRules.NotRestricted, "Relation 'system/data_as_of.sql' is not restricted");

    [Theory]
    [InlineData("from visit v where @organization_id = v.organization_id")]
    [InlineData("from visit v where v.organization_id = @organization_id::bigint")]
    [InlineData("from visit where organization_id = @organization_id")]
    [InlineData("from visit where visit.organization_id = @organization_id")]
    [InlineData("from \"visit\" as v where (v.weight > 1 or v.weight < 0) and (v.organization_id = @organization_id and v.pet_id > 0)")]
    [InlineData("from visit v where v.weight between 1 and 2 and v.organization_id = @organization_id")]
    [InlineData("from visit v join pet p on p.organization_id = v.organization_id where v.organization_id = @organization_id")]
    [InlineData("from pet p join visit v on v.organization_id = p.organization_id and p.organization_id = @organization_id")]
    [InlineData("from pet p, visit v where v.organization_id = p.organization_id and p.organization_id = @organization_id")]
    [InlineData("from pet p join visit v using (organization_id, pet_id) where v.organization_id = @organization_id")]
    [InlineData("from visit v left join pet p using (organization_id) left join cat c using (organization_id) where v.organization_id = @organization_id")]
    [InlineData("from visit v left join pet p on p.organization_id = @organization_id where v.organization_id = @organization_id")]
    [InlineData("from visit v left join pet p on p.organization_id = v.organization_id where v.organization_id = @organization_id")]
    [InlineData("from pet p right join visit v on p.organization_id = @organization_id where v.organization_id = @organization_id")]
    [InlineData("from visit v left join (pet p join cat c on c.organization_id = p.organization_id) on p.organization_id = @organization_id where v.organization_id = @organization_id")]
    [InlineData("from visit v join pet p join cat c on c.organization_id = p.organization_id on p.organization_id = v.organization_id where v.organization_id = @organization_id")]
    [InlineData("from visit v cross join (select 1 as one) x where v.organization_id = @organization_id and exists (select 1 from pet p where p.organization_id = v.organization_id)")]
    [InlineData("from visit v left join lateral (select p.id from pet p where p.organization_id = v.organization_id) l on true where v.organization_id = @organization_id")]
    [InlineData("from visit v join (select p.organization_id from pet p where p.organization_id = @organization_id) x on v.organization_id = x.organization_id")]
    [InlineData("from visit v cross join generate_series(1, 2) g(n) where v.organization_id = @organization_id")]
    [InlineData("from visit v where v.organization_id = @organization_id and v.a is distinct from v.b and extract(epoch from v.c) > 0 and trim(both from v.d) = ''")]
    public void Restricted(string from)
        => new PetSpecification().Relation("visit.sql", "select 1 as pet_id, 1 as visits, 1 as weight " + from)
            .Row("| visit |", "| computed |").IsClean();

    [Theory]
    [InlineData("from {|visit|} v where v.organization_id = @organization_id or v.weight > 1")]
    [InlineData("from {|visit|} v where (v.organization_id = @organization_id or v.weight > 1) and v.weight < 3")]
    [InlineData("from {|visit|} v where v.organization_id = @organization_id and v.weight > 1 or v.weight < 0")]
    [InlineData("from {|visit|} v where (select count(*) > -1 where true and v.organization_id = @organization_id and true)")]
    [InlineData("from {|visit|} v where not v.organization_id = @organization_id")]
    [InlineData("from {|visit|} v where v.organization_id = @organization_id + 1")]
    [InlineData("from {|visit|} v where v.organization_id <> @organization_id")]
    [InlineData("from {|visit|} v where v.weight between 1 and v.organization_id = @organization_id")]
    [InlineData("from {|visit|} v where case when true and v.organization_id = @organization_id and true then true else true end")]
    [InlineData("from {|visit|} v where v.id in (select w.id from visit w where w.organization_id = @organization_id)")]
    [InlineData("from {|visit|} v, {|pet|} p where organization_id = @organization_id")]
    [InlineData("from {|visit|} v join {|pet|} p on p.organization_id = v.organization_id")]
    [InlineData("from {|visit|} v left join pet p on p.organization_id = @organization_id and v.organization_id = @organization_id")]
    [InlineData("from visit v right join {|pet|} p on v.organization_id = @organization_id and p.organization_id = @organization_id")]
    [InlineData("from {|visit|} v full join {|pet|} p on v.organization_id = @organization_id and p.organization_id = @organization_id")]
    [InlineData("from {|visit|} v left join pet p on p.organization_id = v.organization_id where p.organization_id = @organization_id")]
    [InlineData("from visit v where v.organization_id = @organization_id union all select 1, 1, 1 from {|visit|} w")]
    [InlineData("from visit v where v.organization_id = @organization_id and exists (select 1 from {|pet|} p where p.id = v.pet_id)")]
    [InlineData("from {|visit|} v join (select p.id as organization_id from pet p where p.organization_id = @organization_id) x on v.organization_id = x.organization_id")]
    [InlineData("from visit v -- where v.organization_id = @organization_id\n, {|pet|} p where v.organization_id = @organization_id")]
    [InlineData("from {|visit|} v where 'v.organization_id = @organization_id' is not null")]
    [InlineData("from visit v where v.organization_id = @organization_id and (select max(p.id) from {|pet|} p) > 0")]
    public void Not_restricted(string from)
        => new PetSpecification().Relation("visit.sql", "select 1 as pet_id, 1 as visits, 1 as weight " + from)
            .Row("| visit |", "| computed |").Finds(RelationRules.NotRestricted);

    [Fact]
    public void A_common_table_hands_on_the_organisation_of_a_restricted_table()
        => new PetSpecification().Relation("visit.sql", """
            with recursive chosen (organization_id, id) as (
              select p.organization_id, p.id from pet p where p.organization_id = @organization_id
              union all
              select p.organization_id, p.id from pet p join chosen c on c.organization_id = p.organization_id and c.id = p.mother_id
            )
            select v.pet_id, count(*) as visits, avg(v.weight) as weight
            from visit v join chosen on chosen.organization_id = v.organization_id and chosen.id = v.pet_id
            group by v.pet_id
            """).IsClean();

    [Fact]
    public void Each_table_is_reported_once()
        => new PetSpecification().Relation("visit.sql", """
            with seen as (select v.pet_id from {|visit|} v),
            twice as (select s.pet_id from seen s join seen t on t.pet_id = s.pet_id)
            select t.pet_id, count(*) as visits, 1 as weight from twice t group by t.pet_id
            """).Finds(RelationRules.NotRestricted);
}
