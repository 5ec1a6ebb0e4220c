using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS049: a relation does not output the key.</summary>
public class MissingKeyTests
{
    [Fact]
    public void A_relation_without_the_key_is_reported_at_its_select()
        => new PetSpecification()
            .Row("pet_id", "[|pet_id|]")
            .Relation("visit.sql", PetSpecification.Visit.Replace("select v.pet_id, ", "{|select|} ", StringComparison.Ordinal))
            .FindsOne(RelationRules.MissingKey, "Relation 'visit.sql' does not output the key column 'pet_id'");
}
