using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS053: a relation has an output that no column of the specification uses.</summary>
public class UnusedOutputTests
{
    [Fact]
    public void An_output_no_column_uses_is_reported_at_its_name()
        => new PetSpecification()
            .InVisit("as weight", "as weight, 1 as {|color|}")
            .FindsOne(RelationRules.UnusedOutput, "remove it, or add a row");

    [Fact]
    public void A_system_column_is_none_of_a_relation()
        => new PetSpecification()
            .Row("| 5 | data_as_of | timestamp | No | Latest visit | system |", "| 5 | data_as_of | timestamp | No | Latest visit | [|system|] |")
            .InVisit("as weight", "as weight, 1 as {|data_as_of|}")
            .FindsOne(RelationRules.UnusedOutput, "is a system column");

    [Fact]
    public void A_misspelt_output_is_reported_with_the_column_it_may_mean()
    {
        var findings = new PetSpecification().InVisit("as visits", "as visit_s").Read().Findings;
        Assert.Equal(["ACS050", "ACS053"], findings.Select(finding => finding.Rule.Id));
        Assert.Contains("did you mean 'visits'?", findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_waits_while_the_document_has_errors()
    {
        var findings = new PetSpecification().Row("| visits |", "| the visits |").Read().Findings;
        Assert.Equal("ACS010", Assert.Single(findings).Rule.Id);
    }
}
