using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS045: a relation selects every column with a star. Also, what a star stands for.</summary>
public class StarTests
{
    [Theory]
    [InlineData("select * from (select v.pet_id, count(*) as visits, avg(v.weight) as weight from visit v group by v.pet_id) s")]
    [InlineData("with s as (select v.pet_id, count(*) as visits, avg(v.weight) as weight from visit v group by v.pet_id) select s.* from s")]
    [InlineData("select v.pet_id, count(*) as visits, avg(v.weight) as weight from (select * from visit w) v group by v.pet_id")]
    public void A_star_over_known_columns_stands_for_them(string sql)
        => new PetSpecification().Relation("visit.sql", sql).IsClean();

    [Fact]
    public void A_star_over_a_source_table_stands_for_the_columns_it_yields()
        => new PetSpecification()
            .Source("visit.sql", "select v.pet_id, v.visits, v.weight from clinic.visit v where v.organization_id = @organization_id")
            .Relation("visit.sql", "select * from visit")
            .Relation("system/data_as_of.sql", "select @as_of as data_as_of").IsClean();

    [Fact]
    public void What_a_star_outputs_beyond_the_columns_of_the_document_is_reported_once()
        => new PetSpecification()
            .InVisit("v.pet_id, count(*) as visits, avg(v.weight) as weight", "{|v.*|}, 1 as visits")
            .FindsOne(RelationRules.UnusedOutput, "output 'id' of 'visit.sql'");

    [Theory]
    [InlineData("{|*|}")]
    [InlineData("{|g.*|}")]
    public void A_star_over_columns_that_are_not_known_is_reported(string star)
        => new PetSpecification()
            .Relation("visit.sql", $"select {star} from json_each('{{}}') g")
            .FindsOne(SqlRules.Star, "Relation 'visit.sql' selects unknown columns with a star: name the columns.");

    [Fact]
    public void A_star_in_a_source_table_is_reported()
        => new PetSpecification()
            .Source("visit.sql", "select {|v.*|} from clinic.visit v where v.organization_id = @organization_id")
            .FindsOne(SqlRules.Star, "name the columns, so that a new column of a table changes nothing");

    [Fact]
    public void The_star_of_count_and_of_a_product_is_none()
        => new PetSpecification()
            .InVisit("avg(v.weight)", "count(*) * avg(v.weight * 2)").IsClean();

    [Fact]
    public void The_star_of_exists_is_none()
        => new PetSpecification()
            .InVisit("group by", "and exists (select * from pet p where p.id = v.pet_id) group by").IsClean();
}
