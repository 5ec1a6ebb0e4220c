using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS062: a relation reads an unknown table.</summary>
public class UnknownTableTests
{
    [Fact]
    public void A_misspelled_table_is_reported_with_the_nearest()
        => new PetSpecification()
            .InVisit("from visit v", "from {|visits|} v")
            .FindsOne(RelationRules.UnknownTable, "Relation 'visit.sql' reads 'visits', which is neither a source table nor a relation: did you mean 'visit'?");

    [Fact]
    public void A_table_like_no_other_is_reported_with_the_file_to_add()
        => new PetSpecification()
            .InVisit("where", "where v.kind in (select i.kind from {|insurance|} i) and")
            .FindsOne(RelationRules.UnknownTable, "add spec/source/insurance.sql, one SELECT that yields the rows of 'insurance' that belong to the organization.");

    [Theory]
    [InlineData("select v.pet_id, count(*) as visits, avg(v.weight) as weight from {|pg_class|} v group by v.pet_id")]
    [InlineData("with recursive r as (select r.pet_id from {|stay|} r) select pet_id, 1 as visits, 1 as weight from r")]
    [InlineData("with a as (select b.pet_id from {|b|}), b as (select v.pet_id from visit v) select pet_id, 1 as visits, 1 as weight from b")]
    [InlineData("select v.pet_id, 1 as visits, 1 as weight from (with hidden as (select 1 as pet_id) select pet_id from hidden) v where exists (table {|hidden|})")]
    public void Only_source_tables_relations_and_common_tables_in_sight_are_known(string sql)
        => new PetSpecification().Relation("visit.sql", sql).Row("| visit |", "| computed |").Finds(RelationRules.UnknownTable);

    [Theory]
    [InlineData("with stay as (select v.pet_id from visit v) select s.pet_id, count(*) as visits, 1 as weight from stay s group by s.pet_id")]
    [InlineData("with recursive r (pet_id, n) as (select v.pet_id, 1 from visit v union all select r.pet_id, r.n + 1 from r where r.n < 3) "
        + "select pet_id, max(n) as visits, 1 as weight from r group by pet_id")]
    [InlineData("with recursive a as (select b.pet_id from b), b as (select v.pet_id from visit v) select pet_id, 1 as visits, 1 as weight from a")]
    [InlineData("with visit as (select v.pet_id, v.weight from visit v) select visit.pet_id, 1 as visits, visit.weight from visit")]
    [InlineData("select V.pet_id, 1 as visits, 1 as weight from VISIT v")]
    public void Common_tables_are_known_where_they_are_in_sight(string sql)
        => new PetSpecification().Relation("visit.sql", sql).IsClean();
}
