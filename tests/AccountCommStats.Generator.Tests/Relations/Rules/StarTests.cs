using AccountCommStats.Specs;

namespace AccountCommStats.Tests.Relations;

/// <summary>ACS045.</summary>
public class StarTests
{
    [Fact]
    public void A_star_is_reported()
        => new PetSpecification()
            .InVisit("v.pet_id, count(*) as visits, avg(v.weight) as weight", "{|*|}")
            .FindsOne(RelationRules.Star, "name the columns");

    [Fact]
    public void A_star_with_a_table_is_reported_whole()
        => new PetSpecification()
            .InVisit("v.pet_id, count(*)", "v.pet_id, {|v.*|}, count(*)")
            .FindsOne(RelationRules.Star, "Relation 'visit.sql'");

    [Fact]
    public void A_star_in_a_subquery_is_reported()
        => new PetSpecification()
            .InVisit("from visit v", "from (select {|*|} from visit w) v")
            .FindsOne(RelationRules.Star, "name the columns");

    [Fact]
    public void The_star_of_count_and_of_a_product_is_none()
        => new PetSpecification()
            .InVisit("avg(v.weight)", "count(*) * avg(v.weight * 2)").IsClean();

    [Fact]
    public void The_star_of_exists_is_none()
        => new PetSpecification()
            .InVisit("group by", "and exists (select * from pet p where p.organization_id = v.organization_id) group by").IsClean();
}
