using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AccountCommStats.Contracts;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>Data packages meet version 2 of the standard and describe the delivered file.</summary>
public sealed class FrictionlessContractTests : IDisposable
{
    /// <summary>The constraints that the standard has for each type of field.</summary>
    private static readonly Dictionary<string, string[]> Constraints = new()
    {
        ["string"] = ["required", "unique", "pattern", "enum", "minLength", "maxLength"],
        ["number"] = ["required", "unique", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        ["integer"] = ["required", "unique", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        ["boolean"] = ["required", "enum"],
        ["date"] = ["required", "unique", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        ["datetime"] = ["required", "unique", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
    };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Has_what_the_standard_asks_for()
        => Assert.All([ContractSubjects.Of("account-core"), ContractSubjects.Of("account-communication-stats"), ContractSubjects.OfEveryType, ContractSubjects.OfHostileTexts], subject =>
        {
            var package = PackageOf(subject);
            Assert.Matches("^[-a-z0-9._/]+$", (string)package["name"]!);
            var resource = ResourceOf(package);
            Assert.Equal("table", (string?)resource["type"]);
            Assert.Matches(@"^[^./~](?!.*\.\.)", (string)resource["path"]!);
            var fields = resource["schema"]!["fields"]!.AsArray();
            Assert.Equal(subject.Schema.Columns.Select(column => column.Name), fields.Select(field => (string)field!["name"]!));
            Assert.Equal(subject.Schema.Columns.Select(column => !column.IsNullable), fields.Select(field => (bool)field!["constraints"]!["required"]!));
            Assert.All(fields, field => Assert.Empty(field!["constraints"]!.AsObject().Select(constraint => constraint.Key).Except(Constraints[(string)field["type"]!])));
            Assert.Equal(subject.Key, resource["schema"]!["primaryKey"]!.AsArray().Select(name => (string)name!));
            Assert.Contains("does not distinguish NULL from the empty string", (string)package["description"]!, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("required_bigint", """{"type":"integer","constraints":{"required":true,"minimum":-9223372036854775808,"maximum":9223372036854775807}}""")]
    [InlineData("nullable_numeric", """{"type":"number","constraints":{"required":false,"minimum":-99.99,"maximum":99.99}}""")]
    [InlineData("nullable_double", """{"type":"number","constraints":{"required":false}}""")]
    [InlineData("nullable_boolean", """{"type":"boolean","trueValues":["t"],"falseValues":["f"],"constraints":{"required":false}}""")]
    [InlineData("nullable_timestamp", """{"type":"datetime","format":"any","constraints":{"required":false}}""")]
    [InlineData("nullable_uuid", """{"type":"string","format":"uuid","constraints":{"required":false}}""")]
    [InlineData("nullable_varchar", """{"type":"string","constraints":{"required":false,"maxLength":3}}""")]
    [InlineData("required_text", """{"type":"string","missingValues":[],"constraints":{"required":true}}""")]
    public void Says_how_a_type_is_read(string column, string expected)
    {
        var field = ResourceOf(PackageOf(ContractSubjects.OfEveryType))["schema"]!["fields"]!.AsArray().First(field => (string?)field!["name"] == column)!.AsObject();
        field.Remove("name");
        field.Remove("description");

        Assert.Equal(expected, field.ToJsonString());
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("gzip", "gz")]
    [InlineData("zstd", "zstd")]
    public async Task Describes_the_file_of_a_delivery(string compression, string? expected)
    {
        var file = await ExportAsync(compression);

        var contract = await AcstatsProcess.RunAsync("spec", "contract", "--as", "frictionless", "--export", "account-core", "--from", file);

        Assert.Equal((0, ""), (contract.ExitCode, contract.Error));
        var package = JsonNode.Parse(contract.Output)!.AsObject();
        var resource = ResourceOf(package);
        var content = await File.ReadAllBytesAsync(file);
        Assert.Equal(Path.GetFileName(file), (string?)resource["path"]);
        Assert.Equal(content.Length, (long)resource["bytes"]!);
        Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}", (string?)resource["hash"]);
        Assert.Equal(expected, (string?)resource["compression"]);
        Assert.EndsWith("Z", (string)package["created"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describes_each_part_of_a_delivery()
    {
        var file = await ExportAsync("none", "--split-rows", "2", "--format", "csv,jsonl");

        var contract = await AcstatsProcess.RunAsync("spec", "contract", "--as", "frictionless", "--export", "account-core", "--from", file);

        Assert.Equal((0, ""), (contract.ExitCode, contract.Error));
        var resources = JsonNode.Parse(contract.Output)!["resources"]!.AsArray();
        Assert.Equal(["account-core-1", "account-core-2", "account-core-3"], resources.Select(resource => (string)resource!["name"]!));
        Assert.Equal(
            Directory.GetFiles(_directory.Path, "*.csv").Order(StringComparer.Ordinal).Select(part => (Path.GetFileName(part), new FileInfo(part).Length)),
            resources.Select(resource => ((string)resource!["path"]!, (long)resource["bytes"]!)));
    }

    [Theory]
    [InlineData("has no csv file that can be used here", "--format", "jsonl")]
    [InlineData("is for spreadsheets", "--dialect", "excel")]
    public async Task What_is_no_CSV_with_the_texts_as_they_are_is_refused(string message, params string[] options)
    {
        var file = await ExportAsync("none", options);

        var contract = await AcstatsProcess.RunAsync("spec", "contract", "--as", "frictionless", "--export", "account-core", "--from", file);

        Assert.Equal((4, ""), (contract.ExitCode, contract.Output));
        Assert.Contains(message, contract.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("varchar(100)", "varchar(90)", "does not have the columns of the specification")]
    [InlineData("\"export\": \"account-core\"", "\"export\": \"account-other\"", "is an export of 'account-other', not of 'account-core'")]
    public async Task A_delivery_of_another_export_or_edition_is_refused(string part, string replacement, string message)
    {
        var manifest = Path.ChangeExtension(await ExportAsync("none"), ".manifest.json");
        var text = await File.ReadAllTextAsync(manifest);
        Assert.Contains(part, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(manifest, text.Replace(part, replacement, StringComparison.Ordinal));

        var contract = await AcstatsProcess.RunAsync("spec", "contract", "--as", "frictionless", "--export", "account-core", "--from", manifest);

        Assert.Equal((4, ""), (contract.ExitCode, contract.Output));
        Assert.Contains(message, contract.Error, StringComparison.Ordinal);
    }

    private static JsonObject PackageOf(ContractSubject subject) => JsonNode.Parse(Assert.Single(FrictionlessContract.Create(subject)).Text)!.AsObject();

    private static JsonObject ResourceOf(JsonObject package) => Assert.Single(package["resources"]!.AsArray())!.AsObject();

    private async Task<string> ExportAsync(string compression, params string[] options)
    {
        var source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = 5, EventsPerAccount = 2 });
        var export = await AcstatsProcess.RunAsync(
            ["export", "--source", source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.Path, "--export", "account-core", "--compression", compression, "--json", .. options]);
        Assert.Equal(0, export.ExitCode);
        return (string)JsonNode.Parse(export.Output)!["organizations"]![0]!["file"]!;
    }
}
