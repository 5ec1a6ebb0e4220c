using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Tests.Relations;

namespace AccountCommStats.Tests.Sources.Rules;

/// <summary>ACS088: a table is shared by all organizations.</summary>
public class SharedTableTests
{
    [Theory]
    [InlineData("-- shared: currency", "{|currency|} c")]
    [InlineData("-- shared: ref.currency, rate", "{|ref.currency|} c cross join {|rate|} r")]
    [InlineData("-- shared: currency", "visit v left join {|ref.currency|} c on c.code = v.currency where v.t = @organization_id")]
    [InlineData("-- Shared: \"Currencies\"", "{|\"Currencies\"|} c")]
    public void A_table_that_is_declared_as_shared_is_told_of(string directive, string from)
        => Assert.All(
            new PetSpecification().Source("stay.sql", $"{directive}\nselect c.code from {from}").Finds(SourceRules.SharedTable),
            finding => Assert.Contains("which is declared as shared by all organizations", finding.Message, StringComparison.Ordinal));

    [Fact]
    public void One_with_a_condition_is_not()
        => new PetSpecification().Source("stay.sql", "-- shared: currency\nselect c.code from currency c where c.t = @organization_id").IsClean();

    [Fact]
    public void A_key_from_a_shared_table_lists_no_organizations()
    {
        var model = new PetSpecification()
            .Source("pet.sql", "-- shared: pet\nselect p.id from pet p left join owner o on o.t = @organization_id and o.pet_id = p.id").Read().Model!;
        Assert.Null(model.Organizations);
    }
}
