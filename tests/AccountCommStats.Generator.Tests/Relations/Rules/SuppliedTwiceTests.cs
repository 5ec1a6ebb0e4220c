using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS051: more than one relation supplies a column.</summary>
public class SuppliedTwiceTests
{
    [Fact]
    public void A_column_of_two_relations_is_reported_at_the_second()
        => new PetSpecification()
            .InVisit("as visits", "as {|visits|}")
            .Relation("count.sql", "select v.pet_id, 1 as [|visits|] from visit v")
            .FindsOne(RelationRules.SuppliedTwice, "supplied by 'visit.sql' and by 'count.sql'");
}
