using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Tests.Sample;

/// <summary>The type of the organization ids of a <see cref="TenantRow{TTenants}"/>.</summary>
public interface ITenants
{
    static abstract SqlKind Kind { get; }
}

public readonly struct BigintTenants : ITenants
{
    public static SqlKind Kind => SqlKind.Bigint;
}

public readonly struct TextTenants : ITenants
{
    public static SqlKind Kind => SqlKind.Text;
}

public readonly struct UuidTenants : ITenants
{
    public static SqlKind Kind => SqlKind.Uuid;
}

/// <summary>A row type with a column for the organization, as the generator would write it. Organization ids can have any supported type.</summary>
/// <typeparam name="TTenants">The type of the organization ids.</typeparam>
[SuppressMessage("Design", "CA1000", Justification = "The members are those of IExportRow.")]
public readonly record struct TenantRow<TTenants> : IExportRow<TenantRow<TTenants>>
    where TTenants : ITenants
{
    public static ExportSchema Schema { get; } = new()
    {
        Name = "tenant-rows",
        Title = "Tenant Rows Export Specification",
        Grain = "",
        Columns =
        [
            new("id", new SqlType(SqlKind.Bigint), IsNullable: false, "", "account.id", "", "account.sql"),
            new("organization_id", new SqlType(TTenants.Kind), IsNullable: false, "", "account.tenant", "", "account.sql"),
            new("name", new SqlType(SqlKind.Varchar, Length: 10), IsNullable: true, "", "account.name", "", "account.sql"),
        ],
        Key = [0],
        Document = new EmbeddedDocument(typeof(SampleRow).Assembly, "sample.md"),
    };

    /// <summary>Hidden accounts are in the table, but not in the export.</summary>
    public static ExportQuery Query { get; } = new()
    {
        Rows = OfTenant(
            "select cast(id as bigint) as id, cast(tenant as " + (TTenants.Kind == SqlKind.Bigint ? "bigint" : "text")
            + ") as organization_id, cast(name as text) as name from account where not hidden and tenant = ",
            " order by id"),
        Keys = null,
        SystemValues = [],
        OrganizationKind = TTenants.Kind,
        Organizations = new SqlStatement(
        [
            new SqlPart($"select distinct {(TTenants.Kind == SqlKind.Uuid ? "cast(tenant as text)" : "tenant")} as organization_id from account "
                + "where tenant is not null order by 1"),
        ]),
        // Claims no tenant column, so that only the check of rows finds a foreign row.
        SourceTables = [new SourceTable("account", ["hidden", "id", "name", "tenant"])],
    };

    public long Id { get; init; }

    public object? Organization { get; init; }

    public string? Name { get; init; }

    public static void Read<TFields>(ref RowReader<TFields> reader, out TenantRow<TTenants> row)
        where TFields : struct, IFieldReader, allows ref struct
    {
        row = new TenantRow<TTenants>
        {
            Id = reader.ReadInt64(0),
            Organization = TTenants.Kind switch
            {
                SqlKind.Bigint => reader.ReadInt64(1),
                SqlKind.Uuid => reader.ReadGuid(1),
                _ => reader.ReadString(1),
            },
            Name = reader.ReadStringOrNull(2, maxLength: 10),
        };
        switch (row.Organization)
        {
            case long number:
                reader.CheckOrganization(1, number);
                break;
            case Guid uuid:
                reader.CheckOrganization(1, uuid);
                break;
            default:
                reader.CheckOrganization(1, (string?)row.Organization);
                break;
        }
    }

    public static void Write<TWriter>(in TenantRow<TTenants> row, ref TWriter writer)
        where TWriter : struct, IFieldWriter, allows ref struct
    {
        writer.WriteInt64(row.Id);
        writer.WriteString(string.Create(CultureInfo.InvariantCulture, $"{row.Organization}"));
        writer.WriteString(row.Name);
    }

    public static int CompareKeys(in TenantRow<TTenants> left, in TenantRow<TTenants> right) => left.Id.CompareTo(right.Id);

    public static string FormatKey(in TenantRow<TTenants> row) => row.Id.ToString(CultureInfo.InvariantCulture);

    private static SqlStatement OfTenant(string before, string after)
        => new([new SqlPart(before), new SqlPart("", new StatementParameter("organization_id", TTenants.Kind)), new SqlPart(after)]);
}
