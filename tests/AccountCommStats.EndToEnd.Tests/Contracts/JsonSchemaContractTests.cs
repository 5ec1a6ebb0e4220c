using System.Text.Json.Nodes;
using AccountCommStats.Contracts;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exports;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using Json.Schema;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>A row's JSON Schema accepts what the exporter writes and, as far as a schema can tell, nothing else.</summary>
public sealed class JsonSchemaContractTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>A column, a JSON value, and whether the column accepts it.</summary>
    public static TheoryData<string, string, bool> Values { get; } = new()
    {
        { "required_bigint", "9223372036854775807", true },
        { "required_bigint", "-9223372036854775808", true },
        { "required_bigint", "9223372036854775808", false },
        { "required_bigint", "-9223372036854775809", false },
        { "required_bigint", "1.5", false },
        { "required_bigint", "\"1\"", false },
        { "required_bigint", "null", false },
        { "nullable_bigint", "null", true },
        { "required_integer", "2147483647", true },
        { "required_integer", "2147483648", false },
        { "required_smallint", "-32768", true },
        { "required_smallint", "-32769", false },
        { "required_boolean", "true", true },
        { "required_boolean", "\"t\"", false },
        { "required_boolean", "0", false },
        { "required_text", "\"\"", true },
        { "required_text", "null", false },
        { "nullable_text", "null", true },
        { "required_varchar", "\"\\u6f22\\u6f22\\u6f22\"", true },
        { "required_varchar", "\"abcd\"", false },
        { "nullable_varchar", "null", true },
        { "nullable_varchar", "\"abcd\"", false },
        { "required_numeric", "99.99", true },
        { "required_numeric", "-99.99", true },
        { "required_numeric", "0.07", true },
        { "required_numeric", "100.00", false },
        { "required_numeric", "-100.00", false },
        { "required_numeric", "\"1.00\"", false },
        { "required_exact", "\"999999999999999999.99\"", true },
        { "required_exact", "\"-0.07\"", true },
        { "required_exact", "\"1000000000000000000.00\"", false },
        { "required_exact", "\"1.5\"", false },
        { "required_exact", "\"01.50\"", false },
        { "required_exact", "1.50", false },
        { "required_date", "\"2025-03-31\"", true },
        { "required_date", "\"2025-03-31T00:00:00Z\"", false },
        { "required_timestamp", "\"2025-03-31T00:00:00Z\"", true },
        { "required_timestamp", "\"2025-03-31T00:00:00.000001Z\"", true },
        { "required_timestamp", "\"2025-03-31T00:00:00.5Z\"", true },
        { "required_timestamp", "\"2025-03-31T00:00:00.50Z\"", false },
        { "required_timestamp", "\"2025-03-31T00:00:00.1234567Z\"", false },
        { "required_timestamp", "\"2025-03-31T00:00:00\"", false },
        { "required_timestamp", "\"2025-03-31 00:00:00Z\"", false },
        { "required_timestamptz", "\"2025-03-31T00:00:00Z\"", true },
        { "required_timestamptz", "\"2025-03-31T00:00:00+00:00\"", false },
        { "required_double", "1e300", true },
        { "required_double", "\"NaN\"", false },
        { "required_uuid", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"", true },
        { "required_uuid", "\"0F8FAD5B-D9CB-469F-A165-70867728950E\"", false },
        { "required_uuid", "\"0f8fad5bd9cb469fa16570867728950e\"", false },
        { "required_jsonb", "\"{\\\"a\\\": 1}\"", true },
        { "required_jsonb", "{\"a\": 1}", false },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(ContractSubjects.Exports), MemberType = typeof(ContractSubjects))]
    public void Is_a_schema_of_draft_2020_12(string export)
    {
        MetaSchemas.Draft202012.AssertValid(SchemaTextOf(ContractSubjects.Of(export)));
        MetaSchemas.Draft202012.AssertValid(SchemaTextOf(ContractSubjects.OfEveryType));
    }

    [Fact]
    public void A_schema_that_is_none_is_found()
    {
        var schema = SchemaTextOf(ContractSubjects.OfEveryType);
        schema["required"] = true;

        Assert.False(MetaSchemas.Draft202012.IsValid(schema));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Tells_values_of_a_column_from_others(string column, string value, bool isOne)
    {
        var row = RowOfEveryType();
        Assert.True(IsValid(row));
        row[column] = JsonNode.Parse(value);

        Assert.Equal(isOne, IsValid(row));
    }

    [Fact]
    public void Every_column_must_be_there_and_no_other()
    {
        var surplus = RowOfEveryType();
        surplus["other"] = 1;
        Assert.False(IsValid(surplus));
        Assert.All(ContractSubjects.OfEveryType.Schema.Columns, column =>
        {
            var row = RowOfEveryType();
            row.Remove(column.Name);
            Assert.False(IsValid(row));
        });
        Assert.False(Schema(ContractSubjects.OfEveryType).IsValid(new JsonArray(RowOfEveryType())));
    }

    [Theory]
    [MemberData(nameof(ContractSubjects.Exports), MemberType = typeof(ContractSubjects))]
    public async Task Takes_the_rows_of_an_export(string name)
    {
        var source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = 50, EventsPerAccount = 20 });
        var export = await AcstatsProcess.RunAsync(
            "export", "--source", source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.Path, "--export", name, "--format", "jsonl");
        Assert.Equal(0, export.ExitCode);
        var schema = Schema(ContractSubjects.Of(name));

        var rows = (await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(_directory.Path, "*.jsonl")))).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();

        Assert.Equal(50, rows.Count);
        Assert.All(rows, schema.AssertValid);
        Assert.Contains(rows, row => row.Any(value => value.Value is null));
    }

    private static bool IsValid(JsonObject row) => Schema(ContractSubjects.OfEveryType).IsValid(row);

    private static JsonSchema Schema(ContractSubject subject) => JsonSchema.FromText(Assert.Single(JsonSchemaContract.Create(subject)).Text);

    private static JsonObject SchemaTextOf(ContractSubject subject) => JsonNode.Parse(Assert.Single(JsonSchemaContract.Create(subject)).Text)!.AsObject();

    private static JsonObject RowOfEveryType() => new(ContractSubjects.OfEveryType.Schema.Columns.Select(column => KeyValuePair.Create(column.Name, column.IsNullable ? null : ValueOf(column))));

    private static JsonNode ValueOf(ExportColumn column) => column.Type.Kind switch
    {
        _ when column.Name == "required_exact" => "1.00",
        SqlKind.Boolean => false,
        SqlKind.Text or SqlKind.Varchar or SqlKind.Jsonb => "1",
        SqlKind.Date => "2025-03-31",
        SqlKind.Timestamp or SqlKind.TimestampTz => "2025-03-31T00:00:00.25Z",
        SqlKind.Uuid => "0f8fad5b-d9cb-469f-a165-70867728950e",
        _ => 1,
    };
}
