using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS040: a specification needs relations.</summary>
public class NoRelationsTests
{
    [Fact]
    public void A_specification_without_relations_has_one_finding_at_its_title()
        => new PetSpecification()
            .Document("""
                # {|Pets Export Specification|}

                **Primary Key:** `pet_id`

                | # | Column Name | Data Type | Nullable | Source |
                |---|---|---|---|---|
                | 1 | pet_id | bigint | No | pet.id |
                | 2 | visits | integer | Yes | visit |
                | 3 | data_as_of | timestamp | No | system |
                """)
            .Without("pet.sql").Without("visit.sql").Without("system/data_as_of.sql")
            .FindsOne(RelationRules.NoRelations, "put one SELECT per file into spec/pets");
}
