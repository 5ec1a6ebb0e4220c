using AccountCommStats.Generator.Reading;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Tests.Generation;

/// <summary>Small exports that differ in shape.</summary>
internal static class ExampleExports
{
    public const string Namespace = "Acme.Exports";

    /// <summary>One column, which is the key, and nothing else.</summary>
    public static DeclaredExport SingleColumn { get; } = Declare(new ExportModel(
        "account-ids",
        "AccountIds",
        "Account Ids Export Specification",
        Grain: "",
        Columns: new([Column("account_id", new(SqlKind.Bigint), source: "customer.id", relation: "account.sql")]),
        Key: new([0]),
        Rows: Statement("select 1 as account_id"),
        Keys: null,
        SystemValues: new([]),
        Organizations: null,
        SqlKind.Bigint,
        SourceTables: new([]),
        Functions: new([])));

    /// <summary>A required and a nullable column of each type, after a text key.</summary>
    public static DeclaredExport EveryType { get; } = Declare(new ExportModel(
        "every-type",
        "EveryType",
        "Every Type Export Specification",
        "One row per code",
        new([Column("code", new(SqlKind.Text)), .. EveryTypeColumns()]),
        new([0]),
        Statement("select code from thing where organization_id = ", new ParameterModel("organization_id", SqlKind.Bigint)),
        null,
        new([]),
        Organizations: null,
        SqlKind.Text,
        new([new("thing", new(["code", "organization_id"]), new(["organization_id"]), new([]), new(["source/thing.sql"]))]),
        new([])));

    /// <summary>A key of several columns, not in column order.</summary>
    public static DeclaredExport CompositeKey { get; } = Declare(new ExportModel(
        "daily-usage",
        "DailyUsage",
        "Daily Usage Export Specification",
        "One row per account, day and channel",
        new(
        [
            Column("account_id", new(SqlKind.Bigint)),
            Column("channel", new(SqlKind.Varchar, Length: 20)),
            Column("day", new(SqlKind.Date)),
            Column("messages", new(SqlKind.Integer), isNullable: true),
        ]),
        new([0, 2, 1]),
        Statement("select 1"),
        null,
        new([]),
        null,
        SqlKind.Bigint,
        new([]),
        new([])));

    /// <summary>An export with key ranges, system columns, definitions, and text that needs care in C# and XML.</summary>
    public static DeclaredExport SystemColumns { get; } = Declare(new ExportModel(
        "account-touches",
        "AccountTouches",
        "\"Touches\" & <more>",
        "Account",
        new(
        [
            Column("account_id", new(SqlKind.Bigint), source: "customer.id", relation: "account.sql"),
            Column("touches", new(SqlKind.Integer), isNullable: true, "Touches <all> & \"any\"", "touch / computed", "Counts touches. All of them", "touch.sql"),
            Column("extracted_at", new(SqlKind.Timestamp), source: "system"),
            Column("data_as_of", new(SqlKind.TimestampTz), source: "system", relation: "system/data_as_of.sql"),
        ]),
        new([0]),
        Statement(
            """"
            with account_relation as (
              -- three quotes: """

              select id as account_id from "customer" where note <> '\n' and json <> '{"a": {}}'
            )
            select * from account_relation where organization_id =
            """".ReplaceLineEndings("\n") + " ",
            new ParameterModel("organization_id", SqlKind.Bigint),
            new ParameterModel("extracted_at", SqlKind.TimestampTz),
            new ParameterModel("data_as_of", SqlKind.Timestamp)),
        Statement("select id\nfrom customer\norder by id", new ParameterModel("organization_id", SqlKind.Bigint)),
        new([new("data_as_of", Statement("select max(at) as data_as_of\nfrom touch where organization_id = ", new ParameterModel("organization_id", SqlKind.Bigint)))]),
        Statement("select distinct cast(c.tenant as bigint) as organization_id\nfrom customer c\nwhere c.tenant is not null\norder by 1"),
        SqlKind.Bigint,
        new(
        [
            new("customer", new(["id", "tenant"]), new(["tenant"]), new(["id"]), new(["source/customer.sql"])),
            new("crm.\"Touch\"", new(["at"]), new([]), new([]), new(["source/touch.sql"])),
        ]),
        new([new("crm.score", new(["crm.weight"]))])));

    /// <summary>An export with a column for the organization, after the key.</summary>
    public static DeclaredExport OfOrganization(SqlType type, bool isNullable = false) => Declare(SingleColumn.Model with
    {
        Columns = new([.. SingleColumn.Model.Columns, Column("organization_id", type, isNullable, source: "customer.organization_id")]),
    });

    /// <summary>An export with this many columns.</summary>
    public static DeclaredExport WithColumns(int count) => Declare(SingleColumn.Model with
    {
        Columns = new(Enumerable.Range(0, count).Select(i => Column($"c_{i}", new(SqlKind.Numeric, Precision: 10, Scale: 2), isNullable: i > 0))),
    });

    public static DeclaredExport Declare(ExportModel model) => new(model, Namespace, model.Name + ".md");

    /// <summary>SQL that ends with the parameters.</summary>
    public static StatementModel Statement(string text, params ParameterModel[] parameters)
        => new(new([new(text, null), .. parameters.Select(parameter => new StatementPart("", parameter))]));

    public static ColumnModel Column(
        string name,
        SqlType type,
        bool isNullable = false,
        string description = "",
        string source = "computed",
        string definition = "",
        string? relation = null)
        => new(name, PropertyName(name), type, isNullable, description, source, definition, relation);

    private static IEnumerable<ColumnModel> EveryTypeColumns()
    {
        foreach (var kind in Enum.GetValues<SqlKind>())
        {
            var type = kind switch
            {
                SqlKind.Varchar => new SqlType(kind, Length: 3),
                SqlKind.Numeric => new SqlType(kind, Precision: 5, Scale: 2),
                _ => new SqlType(kind),
            };
            var name = kind.ToString().ToLowerInvariant();
            yield return Column(name + "_value", type);
            yield return Column(name + "_maybe", type, isNullable: true);
        }

        yield return Column("bare_numeric", new(SqlKind.Numeric, Scale: SqlType.BareNumericScale), isNullable: true);
    }

    private static string PropertyName(string name)
        => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
