using AccountCommStats.Contracts;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exports;
using AccountCommStats.Loading;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>The exports that tests write contracts for.</summary>
internal static class ContractSubjects
{
    /// <summary>A text that breaks every format that does not escape it.</summary>
    public const string Hostile
        = "a \"b\": 'c' # d\n- e: &f *g !h |\r\n%i @j `k` \\n <script>l</script> {{ m }} {% n %} {# o #} {{{p \u00E9\u6F22\U0001F600 \u2028\u0085\u202E\uFEFF\u0001\t\0 ---";

    /// <summary>The exports of the binary.</summary>
    public static TheoryData<string> Exports { get; } = [.. ExportCatalog.All.Select(export => export.Schema.Name)];

    /// <summary>An export of the binary.</summary>
    public static ContractSubject Of(string export, string target = "postgres")
        => new(ExportCatalog.Find(export)!.Schema, LoaderDialects.All.First(dialect => dialect.Name == target), Delivery: null);

    /// <summary>
    /// An export with a nullable and a required column of each type, the nullable columns first. Its key has two columns.
    /// </summary>
    public static ContractSubject OfEveryType { get; } = Of("account-core") with
    {
        Schema = ExportCatalog.Find("account-core")!.Schema with
        {
            Columns = [.. Types.Select(type => ColumnOf(type.Name, type.Type, isNullable: true)), .. Types.Select(type => ColumnOf(type.Name, type.Type, isNullable: false))],
            Key = [14, 17],
        },
    };

    /// <summary>An export whose texts are all hostile.</summary>
    public static ContractSubject OfHostileTexts { get; } = Of("account-communication-stats") with { Schema = Spoil(ExportCatalog.Default.Schema) };

    private static (string Name, SqlType Type)[] Types =>
    [
        ("bigint", new(SqlKind.Bigint)), ("integer", new(SqlKind.Integer)), ("smallint", new(SqlKind.Smallint)), ("boolean", new(SqlKind.Boolean)), ("text", new(SqlKind.Text)),
        ("varchar", new(SqlKind.Varchar, Length: 3)), ("numeric", new(SqlKind.Numeric, Precision: 4, Scale: 2)), ("exact", new(SqlKind.Numeric, Precision: 20, Scale: 2)), ("date", new(SqlKind.Date)),
        ("timestamp", new(SqlKind.Timestamp)), ("timestamptz", new(SqlKind.TimestampTz)), ("double", new(SqlKind.DoublePrecision)), ("uuid", new(SqlKind.Uuid)), ("jsonb", new(SqlKind.Jsonb)),
    ];

    private static ExportColumn ColumnOf(string name, SqlType type, bool isNullable)
        => new($"{(isNullable ? "nullable" : "required")}_{name}", type, isNullable, "", "computed", "", null);

    private static ExportSchema Spoil(ExportSchema schema) => schema with
    {
        Title = Hostile,
        Grain = Hostile,
        Columns = [.. schema.Columns.Select(column => column with { Description = Hostile, Definition = Hostile, Source = Hostile })],
        Checks = [.. schema.Checks.Select(check => check with { Text = Hostile })],
    };
}
