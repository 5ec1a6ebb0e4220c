using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS046: an output of a relation has no name.</summary>
public class UnnamedOutputTests
{
    [Fact]
    public void An_expression_without_a_name_is_reported_whole()
        => new PetSpecification()
            .InVisit("avg(v.weight) as weight", "avg(v.weight) as weight, {|max(v.weight) + 1|}")
            .FindsOne(SqlRules.UnnamedOutput, "Relation 'visit.sql' has an output without a name");

    [Theory]
    [InlineData("v.pet_id::bigint")]
    [InlineData("(v.pet_id)")]
    [InlineData("(v.pet_id::double precision)::numeric(10,2)")]
    [InlineData("cast(v.pet_id as text)")]
    [InlineData("cast((v.pet_id) as bigint)::integer")]
    public void A_column_in_parentheses_or_casts_is_named_after_it_and_the_query_says_so(string output)
        => Assert.Contains(
            $"select {output} as pet_id, count(*)",
            new PetSpecification().InVisit("select v.pet_id", "select " + output).IsClean().Rows.Sql,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("v.pet_id + 0")]
    [InlineData("cast(v.pet_id + 0 as bigint)")]
    [InlineData("(select max(w.pet_id) from visit w)")]
    public void What_computes_has_no_name_that_all_databases_agree_on(string output)
        => new PetSpecification()
            .InVisit("avg(v.weight) as weight", $"avg(v.weight) as weight, {{|{output}|}}")
            .FindsOne(SqlRules.UnnamedOutput, "without a name");

    [Fact]
    public void Names_without_as_and_plain_columns_are_names()
        => new PetSpecification()
            .Relation("visit.sql", """
                select v.pet_id, case when count(*) > 0 then 1 end visits, max(v.visited_at at time zone 'UTC') "weight"
                from visit v group by v.pet_id
                """).IsClean();
}
