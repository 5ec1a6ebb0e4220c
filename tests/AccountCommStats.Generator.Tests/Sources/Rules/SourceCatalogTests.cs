using AccountCommStats.Specs.Sources;
using AccountCommStats.Tests.Relations;

namespace AccountCommStats.Tests.Sources.Rules;

/// <summary>ACS085, ACS086 and ACS089: the catalog on record cannot be read, or lacks a table or column.</summary>
public class SourceCatalogTests
{
    private const string Catalog = """
        -- Recorded.
        pet.id bigint not null
        pet.organization_id bigint not null   -- the tenant
        pet."bornOn" timestamp with time zone

        pet unique (organization_id, id)
        clinic.visit.pet_id bigint
        clinic.visit.visited_at timestamp without time zone
        clinic.visit.weight numeric(6,2)
        clinic.visit.tenant bigint
        clinic."Bills"."Total" character varying(20)[]
        clinic."Bills".tenant bigint
        """;

    [Fact]
    public void A_column_that_a_table_on_record_does_not_have_is_reported_with_the_nearest()
        => Specification()
            .Source("stay.sql", "select {|b.total|} from clinic.\"Bills\" b where b.tenant = @organization_id")
            .FindsOne(SourceRules.UnknownRealColumn, "clinic.\"Bills\" has no column 'total' in the catalog on record: did you mean 'Total'?");

    [Fact]
    public void A_column_like_no_other_is_reported_with_all()
        => Specification()
            .Source("stay.sql", "select p.id from pet p where p.organization_id = @organization_id and {|p.deleted_at|} is null")
            .FindsOne(SourceRules.UnknownRealColumn, "it has id, organization_id, bornOn.");

    [Theory]
    [InlineData("{|pett|} p")]
    [InlineData("{|public.pet|} p")]
    [InlineData("{|\"Pet\"|} p")]
    public void A_table_that_is_not_on_record_is_a_warning(string table)
        => Specification()
            .Source("stay.sql", $"select p.id from {table} where p.organization_id = @organization_id")
            .FindsOne(SourceRules.UnknownRealTable, "record it with 'acstats source snapshot'");

    [Fact]
    public void What_is_on_record_is_clean()
        => Specification()
            .Source("stay.sql", "select p.id, p.\"bornOn\" as born, b.\"Total\" as total from pet p cross join clinic.\"Bills\" b "
                + "where p.organization_id = @organization_id and b.tenant = @organization_id").IsClean();

    [Theory]
    [InlineData("{|pet|}")]
    [InlineData("{|pet bigint|}")]
    [InlineData("{|pet.id|}")]
    [InlineData("{|a.b.c.d bigint|}")]
    [InlineData("{|pet unique ()|}")]
    [InlineData("{|pet unique (id|}")]
    [InlineData("{|pet.\"id bigint|}")]
    [InlineData("{|pet. bigint|}")]
    [InlineData("{|1|}")]
    [InlineData("pet.note text\n{|,|}\npet.name text")]
    public void A_line_that_is_neither_column_nor_key_is_reported(string line)
        => Specification()
            .Source("catalog.txt", Catalog + "\n" + line + "\n")
            .FindsOne(SourceRules.Catalog, "neither 'table.column type [not null]' nor 'table unique (column, ...)'");

    private static PetSpecification Specification()
        => new PetSpecification()
            .Source("pet.sql", "select p.id from pet p where p.organization_id = @organization_id")
            .Source("visit.sql", "select v.pet_id, v.weight, v.visited_at from clinic.visit v where v.tenant = @organization_id")
            .Source("catalog.txt", Catalog);
}
