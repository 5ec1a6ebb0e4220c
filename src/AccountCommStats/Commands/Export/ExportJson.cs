using System.Text.Json.Serialization;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Commands.Export;

/// <summary>The summary of an export command for programs.</summary>
internal sealed record ExportSummaryJson(
    int ExitCode, int Delivered, int Skipped, int Empty, int Failed, [property: JsonPropertyName("cancelled")] int Canceled, IReadOnlyList<ExportOutcomeJson> Organizations);

/// <summary>One organization in it. Figures and paths are null where nothing is published; sizes in bytes.</summary>
internal sealed record ExportOutcomeJson(
    OrganizationId OrganizationId,
    string Outcome,
    int ExitCode,
    long? Rows,
    long? RejectedRows,
    long? Bytes,
    double Seconds,
    string? File,
    string? Manifest,
    string? Report,
    string? Error,
    IReadOnlyList<string> Remarks)
{
    /// <summary>The exports of a set, whose figures are summed up and whose manifest is that of the set; null, and left out, for a single export.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SetMemberJson>? Exports { get; init; }
}

/// <summary>One export of a set. Sizes in bytes.</summary>
internal sealed record SetMemberJson(string Export, long Rows, long RejectedRows, long Bytes, string File, string Manifest)
{
    /// <summary>The report; null where there is none.</summary>
    public string? Report { get; init; }
}

/// <summary>What the demo made, for programs.</summary>
/// <param name="Database">The DuckDB file with the sample organization.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Rows">Rows in all its tables.</param>
/// <param name="Export">What was exported of it.</param>
/// <param name="Report">The page about it.</param>
internal sealed record DemoJson(string Database, int Accounts, long Rows, ExportOutcomeJson Export, string Report);

/// <summary>What <c>export</c> and <c>demo</c> report, as JSON, compiled ahead.</summary>
[JsonSerializable(typeof(ExportSummaryJson))]
[JsonSerializable(typeof(DemoJson))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>As every command prints JSON.</summary>
    public static ExportJson Shared { get; } = new(JsonText.CreateOptions());
}
