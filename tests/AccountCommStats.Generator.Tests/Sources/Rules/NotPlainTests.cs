using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;
using AccountCommStats.Tests.Relations;

namespace AccountCommStats.Tests.Sources.Rules;

/// <summary>ACS081: a source table is not a plain select list with joins and conditions.</summary>
public class NotPlainTests
{
    [Theory]
    [InlineData("select {|distinct|} v.id from visit v where v.t = @organization_id")]
    [InlineData("select v.id from visit v where v.t = @organization_id {|group|} by v.id")]
    [InlineData("select v.id from visit v where v.t = @organization_id {|having|} true")]
    [InlineData("select v.id from visit v where v.t = @organization_id {|window|} w as (order by v.id)")]
    [InlineData("select v.id from visit v where v.t = @organization_id {|order|} by v.id")]
    [InlineData("select v.id from visit v where v.t = @organization_id {|limit|} 1")]
    [InlineData("select v.id from visit v where v.t = @organization_id {|offset|} 1")]
    [InlineData("select v.id from visit v where v.t = @organization_id {|fetch|} first row only")]
    [InlineData("{|select|} v.id from visit v where v.t = @organization_id union all select v.id from visit v")]
    [InlineData("{|with|} x as (select 1 as one) select v.id from visit v where v.t = @organization_id")]
    [InlineData("{|(|}select v.id from visit v where v.t = @organization_id)")]
    [InlineData("{|values|} (1)")]
    [InlineData("{|table|} visit")]
    [InlineData("select v.id from visit v where v.t = @organization_id and exists ({|select|} 1 from pet p)")]
    [InlineData("select v.id from visit v where v.t = @organization_id and v.pet_id in ({|select|} p.id from pet p)")]
    [InlineData("select ({|select|} max(p.id) from pet p) as id from visit v where v.t = @organization_id")]
    [InlineData("select v.id from ({|select|} p.id from pet p) v")]
    [InlineData("select v.id from visit v, lateral ({|select|} p.id from pet p) p where v.t = @organization_id")]
    [InlineData("select v.id from visit v right join {|pet|} p on v.pet_id = p.id where v.t = @organization_id")]
    [InlineData("select v.id from visit v full join {|pet|} p on v.pet_id = p.id where v.t = @organization_id")]
    [InlineData("select v.id from visit v natural join {|pet|} p where v.t = @organization_id")]
    [InlineData("select v.id from visit v join {|pet|} p using (t) where v.t = @organization_id")]
    [InlineData("select v.id from visit v left join ({|pet|} p join owner o on p.t = o.t) on p.t = v.t where v.t = @organization_id")]
    [InlineData("select v.a {|from|} generate_series(1, 2) v (a)")]
    [InlineData("select v.a from {|visit|} v (a, b) where v.b = @organization_id")]
    [InlineData("select {|count|}(*) as visits from visit v where v.t = @organization_id")]
    [InlineData("select {|row_number|}() over () as number from visit v where v.t = @organization_id")]
    [InlineData("select v.id, {|unnest|}(v.tags) as tag from visit v where v.t = @organization_id")]
    public void More_than_a_list_with_joins_and_conditions_is_reported_where_it_begins(string sql)
    {
        var finding = Assert.Single(new PetSpecification().Source("stay.sql", sql).Finds(SourceRules.NotPlain));
        Assert.Contains("move what stands here into a relation", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_expressions_over_joined_tables_is_plain()
        => new PetSpecification().Source("stay.sql", """
            select v."ID" as id, v.kind = 2 as is_urgent, case v.kind when 1 then 'a' else lower(v.name) end as kind, v."camelCase" as camel_case,
              (v.more ->> 'mood')::integer as mood, v.tags[1] as tag, v.at at time zone 'UTC' as visited_at, cast(null as text) as sentiment
            from clinic.visit v
            inner join "Pet" p on p."ID" = v.pet_id and p.t = @organization_id
            left outer join owner o on o."ID" = p.owner_id and o.t = @organization_id
            cross join chip c
            where v.t = @organization_id and c.t = @organization_id and v.deleted_at is null
            """).IsClean();

    [Theory]
    [InlineData("select v.id from visit v where v.t = {|@as_of|}", "ACS048")]
    [InlineData("{|delete|} from visit v", "ACS044")]
    [InlineData("select v.id from visit v where v.t = @organization_id; {|select|} 1", "ACS043")]
    [InlineData("{||}-- later", "ACS042")]
    [InlineData("select v.id from visit v where {|(|}v.t = @organization_id", "ACS041")]
    [InlineData("select {|v.id + 1|} from visit v where v.t = @organization_id", "ACS046")]
    [InlineData("select v.[|id|], v.t as {|id|} from visit v where v.t = @organization_id", "ACS047")]
    [InlineData("select {|u.id|} from visit v where v.t = @organization_id", "ACS063")]
    [InlineData("select row_to_json({|p.*|}) as row from visit p where p.t = @organization_id", "ACS063")]
    [InlineData("select {|id|} from visit v, pet p where v.t = @organization_id and p.t = @organization_id", "ACS063")]
    [InlineData("select {|pg_read_file|}('x') as id from visit v where v.t = @organization_id", "ACS064")]
    [InlineData("select v.id from {|shop.clinic.visit|} v where v.t = @organization_id", "ACS065")]
    [InlineData("select v.id from visit v, {|pet|} v where v.t = @organization_id", "ACS065")]
    [InlineData("select visit.id from visit, {|clinic.visit|} where visit.t = @organization_id", "ACS065")]
    [InlineData("select v.id from visit v join pet {|\"V\"|} on \"V\".t = @organization_id where v.t = @organization_id", "ACS065")]
    [InlineData("select v.{|\"ownerId\"|} from visit v where v.t = @organization_id", "ACS065")]
    [InlineData("select v.id as {|\"Id\"|} from visit v where v.t = @organization_id", "ACS065")]
    [InlineData("select v.id as {|\"\"|} from visit v where v.t = @organization_id", "ACS065")]
    [InlineData("select v.id from visit v where v.more {|->|} 'a' = 'b' and v.t = @organization_id", "ACS065")]
    public void The_rules_of_every_file_hold_for_source_tables(string sql, string id)
        => new PetSpecification().Source("stay.sql", sql).Finds(Specs.Rules.All.Single(rule => rule.Id == id), besides: SourceRules.NotOwned);

    [Theory]
    [InlineData("Any.sql")]
    [InlineData("any-table.sql")]
    [InlineData("order.sql")]
    [InlineData("pet_relation.sql")]
    public void A_name_that_relations_cannot_write_is_reported(string fileName)
        => new PetSpecification()
            .Source(fileName, "{||}select v.id from visit v where v.t = @organization_id")
            .FindsOne(SqlRules.AmbiguousName, "give its file a name of lower-case letters, digits and _ that does not end in _relation");
}
