using System.Text.Json;
using System.Text.Json.Serialization;
using AccountCommStats.CommandLine;

namespace AccountCommStats.Specifications.Findings;

/// <summary>The parts of a SARIF 2.1.0 log that findings need, under SARIF's own names.</summary>
internal sealed record SarifLog(IReadOnlyList<SarifRun> Runs)
{
    /// <summary>The schema of the format.</summary>
    [JsonPropertyName("$schema")]
    [JsonPropertyOrder(-2)]
    public string Schema { get; } = "https://json.schemastore.org/sarif-2.1.0.json";

    /// <summary>The version of the format.</summary>
    [JsonPropertyOrder(-1)]
    public string Version { get; } = "2.1.0";
}

internal sealed record SarifRun(SarifTool Tool, string ColumnKind, IEnumerable<SarifResult> Results);

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(string Name, string Version, IEnumerable<SarifRule> Rules);

internal sealed record SarifRule(string Id, string HelpUri, SarifText ShortDescription);

internal sealed record SarifText(string Text);

internal sealed record SarifResult(
    string RuleId, int RuleIndex, string Level, SarifText Message, IReadOnlyList<SarifLocation> Locations, IReadOnlyList<SarifLocation>? RelatedLocations);

internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation);

internal sealed record SarifPhysicalLocation(SarifArtifact ArtifactLocation, SarifRegion Region);

internal sealed record SarifArtifact(string Uri);

internal sealed record SarifRegion(int StartLine, int StartColumn, int EndLine, int EndColumn);

/// <summary>Source-generated JSON of SARIF logs.</summary>
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifContext : JsonSerializerContext
{
    /// <summary>The context with SARIF's camelCase names and without null members.</summary>
    public static SarifContext Shared { get; } = new(new JsonSerializerOptions(JsonText.CreateOptions())
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
