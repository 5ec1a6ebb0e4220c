using System.Text.Json.Serialization;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Commands.Export;

/// <summary>The summary of an export command for programs.</summary>
internal sealed record ExportSummaryJson(
    int ExitCode, int Delivered, int Skipped, int Empty, int Failed, [property: JsonPropertyName("cancelled")] int Canceled, IReadOnlyList<ExportOutcomeJson> Organizations);

/// <summary>One organization. Figures and paths are null if nothing was published; sizes are in bytes.</summary>
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
    /// <summary>
    /// The exports of a set. The figures above are then sums, and the manifest is that of the set. For a single export, this is null and
    /// left out.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SetMemberJson>? Exports { get; init; }
}

/// <summary>One export of a set. Sizes in bytes.</summary>
internal sealed record SetMemberJson(string Export, long Rows, long RejectedRows, long Bytes, string File, string Manifest)
{
    /// <summary>The report; null if there is none.</summary>
    public string? Report { get; init; }
}

/// <summary>What the demo made, for programs.</summary>
/// <param name="Database">The DuckDB file with the sample organization.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Rows">Rows in all its tables.</param>
/// <param name="Export">What was exported.</param>
/// <param name="Report">The report's page.</param>
internal sealed record DemoJson(string Database, int Accounts, long Rows, ExportOutcomeJson Export, string Report);

/// <summary>Source-generated JSON of <c>export</c> and <c>demo</c>.</summary>
[JsonSerializable(typeof(ExportSummaryJson))]
[JsonSerializable(typeof(DemoJson))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>The context with the usual JSON options.</summary>
    public static ExportJson Shared { get; } = new(JsonText.CreateOptions());
}
