using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS055 and ACS056: no relation supplies the key unchanged from the key's source, or several relations can determine the grain.</summary>
public class GrainTests
{
    [Fact]
    public void A_key_that_no_relation_hands_on_is_reported_at_its_source()
        => new PetSpecification()
            .Row("pet.id", "{|pet.id|}")
            .Relation("pet.sql", PetSpecification.Pet.Replace("p.id as", "p.id + 0 as", StringComparison.Ordinal))
            .FindsOne(RelationRules.NoGrain, "No relation supplies the key 'pet_id' from pet.id unchanged");

    [Fact]
    public void Two_relations_that_hand_it_on_alike_are_reported()
        => new PetSpecification()
            .Row("pet.id", "{|pet.id|}")
            .Relation("a.sql", "select p.id as pet_id from pet p")
            .Relation("pet.sql", PetSpecification.Pet.Replace("as pet_id", "as [|pet_id|]", StringComparison.Ordinal))
            .FindsOne(RelationRules.AmbiguousGrain, "Each of 'a.sql', 'pet.sql'");

    [Fact]
    public void Of_two_relations_the_one_that_reads_fewer_tables_decides()
    {
        var model = new PetSpecification().Relation("visit.sql", """
            select p.id as pet_id, count(v.id) as visits, avg(v.weight) as weight
            from pet p left join visit v on v.pet_id = p.id group by p.id
            """).IsClean();
        Assert.Equal("pet.sql", model.Columns[0].Relation);
    }

    [Fact]
    public void The_key_is_followed_through_subqueries()
        => new PetSpecification()
            .Relation("pet.sql", """
                with recent (key) as (select q.id from pet q)
                select s.pet_id from (select r.key as pet_id from recent r) s
                """).IsClean();

    [Theory]
    [InlineData("-- grain\n")]
    [InlineData("-- Every pet.\n-- Grain\n--\n")]
    [InlineData("-- grain: a pet that was seen.\n")]
    public void A_relation_may_say_that_it_decides(string comment)
    {
        var model = new PetSpecification()
            .Relation("a.sql", "select p.id as pet_id from pet p")
            .Relation("pet.sql", comment + PetSpecification.Pet).IsClean();
        Assert.Equal("pet.sql", model.Columns[0].Relation);
    }

    [Fact]
    public void It_decides_whatever_it_reads_and_computes()
    {
        var model = new PetSpecification()
            .Relation("pet.sql", "-- grain\nselect v.pet_id + 0 as pet_id from visit v join pet p on p.id = v.pet_id group by v.pet_id")
            .Relation("a.sql", "select p.id as pet_id from pet p").IsClean();
        Assert.Equal("pet.sql", model.Columns[0].Relation);
    }

    [Fact]
    public void Two_that_say_so_are_reported()
        => new PetSpecification()
            .Row("pet.id", "{|pet.id|}")
            .Relation("a.sql", "-- grain\nselect p.id as pet_id from pet p")
            .Relation("pet.sql", "-- grain\n" + PetSpecification.Pet.Replace("as pet_id", "as [|pet_id|]", StringComparison.Ordinal))
            .FindsOne(RelationRules.AmbiguousGrain, "Each of 'a.sql', 'pet.sql'");
}
