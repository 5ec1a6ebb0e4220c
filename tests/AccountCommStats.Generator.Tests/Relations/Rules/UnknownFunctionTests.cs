using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS064: a relation or source table calls an unknown function.</summary>
public class UnknownFunctionTests
{
    [Theory]
    [InlineData("query_to_xml('select 1', true, true, '')", "query_to_xml")]
    [InlineData("ts_stat('select 1')", "ts_stat")]
    [InlineData("pg_read_file('x')", "pg_read_file")]
    [InlineData("current_setting('app.tenant')", "current_setting")]
    [InlineData("nextval('s')", "nextval")]
    [InlineData("random()", "random")]
    [InlineData("getvariable('x')", "getvariable")]
    [InlineData("crm.health_score(v.weight)", "crm.health_score")]
    [InlineData("pg_catalog.lower(v.name)", "pg_catalog.lower")]
    [InlineData("\"Lower\"(v.name)", "\"Lower\"")]
    public void A_function_that_may_read_more_than_its_arguments_is_reported(string call, string name)
        => new PetSpecification()
            .InVisit("avg(v.weight)", $"max({{|{name}|}}{call[name.Length..]})")
            .Finds(SqlRules.UnknownFunction);

    [Theory]
    [InlineData("read_csv('x.csv')")]
    [InlineData("query('select 1')")]
    [InlineData("query_table('visit')")]
    [InlineData("pg_ls_dir('.')")]
    public void A_function_that_reads_tables_or_files_in_from_is_reported(string call)
        => new PetSpecification()
            .InVisit("from visit v", $"from visit v cross join {{|{call[..call.IndexOf('(', StringComparison.Ordinal)]}|}}{call[call.IndexOf('(', StringComparison.Ordinal)..]} as f")
            .Finds(SqlRules.UnknownFunction);

    [Theory]
    [InlineData("{|now|}()")]
    [InlineData("{|clock_timestamp|}()")]
    [InlineData("{|today|}()")]
    [InlineData("{|age|}(v.visited_at)")]
    [InlineData("{|current_date|}")]
    [InlineData("{|current_timestamp|}")]
    [InlineData("timestamp {|'now'|}")]
    [InlineData("{|' Today '|}::date")]
    [InlineData("cast({|'tomorrow'|} as timestamptz)")]
    public void What_tells_the_time_of_the_query_is_reported_with_the_parameters_to_use(string clock)
        => new PetSpecification()
            .InVisit("avg(v.weight)", $"max({clock})")
            .FindsOne(SqlRules.UnknownFunction, "use @extracted_at or @as_of");

    [Fact]
    public void A_misspelled_function_is_reported_with_the_nearest()
        => new PetSpecification()
            .InVisit("avg(v.weight)", "max({|coalesc|}(v.weight, 0))")
            .FindsOne(SqlRules.UnknownFunction, "did you mean coalesce?");

    [Theory]
    [InlineData("percentile_cont(0.5) within group (order by v.weight)")]
    [InlineData("count(distinct v.kind) filter (where v.grams > 1)")]
    [InlineData("max(overlay(v.name placing 'x' from 2 for 1) || substring(v.name from 1 for 2) || position('a' in v.name))")]
    [InlineData("max(extract(epoch from v.visited_at) + date_part('day', v.visited_at))")]
    [InlineData("max((select count(*) from unnest(v.tags) u (tag)))")]
    [InlineData("string_agg(v.name, ',' order by v.visited_at desc nulls last)")]
    [InlineData("max(v.grams) + interval '1' day")]
    [InlineData("max(case when v.kind like 'a%' escape '!' then greatest(v.grams, 1) else nullif(v.grams, 0) end)")]
    public void Functions_of_their_arguments_are_known(string expression)
        => new PetSpecification().InVisit("avg(v.weight)", expression).IsClean();
}
