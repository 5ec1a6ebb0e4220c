using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS063: a relation or source table uses an unknown column.</summary>
public class UnknownColumnTests
{
    [Fact]
    public void A_column_that_the_source_table_does_not_yield_is_reported_with_its_file()
        => new PetSpecification()
            .InVisit("where", "where {|v.region|} = 'x' and")
            .FindsOne(
                SqlRules.UnknownColumn,
                "visit has no column 'region': add it to spec/source/visit.sql, which yields id, organization_id, pet_id, visited_at, weight, grams, cost, kind, name, tags, more.");

    [Fact]
    public void A_misspelled_column_is_reported_with_the_nearest()
        => new PetSpecification()
            .InVisit("avg(v.weight)", "avg({|v.wieght|})")
            .FindsOne(SqlRules.UnknownColumn, "did you mean 'weight'?");

    [Theory]
    [InlineData("select {|x.pet_id|}, 1 as visits, 1 as weight from visit v", "reads nothing named 'x'")]
    [InlineData("select {|visit.pet_id|}, 1 as visits, 1 as weight from visit v", "reads nothing named 'visit'")]
    [InlineData("select v.pet_id, 1 as visits, 1 as weight from visit v join (select {|v.id|} from pet p) q on true", "reads nothing named 'v'")]
    [InlineData("select pet_id, 1 as visits, {|pounds|} as weight from visit", "reads nothing that has a column 'pounds'")]
    [InlineData("select {|region|} as pet_id, 1 as visits, 1 as weight", "reads nothing that has a column 'region': correct the name.")]
    [InlineData("select v.pet_id, 1 as visits, 1 as weight from visit v join pet p using ({|pet_name|})", "'pet_name'")]
    [InlineData("select s.pet_id, 1 as visits, {|s.grams|} as weight from (select v.pet_id, v.weight from visit v) s", "s has no column 'grams': it has pet_id, weight.")]
    [InlineData("with s (a, b) as (select v.pet_id, v.weight from visit v) select s.a as pet_id, 1 as visits, {|s.weight|} as weight from s", "'weight'")]
    [InlineData("select v.a as pet_id, 1 as visits, {|v.id|} as weight from visit v (a)", "'id'")]
    [InlineData("select pet_id, grams as visits, weight from visit union all select 1, 2, 3 order by {|cost|}", "'cost'")]
    [InlineData("select v.pet_id, v.grams as visits, v.weight from visit v union all select 1, 2, 3 order by {|v.grams|}", "reads nothing named 'v'")]
    [InlineData("select v.pet_id, count(*) as visits, 1 as weight from visit v group by v.pet_id having {|visits|} > 1", "'visits'")]
    public void A_name_that_means_nothing_is_reported_where_it_stands(string sql, string message)
        => new PetSpecification().Relation("visit.sql", sql).Row("| visit |", "| computed |").FindsOne(SqlRules.UnknownColumn, message);

    [Theory]
    [InlineData("select v.pet_id, 1 as visits, 1 as weight from visit v where exists (select 1 from pet p where p.id = v.pet_id and born < visited_at)")]
    [InlineData("select v.pet_id, 1 as visits, l.born as weight from visit v cross join lateral (select p.born from pet p where p.id = v.pet_id) l")]
    [InlineData("select v.pet_id, count(*) as visits, 1 as weight from visit v group by v.pet_id order by visits")]
    [InlineData("select v.pet_id, v.grams as visits, v.weight from visit v union all select 1, 2, 3 order by visits")]
    [InlineData("select g.n as pet_id, 1 as visits, 1 as weight from visit v cross join generate_series(1, 2) g (n)")]
    [InlineData("select v.pet_id, count(v.*) as visits, max(v::text) as weight from visit v group by v.pet_id")]
    [InlineData("select v.pet_id, 1 as visits, s.c as weight from visit v join (values (1, 2.5)) s (pet_id, c) using (pet_id)")]
    [InlineData("select pet_id, sum(weight) over w as visits, 1 as weight from visit window w as (partition by pet_id order by visited_at)")]
    public void A_name_in_sight_is_known(string sql)
        => new PetSpecification().Relation("visit.sql", sql).Row("| visit |", "| computed |").IsClean();

    [Fact]
    public void A_source_table_that_cannot_be_read_is_reported_alone()
        => new PetSpecification()
            .Source("visit.sql", "select v.pet_id from visit v where {|(|}v.t = @organization_id")
            .FindsOne(SqlRules.Unreadable, "Source table 'visit' cannot be read");
}
