using AccountCommStats.Specs.Relations;

namespace AccountCommStats.Tests.Relations.Rules;

/// <summary>ACS066: the organization does not come from a source table.</summary>
public class TenantColumnTests
{
    private const string Column = "\n| 6 | [|organization_id|] | bigint | No | Whose it is | computed |";

    [Theory]
    [InlineData("select p.id as pet_id, @organization_id as {|organization_id|} from pet p")]
    [InlineData("select p.id as pet_id, p.organization_id + 0 as {|organization_id|} from pet p")]
    [InlineData("select p.id as pet_id, 7 as {|organization_id|} from pet p")]
    [InlineData("select p.id as pet_id, x.{|organization_id|} from pet p cross join (select @organization_id as organization_id) x")]
    [InlineData("with x (organization_id) as (select @organization_id) select p.id as pet_id, x.{|organization_id|} from pet p cross join x")]
    public void A_value_that_does_not_come_from_the_data_is_reported(string sql)
        => Specification(sql).FindsOne(RelationRules.TenantColumn, "must be a column of a source table, because it shows whose rows these are");

    [Theory]
    [InlineData("select p.id as pet_id, p.organization_id from pet p")]
    [InlineData("select p.id as pet_id, p.organization_id as Organization_Id from pet p")]
    [InlineData("with x as (select q.* from pet q) select x.id as pet_id, x.organization_id from x")]
    public void A_column_of_a_source_table_is_not(string sql)
        => new PetSpecification()
            .Rows(PetSpecification.Columns + Column.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal))
            .Relation("pet.sql", sql).IsClean();

    [Fact]
    public void A_system_column_of_that_name_is_reported_at_its_source()
        => new PetSpecification()
            .Rows(PetSpecification.Columns + "\n| 6 | organization_id | bigint | No | Whose it is | {|system|} |")
            .FindsOne(RelationRules.TenantColumn, "name the table here, and select the column in a relation");

    private static PetSpecification Specification(string sql)
        => new PetSpecification().Rows(PetSpecification.Columns + Column).Relation("pet.sql", sql);
}
