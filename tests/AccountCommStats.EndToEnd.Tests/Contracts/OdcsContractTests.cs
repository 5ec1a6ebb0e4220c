using System.Text.Json.Nodes;
using AccountCommStats.Contracts;
using Json.Schema;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>Open Data Contracts, validated against the schema that the standard publishes.</summary>
public sealed class OdcsContractTests
{
    private static readonly JsonSchema Published = JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "Contracts", "odcs-json-schema-v3.1.0.json"));

    [Theory]
    [MemberData(nameof(ContractSubjects.Exports), MemberType = typeof(ContractSubjects))]
    public void Is_valid_by_the_published_schema(string export) => Published.AssertValid(ContractOf(ContractSubjects.Of(export)));

    [Fact]
    public void Every_type_and_every_text_is_valid_by_the_published_schema()
    {
        Published.AssertValid(ContractOf(ContractSubjects.OfEveryType));
        Published.AssertValid(ContractOf(ContractSubjects.OfHostileTexts));
    }

    [Theory]
    [InlineData("$.version", null)]
    [InlineData("$.status", null)]
    [InlineData("$.apiVersion", "\"v9\"")]
    [InlineData("$.surplus", "1")]
    [InlineData("$.schema[0].properties[0].name", null)]
    [InlineData("$.schema[0].properties[0].logicalType", "\"bigint\"")]
    [InlineData("$.schema[0].properties[0].surplus", "1")]
    [InlineData("$.schema[0].properties[0].logicalTypeOptions.maxLength", "1")]
    public void What_is_not_valid_is_found(string place, string? value)
    {
        var contract = ContractOf(ContractSubjects.Of("account-core"));
        var parent = place[..place.LastIndexOf('.')] switch
        {
            "$" => contract,
            "$.schema[0].properties[0]" => contract["schema"]![0]!["properties"]![0]!.AsObject(),
            "$.schema[0].properties[0].logicalTypeOptions" => contract["schema"]![0]!["properties"]![0]!["logicalTypeOptions"]!.AsObject(),
            _ => throw new ArgumentOutOfRangeException(nameof(place)),
        };
        var name = place[(place.LastIndexOf('.') + 1)..];
        Assert.True(value is not null || parent.Remove(name));
        if (value is not null)
        {
            parent[name] = JsonNode.Parse(value);
        }

        Assert.False(Published.IsValid(contract));
    }

    [Fact]
    public void Says_types_key_and_nullability()
    {
        var properties = PropertiesOf(ContractSubjects.OfEveryType);

        Assert.Equal(
            ContractSubjects.OfEveryType.Schema.Columns.Select(column => (column.Name, column.Type.ToString(), !column.IsNullable)),
            properties.Select(property => ((string)property["name"]!, (string)property["physicalType"]!, (bool)property["required"]!)));
        Assert.All(properties, property => Assert.NotNull(property["logicalType"]));
        Assert.Equal(
            [("required_bigint", 1, false), ("required_boolean", 2, false)],
            properties.Where(property => property.ContainsKey("primaryKey")).Select(property => ((string)property["name"]!, (int)property["primaryKeyPosition"]!, (bool)property["unique"]!)));
        Assert.True((bool)PropertiesOf(ContractSubjects.Of("account-core"))[0]["unique"]!);
    }

    [Theory]
    [InlineData("required_numeric", """{"minimum":-99.99,"maximum":99.99}""")]
    [InlineData("required_smallint", """{"minimum":-32768,"maximum":32767,"format":"i16"}""")]
    [InlineData("required_timestamp", """{"timezone":false,"defaultTimezone":"Etc/UTC"}""")]
    [InlineData("required_timestamptz", """{"timezone":true}""")]
    [InlineData("required_varchar", """{"maxLength":3}""")]
    [InlineData("required_text", null)]
    public void Says_what_a_type_holds(string column, string? options)
        => Assert.Equal(options, PropertiesOf(ContractSubjects.OfEveryType).First(property => (string?)property["name"] == column)["logicalTypeOptions"]?.ToJsonString());

    [Fact]
    public void Has_the_checks_of_the_relations()
    {
        var subject = ContractSubjects.Of("account-communication-stats");

        var quality = ContractOf(subject)["schema"]![0]!["quality"]!.AsArray();

        Assert.NotEmpty(subject.Schema.Checks);
        Assert.Equal(
            subject.Schema.Checks.Select(check => (check.Name, $"A row is not delivered where {check.Text}.")).Prepend(("key_unique", "No two rows have the same account_id.")),
            quality.Select(check => ((string)check!["name"]!, (string)check["description"]!)));
    }

    private static List<JsonObject> PropertiesOf(ContractSubject subject) => [.. ContractOf(subject)["schema"]![0]!["properties"]!.AsArray().Select(property => property!.AsObject())];

    private static JsonObject ContractOf(ContractSubject subject) => YamlDocument.Read(Assert.Single(OdcsContract.Create(subject)).Text);
}
