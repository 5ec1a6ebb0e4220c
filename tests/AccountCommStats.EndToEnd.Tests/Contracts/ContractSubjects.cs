using AccountCommStats.Contracts;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exports;
using AccountCommStats.Loading;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>What the tests write contracts of.</summary>
internal static class ContractSubjects
{
    /// <summary>A text that breaks whatever it is put into without care.</summary>
    public const string Hostile
        = "a \"b\": 'c' # d\n- e: &f *g !h |\r\n%i @j `k` \\n <script>l</script> {{ m }} {% n %} {# o #} {{{p \u00E9\u6F22\U0001F600 \u2028\u0085\u202E\uFEFF\u0001\t\0 ---";

    /// <summary>The exports of the binary.</summary>
    public static TheoryData<string> Exports { get; } = [.. ExportCatalog.All.Select(export => export.Schema.Name)];

    /// <summary>An export of the binary.</summary>
    public static ContractSubject Of(string export, string target = "postgres")
        => new(ExportCatalog.Find(export)!.Schema, LoaderDialects.All.First(dialect => dialect.Name == target), Delivery: null);

    /// <summary>An export with a column of each type, those that may be NULL first; the key has two columns.</summary>
    public static ContractSubject OfEveryType { get; } = Of("account-core") with { Schema = SchemaOf([.. Types.Select(type => ColumnOf(type, isNullable: true)), .. Types.Select(type => ColumnOf(type, isNullable: false))], key: [13, 16]) };

    /// <summary>An export all of whose texts are hostile.</summary>
    public static ContractSubject OfHostileTexts { get; } = Of("account-communication-stats") with { Schema = Spoil(ExportCatalog.Default.Schema) };

    /// <summary>An export with other columns.</summary>
    public static ExportSchema SchemaOf(ExportColumn[] columns, int[] key) => ExportCatalog.Find("account-core")!.Schema with { Columns = [.. columns], Key = [.. key] };

    private static SqlType[] Types =>
    [
        new(SqlKind.Bigint), new(SqlKind.Integer), new(SqlKind.Smallint), new(SqlKind.Boolean), new(SqlKind.Text), new(SqlKind.Varchar, Length: 3), new(SqlKind.Numeric, Precision: 4, Scale: 2),
        new(SqlKind.Date), new(SqlKind.Timestamp), new(SqlKind.TimestampTz), new(SqlKind.DoublePrecision), new(SqlKind.Uuid), new(SqlKind.Jsonb),
    ];

    private static ExportColumn ColumnOf(SqlType type, bool isNullable)
        => new($"{(isNullable ? "nullable" : "required")}_{type.Kind.ToString().ToLowerInvariant()}", type, isNullable, "", "computed", "", null);

    private static ExportSchema Spoil(ExportSchema schema) => schema with
    {
        Title = Hostile,
        Grain = Hostile,
        Columns = [.. schema.Columns.Select(column => column with { Description = Hostile, Definition = Hostile, Source = Hostile })],
        Checks = [.. schema.Checks.Select(check => check with { Text = Hostile })],
    };
}
