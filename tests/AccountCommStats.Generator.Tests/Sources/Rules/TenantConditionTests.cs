using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Tests.Relations;

namespace AccountCommStats.Tests.Sources.Rules;

/// <summary>ACS083: @organization_id is used for something other than restricting a table.</summary>
public class TenantConditionTests
{
    [Theory]
    [InlineData("select v.id, {|@organization_id|} as tenant from visit v where v.t = @organization_id")]
    [InlineData("select v.id from visit v where v.t = @organization_id and v.weight > {|@organization_id|}")]
    [InlineData("select v.id from visit v where v.t = @organization_id and (v.u = {|@organization_id|} or v.weight > 1)")]
    [InlineData("select v.id from visit v where v.t = @organization_id and {|@organization_id|} = v.u")]
    [InlineData("select v.id from visit v left join pet p on p.t = @organization_id and v.t = {|@organization_id|} where v.t = @organization_id")]
    public void The_parameter_anywhere_else_is_reported(string sql)
    {
        var finding = Assert.Single(new PetSpecification().Source("stay.sql", sql).Finds(SourceRules.TenantCondition));
        Assert.Contains("Source table 'stay' uses @organization_id outside a condition 'alias.column = @organization_id'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bigint", nameof(SqlKind.Bigint))]
    [InlineData("integer", nameof(SqlKind.Bigint))]
    [InlineData("smallint not null", nameof(SqlKind.Bigint))]
    [InlineData("numeric(12,0)", nameof(SqlKind.Bigint))]
    [InlineData("text not null", nameof(SqlKind.Text))]
    [InlineData("character varying(20)", nameof(SqlKind.Text))]
    [InlineData("uuid", nameof(SqlKind.Uuid))]
    public void Its_equality_with_a_column_of_its_own_type_tells_organizations_apart(string column, string tenant)
        => Specification(column, Enum.Parse<SqlKind>(tenant), "b.t = @organization_id").IsClean();

    [Theory]
    [InlineData("real", nameof(SqlKind.Bigint), "bigint, integer, smallint or numeric")]
    [InlineData("double precision", nameof(SqlKind.Bigint), "bigint, integer, smallint or numeric")]
    [InlineData("text", nameof(SqlKind.Bigint), "bigint, integer, smallint or numeric")]
    [InlineData("character(8)", nameof(SqlKind.Text), "text or varchar")]
    [InlineData("citext", nameof(SqlKind.Text), "text or varchar")]
    [InlineData("bigint", nameof(SqlKind.Text), "text or varchar")]
    [InlineData("text", nameof(SqlKind.Uuid), "uuid")]
    public void Its_equality_with_a_column_of_another_type_is_reported(string column, string tenant, string types)
        => Specification(column, Enum.Parse<SqlKind>(tenant), "{|b.t = @organization_id|}")
            .FindsOne(SourceRules.TenantCondition, $"compares bill.t, which is {column}, with an organization of type {new SqlType(Enum.Parse<SqlKind>(tenant))}: only columns of type {types} can be compared exactly with it.");

    private static PetSpecification Specification(string column, SqlKind tenant, string condition)
    {
        var own = tenant.ToString().ToLowerInvariant();
        return new PetSpecification { Tenant = tenant }
            .Source("pet.sql", "select p.id from pet p where p.t = @organization_id")
            .Source("visit.sql", "select v.pet_id, v.weight, v.visited_at from visit v where v.t = @organization_id")
            .Source("stay.sql", "select b.id from bill b where " + condition)
            .Source("catalog.txt", $"""
                pet.id bigint
                pet.t {own}
                visit.pet_id bigint
                visit.weight bigint
                visit.visited_at timestamp
                visit.t {own}
                bill.id bigint
                bill.t {column}
                """);
    }
}
