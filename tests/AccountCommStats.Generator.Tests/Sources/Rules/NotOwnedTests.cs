using AccountCommStats.Specs.Sources;
using AccountCommStats.Tests.Relations;

namespace AccountCommStats.Tests.Sources.Rules;

/// <summary>ACS082: which conditions restrict a table to one organization, and which do not.</summary>
public class NotOwnedTests
{
    /// <summary>The unique keys in the catalog on record.</summary>
    private const string Catalog = """
        clinic.visit unique (id)
        clinic.visit unique (t, number)
        pet unique (id)
        pet unique (organization_id, name)
        owner unique (t, id)

        """;

    [Fact]
    public void A_table_of_every_organization_is_reported_with_the_condition_to_add()
        => new PetSpecification()
            .Source("stay.sql", "select v.id from {|clinic.visit|} v")
            .FindsOne(
                SourceRules.NotOwned,
                "Source table 'stay' does not restrict clinic.visit to one organization. Add 'v.TENANT_COLUMN = @organization_id' to the condition;");

    [Theory]
    [InlineData("visit v where v.t = @organization_id")]
    [InlineData("visit where visit.t = @organization_id")]
    [InlineData("clinic.visit where visit.t = @organization_id")]
    [InlineData("\"Visits\" as \"V\" where \"V\".\"tenantId\" = @organization_id")]
    [InlineData("visit v where v.weight > 1 and v.t = @organization_id and v.weight < 3")]
    [InlineData("visit v where (v.weight > 1 or v.weight < 0) and v.t = @organization_id")]
    [InlineData("visit v where v.weight between 1 and 2 and v.t = @organization_id")]
    [InlineData("visit v where v.weight not between symmetric 1 and 2 and v.t = @organization_id")]
    [InlineData("visit v where v.weight between 1 and case when v.a and v.b or v.c then 2 end and v.t = @organization_id")]
    [InlineData("visit v where case when v.a and v.b or v.c then true else false end and v.t = @organization_id")]
    [InlineData("visit v where not v.deleted and v.t = @organization_id")]
    [InlineData("visit v where v.\"or\" = 1 and v.case = 2 and v.t = @organization_id")]
    [InlineData("visit v where v.a is distinct from v.b and extract(epoch from v.c) > 0 and trim(both from v.d) = '' and v.t = @organization_id")]
    [InlineData("visit v where (v.more -> 'a') is not null and v.t = @organization_id")]
    [InlineData("visit v, pet p where v.t = @organization_id and p.t = @organization_id")]
    [InlineData("visit v cross join pet p where v.t = @organization_id and p.t = @organization_id")]
    [InlineData("visit v join pet p on p.t = @organization_id and p.name = v.name where v.t = @organization_id")]
    [InlineData("visit v join pet p on v.t = @organization_id and p.t = @organization_id")]
    [InlineData("visit v left join pet p on p.name = v.name and p.t = @organization_id where v.t = @organization_id")]
    [InlineData("visit v left join pet p on p.name = v.name where v.t = @organization_id and p.t = @organization_id")]
    [InlineData("visit v left join pet p on true join owner o on p.t = @organization_id and o.t = @organization_id where v.t = @organization_id")]
    public void Restricted_by_itself(string from)
        => new PetSpecification().Source("stay.sql", "select 1 as one from " + from).IsClean();

    [Theory]
    [InlineData("{|visit|} v where v.t = @organization_id or v.weight > 1")]
    [InlineData("{|visit|} v where (v.t = @organization_id or v.weight > 1) and v.weight < 3")]
    [InlineData("{|visit|} v where v.t = @organization_id and v.weight > 1 or v.weight < 0")]
    [InlineData("{|visit|} v where (v.t = @organization_id)")]
    [InlineData("{|visit|} v where (v.t) = @organization_id")]
    [InlineData("{|visit|} v where v.t = (@organization_id)")]
    [InlineData("{|visit|} v where @organization_id = v.t")]
    [InlineData("{|visit|} v where t = @organization_id")]
    [InlineData("{|visit|} v where not v.t = @organization_id")]
    [InlineData("{|visit|} v where v.t = @organization_id + 1")]
    [InlineData("{|visit|} v where v.t + 0 = @organization_id")]
    [InlineData("{|visit|} v where v.t <> @organization_id")]
    [InlineData("{|visit|} v where v.t >= @organization_id")]
    [InlineData("{|visit|} v where v.t::bigint = @organization_id")]
    [InlineData("{|visit|} v where v.t = @organization_id::bigint")]
    [InlineData("{|visit|} v where cast(v.t as bigint) = @organization_id")]
    [InlineData("{|visit|} v where v.t is not distinct from @organization_id")]
    [InlineData("{|visit|} v where v.t = @organization_id is not true")]
    [InlineData("{|visit|} v where v.t = @organization_id is null")]
    [InlineData("{|visit|} v where v.t in (@organization_id)")]
    [InlineData("{|visit|} v where v.t = any (array[@organization_id])")]
    [InlineData("{|visit|} v where coalesce(v.t = @organization_id, true)")]
    [InlineData("{|visit|} v where v.weight between 1 and v.t = @organization_id")]
    [InlineData("{|visit|} v where v.weight between case when true then 1 end and v.t = @organization_id")]
    [InlineData("{|visit|} v where case when true and v.t = @organization_id and true then true else true end")]
    [InlineData("{|visit|} v where case v.t when 1 then true else true and v.t = @organization_id end")]
    [InlineData("{|visit|} v where 'v.t = @organization_id' is not null")]
    [InlineData("{|visit|} v -- where v.t = @organization_id")]
    [InlineData("{|visit|} v join pet p on p.t = @organization_id and v.name = p.name")]
    [InlineData("{|visit|} v join {|pet|} p on p.t = v.t")]
    [InlineData("visit v join {|pet|} p on p.t = v.t where v.t = @organization_id")]
    [InlineData("visit v, {|pet|} p where v.t = @organization_id")]
    [InlineData("visit v join {|pet|} p on p.id = v.pet_id where v.t = @organization_id")]
    [InlineData("{|visit|} v left join pet p on p.t = @organization_id and v.t = @organization_id")]
    [InlineData("{|visit|} v left join pet p on p.name = v.name where p.t = @organization_id")]
    [InlineData("{|visit|} v left join pet p on p.t = @organization_id or p.t is null")]
    public void Not_restricted_by_itself(string from)
        => new PetSpecification().Source("stay.sql", "select 1 as one from " + from.Replace("pet p on p.t = @organization_id or", "{|pet|} p on p.t = @organization_id or", StringComparison.Ordinal))
            .Finds(SourceRules.NotOwned, besides: SourceRules.TenantCondition);

    [Theory]
    [InlineData("clinic.visit v join pet p on v.pet_id = p.id where p.organization_id = @organization_id")]
    [InlineData("pet p join clinic.visit v on p.id = v.pet_id and v.weight > 1 where p.organization_id = @organization_id")]
    [InlineData("pet p join clinic.visit v on v.pet_id = p.id and p.organization_id = @organization_id")]
    [InlineData("pet p, clinic.visit v where v.pet_id = p.id and p.organization_id = @organization_id")]
    [InlineData("pet p left join clinic.visit v on v.pet_id = p.id where p.organization_id = @organization_id")]
    [InlineData("bill b join clinic.visit v on b.visit_id = v.id join pet p on v.pet_id = p.id where p.organization_id = @organization_id")]
    [InlineData("bill b left join clinic.visit v on b.visit_id = v.id left join pet p on v.pet_id = p.id where b.t = @organization_id and p.organization_id = @organization_id")]
    [InlineData("clinic.visit v join pet p on p.id = v.pet_id where v.t = @organization_id")]
    [InlineData("clinic.visit v left join pet p on v.pet_id = p.id where v.t = @organization_id")]
    [InlineData("clinic.visit v left join pet p on v.pet_id = p.id left join pet q on q.id = v.other_id where v.t = @organization_id")]
    public void Restricted_through_a_key_that_is_unique_by_itself(string from)
        => AssertAlike(from, specification => specification.IsClean());

    [Theory]
    [InlineData("{|clinic.visit|} v join pet p on v.name = p.name where p.organization_id = @organization_id")]
    [InlineData("{|bill|} b join owner o on b.owner_id = o.id where o.t = @organization_id")]
    [InlineData("{|clinic.visit|} v join pet p on v.pet_id >= p.id where p.organization_id = @organization_id")]
    [InlineData("{|clinic.visit|} v join pet p on v.pet_id = p.id + 0 where p.organization_id = @organization_id")]
    [InlineData("{|clinic.visit|} v join pet p on v.pet_id::text = p.id::text where p.organization_id = @organization_id")]
    [InlineData("{|clinic.visit|} v join pet p on (v.pet_id = p.id) where p.organization_id = @organization_id")]
    [InlineData("{|clinic.visit|} v join pet p on not v.pet_id = p.id where p.organization_id = @organization_id")]
    [InlineData("{|clinic.visit|} v join pet p on v.pet_id = p.id or v.weight > 1 where p.organization_id = @organization_id")]
    [InlineData("{|clinic.visit|} v left join pet p on v.pet_id = p.id and p.organization_id = @organization_id")]
    [InlineData("{|bill|} b left join {|clinic.visit|} v on b.visit_id = v.id left join pet p on v.pet_id = p.id and p.organization_id = @organization_id")]
    [InlineData("clinic.visit v join pet p on p.id = v.pet_id join {|owner|} o on o.pet_id = p.id where v.t = @organization_id")]
    [InlineData("clinic.visit v join {|pet|} p on p.name = v.name where v.t = @organization_id")]
    [InlineData("{|clinic.visit|} v join {|pet|} p on v.pet_id = p.id")]
    public void Not_restricted_through_another_table(string from)
        => AssertAlike(from, specification => specification.Finds(SourceRules.NotOwned));

    [Theory]
    [InlineData("{|clinic.visit|} v join pet p on v.pet_id = p.id where p.organization_id = @organization_id")]
    [InlineData("clinic.visit v join {|pet|} p on p.id = v.pet_id where v.t = @organization_id")]
    public void A_key_is_unique_only_where_it_is_said(string from)
        => new PetSpecification().Source("stay.sql", "-- unique: clinic.visit.id\nselect 1 as one from " + from).Finds(SourceRules.NotOwned);

    [Fact]
    public void A_shared_table_needs_no_condition_and_makes_no_other_one_restricted()
        => new PetSpecification()
            .Source("stay.sql", "-- shared: currency\n-- unique: currency.code\nselect 1 as one from currency c join {|bill|} b on b.currency = c.code")
            .Finds(SourceRules.NotOwned, besides: SourceRules.SharedTable);

    /// <summary>Runs an assertion three times: unique keys are declared by directives alone, by the recorded catalog alone, and by both.</summary>
    private static void AssertAlike(string from, Action<PetSpecification> assert)
    {
        var columns = string.Concat(
            new[] { "pet", "clinic.visit", "bill", "owner" }.SelectMany(
                _ => new[] { "id", "organization_id", "t", "name", "pet_id", "other_id", "owner_id", "visit_id", "weight" },
                (table, column) => $"{table}.{column} bigint\n")
            .Concat(new[] { "breed", "born", "note" }.Select(column => $"pet.{column} text\n"))
            .Concat(new[] { "visited_at", "grams", "cost", "kind", "tags", "more" }.Select(column => $"clinic.visit.{column} text\n")));
        var unique = string.Concat(new[] { "pet", "clinic.visit" }.Where(table => from.Contains(table, StringComparison.Ordinal)).Select(table => $"-- unique: {table}.id\n"));
        foreach (var (directive, catalog) in new[] { (unique, ""), ("", columns + Catalog), (unique, columns + Catalog) })
        {
            var specification = new PetSpecification().Source("stay.sql", directive + "select 1 as one from " + from);
            assert(catalog.Length == 0 ? specification : specification.Source("catalog.txt", catalog));
        }
    }
}
