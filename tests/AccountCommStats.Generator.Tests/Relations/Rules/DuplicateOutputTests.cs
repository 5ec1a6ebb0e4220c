using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS047: a relation has two outputs with the same name.</summary>
public class DuplicateOutputTests
{
    [Fact]
    public void The_second_output_of_a_name_is_reported_with_the_first()
        => new PetSpecification()
            .InVisit("count(*) as visits, avg(v.weight) as weight", "count(*) as [|visits|], avg(v.weight) as weight, 0 as {|Visits|}")
            .FindsOne(SqlRules.DuplicateOutput, "outputs 'visits' twice");
}
