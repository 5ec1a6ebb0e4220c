using System.Reflection;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Tests.Generation;

/// <summary>The generated row types, loaded and run.</summary>
public sealed class GeneratedRowTests
{
    private static readonly DateTime Instant = new(2025, 3, 31, 12, 30, 15, 250, DateTimeKind.Utc);

    private static readonly object?[] EveryTypeFields =
    [
        "é-1",
        1L, null, 2L, null, 3L, null, true, null, "text", null, "vär", null, 123.45m, null,
        new DateOnly(2025, 3, 31), null, Instant, null, Instant, null, 0.5d, null,
        Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), null, "{}", null, 0.1234567890m,
    ];

    [Fact]
    public void Writes_what_it_read_in_column_order()
    {
        var row = LoadedRow.Of(ExampleExports.EveryType);

        var (written, violations) = row.Copy(EveryTypeFields);

        Assert.Empty(violations);
        Assert.Equal(EveryTypeFields, written);
    }

    [Fact]
    public void Reports_each_value_that_breaks_its_column()
    {
        object?[] fields = [.. EveryTypeFields];
        fields[0] = null;              // code: text not null
        fields[3] = 1L << 40;          // integer_value
        fields[11] = "four";           // varchar_value: varchar(3)
        fields[13] = 1000.00m;         // numeric_value: numeric(5,2)

        var (_, violations) = LoadedRow.Of(ExampleExports.EveryType).Copy(fields);

        Assert.Equal(
            [(0, ViolationRule.NotNull), (3, ViolationRule.Range), (11, ViolationRule.Length), (13, ViolationRule.Range)],
            violations.Select(violation => (violation.Ordinal, violation.Rule)));
    }

    /// <summary>
    /// The type of the organization column, the type of organization ids, an organization's id as text, its value in that column, and the
    /// value of another organization.
    /// </summary>
    public static TheoryData<SqlKind, SqlKind, string, object, object> Tenants { get; } = new()
    {
        { SqlKind.Bigint, SqlKind.Bigint, "42", 42L, 43L },
        { SqlKind.Integer, SqlKind.Bigint, "-42", -42L, 42L },
        { SqlKind.Smallint, SqlKind.Bigint, "0", 0L, 1L },
        { SqlKind.Text, SqlKind.Bigint, "42", "42", "042" },
        { SqlKind.Numeric, SqlKind.Bigint, "42", 42m, 42.5m },
        { SqlKind.Text, SqlKind.Text, "Acme é", "Acme é", "acme é" },
        { SqlKind.Varchar, SqlKind.Text, "abc", "abc", "abd" },
        { SqlKind.Bigint, SqlKind.Text, "42", 42L, 43L },
        { SqlKind.Uuid, SqlKind.Uuid, "0F8FAD5B-D9CB-469F-A165-70867728950E", "0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950f" },
        { SqlKind.Text, SqlKind.Uuid, "0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950e", "" },
        { SqlKind.Uuid, SqlKind.Text, "0F8FAD5B-D9CB-469F-A165-70867728950E", "0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950f" },
    };

    [Theory]
    [MemberData(nameof(Tenants))]
    public void A_row_is_of_the_organization_or_breaks_the_rule_tenant(
        SqlKind column, SqlKind tenants, string organization, object own, object foreign)
    {
        foreach (var isNullable in new[] { false, true })
        {
            var type = new Specs.Model.SqlType(Enum.Parse<Specs.Model.SqlKind>(column.ToString()), Length: 3, Precision: 12, Scale: 1);
            var row = LoadedRow.Of(ExampleExports.OfOrganization(type, isNullable));
            var id = OrganizationId.Parse(organization, tenants);

            Assert.Empty(row.Copy([1L, own], id).Violations);
            var ofOther = Assert.Single(row.Copy([1L, foreign], id).Violations);
            Assert.Equal((1, ViolationRule.Tenant), (ofOther.Ordinal, ofOther.Rule));
            Assert.Equal(new FieldViolation(1, ViolationRule.Tenant, null), Assert.Single(row.Copy([1L, null], id).Violations) with { Value = null });
            Assert.Equal(ViolationRule.Tenant, Assert.Single(row.Copy([1L, own]).Violations).Rule); // No row belongs to the default organization.
        }
    }

    [Fact]
    public void A_row_of_an_unknown_organization_breaks_no_other_rule_in_that_column()
    {
        var bigint = LoadedRow.Of(ExampleExports.OfOrganization(new(Specs.Model.SqlKind.Bigint)));
        var integer = LoadedRow.Of(ExampleExports.OfOrganization(new(Specs.Model.SqlKind.Integer)));
        var uuid = LoadedRow.Of(ExampleExports.OfOrganization(new(Specs.Model.SqlKind.Uuid)));
        var varchar = LoadedRow.Of(ExampleExports.OfOrganization(new(Specs.Model.SqlKind.Varchar, Length: 3)));
        var text = OrganizationId.Parse("abcd", SqlKind.Text);

        // A value that cannot be read becomes the default of its type, and that default may be the id of an organization.
        Assert.Equal([new(1, ViolationRule.Tenant, null)], bigint.Copy([1L, null], 0).Violations);
        Assert.Equal([new(1, ViolationRule.Tenant, "4294967296")], integer.Copy([1L, 1L << 32], 0).Violations);
        Assert.Equal([new(1, ViolationRule.Tenant, "none")], uuid.Copy([1L, "none"], OrganizationId.Parse($"{Guid.Empty}", SqlKind.Uuid)).Violations);
        Assert.Equal([new(1, ViolationRule.Tenant, "abce")], varchar.Copy([1L, "abce"], text).Violations);
        Assert.Equal([new(1, ViolationRule.Length, "abcd")], varchar.Copy([1L, "abcd"], text).Violations);
        Assert.Equal(
            [new(0, ViolationRule.NotNull, null), new(1, ViolationRule.Tenant, "2")], bigint.Copy([null, 2L], 1).Violations);
        Assert.Equal([new(0, ViolationRule.NotNull, null)], bigint.Copy([null, 1L], 1).Violations);
    }

    [Fact]
    public void Compares_a_composite_key_in_the_order_of_the_key()
    {
        var row = LoadedRow.Of(ExampleExports.CompositeKey);
        object?[] earlierDayLaterChannel = [1L, "z", new DateOnly(2025, 1, 1), null];
        object?[] laterDayEarlierChannel = [1L, "a", new DateOnly(2025, 1, 2), null];
        object?[] lesserAccount = [0L, "z", new DateOnly(2025, 12, 31), null];

        Assert.True(row.CompareKeys(earlierDayLaterChannel, laterDayEarlierChannel) < 0);
        Assert.True(row.CompareKeys(laterDayEarlierChannel, earlierDayLaterChannel) > 0);
        Assert.True(row.CompareKeys(lesserAccount, earlierDayLaterChannel) < 0);
        Assert.Equal(0, row.CompareKeys(lesserAccount, lesserAccount));
    }

    [Fact]
    public void Joins_the_parts_of_a_key()
        => Assert.Equal("7, 2025-01-02, chat", LoadedRow.Of(ExampleExports.CompositeKey).FormatKey([7L, "chat", new DateOnly(2025, 1, 2), 3L]));

    [Fact]
    public void The_schema_says_what_the_model_says()
    {
        var schema = LoadedRow.Of(ExampleExports.SystemColumns).Schema;

        Assert.Equal("account-touches", schema.Name);
        Assert.Equal("\"Touches\" & <more>", schema.Title);
        Assert.Equal(0, Assert.Single(schema.Key));
        Assert.Equal("account-touches.md", schema.Document.ResourceName);
        Assert.Equal(
            new ExportColumn("touches", new(SqlKind.Integer), true, "Touches <all> & \"any\"", "touch / computed", "Counts touches. All of them", "touch.sql"),
            schema.Columns[1]);
    }

    [Fact]
    public void The_schema_spells_every_type_as_the_specification_does()
    {
        var model = ExampleExports.EveryType.Model;

        var schema = LoadedRow.Of(ExampleExports.EveryType).Schema;

        Assert.Equal(model.Columns.Select(column => column.Type.ToString()), schema.Columns.Select(column => column.Type.ToString()));
    }

    [Fact]
    public void The_query_is_the_model_s_to_the_letter()
    {
        var model = ExampleExports.SystemColumns.Model;

        var query = LoadedRow.Of(ExampleExports.SystemColumns).Query;

        Assert.Equal(model.Rows.Sql, query.Rows.Sql);
        Assert.Equal(["organization_id", "extracted_at", "data_as_of"], query.Rows.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([SqlKind.Bigint, SqlKind.TimestampTz, SqlKind.Timestamp], query.Rows.Parameters.Select(parameter => parameter.Kind));
        Assert.Equal(model.Keys!.Sql, query.Keys?.Sql);
        Assert.Equal("data_as_of", Assert.Single(query.SystemValues).Column);
        Assert.Equal(["customer", "crm.\"Touch\""], query.SourceTables.Select(table => table.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("one line")]
    [InlineData("\n")]
    [InlineData("\n\n  \n\ttab\n")]
    [InlineData("  indented\nless\n    more  ")]
    [InlineData("quotes \"\"\"\" in a row\n\"\"\"\n\"")]
    [InlineData("{braces} {{twice}} $ @ \\ \\n")]
    [InlineData("next line \u0085 line \u2028 paragraph \u2029 return \r end")]
    [InlineData("nul \0 half \uD800 whole \U0001F600")]
    [InlineData("*/ // # /* 'é' ﬀ \uE000")]
    public void Any_sql_survives_as_a_literal(string sql)
    {
        var model = ExampleExports.SingleColumn.Model;

        var query = LoadedRow.Of(ExampleExports.Declare(model with { Rows = new(new([new(sql, null)])) })).Query;

        Assert.Equal(sql, query.Rows.Sql);
    }
}
