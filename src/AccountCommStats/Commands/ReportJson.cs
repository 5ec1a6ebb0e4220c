using System.Text.Json;
using System.Text.Json.Serialization;
using AccountCommStats.CommandLine;
using AccountCommStats.Comparison;
using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Verification;
using AccountCommStats.Reports;
using AccountCommStats.Sample.Seeding;

namespace AccountCommStats.Commands;

/// <summary>The SQL that gives a role its rights, for programs.</summary>
/// <param name="Role">The role.</param>
/// <param name="Sql">The statements.</param>
internal sealed record GrantsJson(string Role, string Sql);

/// <summary>The result of a seed, for programs.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Target">The database, without secrets.</param>
/// <param name="AsOf">The organization's as-of time, in UTC.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Replaced">Rows that were deleted first.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Tables">The tables and the rows written into each.</param>
internal sealed record SeedJson(
    long OrganizationId, string Target, DateTime AsOf, long Rows, long Replaced, double Seconds, IReadOnlyList<SeededTable> Tables)
{
    /// <summary>Converts a result.</summary>
    public static SeedJson Of(SeedResult result) => new(
        result.Options.OrganizationId, result.Target, result.Options.AsOf, result.Rows, result.Replaced, Math.Round(result.Duration.TotalSeconds, 3), result.Tables);
}

/// <summary>An acceptance of a delivery's drift, for programs.</summary>
/// <param name="File">Path of the record.</param>
/// <param name="AcceptedBy">The user who accepted it.</param>
/// <param name="AcceptedAt">When it was accepted, in UTC.</param>
/// <param name="Reason">Why it was accepted.</param>
/// <param name="Drift">What drifted, in words.</param>
internal sealed record AcceptanceJson(string File, string AcceptedBy, DateTime AcceptedAt, string Reason, IReadOnlyList<string> Drift);

/// <summary>Source-generated JSON of the top-level commands, which are not in a group such as <c>spec</c> or <c>source</c>.</summary>
[JsonSerializable(typeof(IReadOnlyList<FileVerification>))]
[JsonSerializable(typeof(IReadOnlyList<CheckResult>))]
[JsonSerializable(typeof(GrantsJson))]
[JsonSerializable(typeof(SeedJson))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(AcceptanceJson))]
[JsonSerializable(typeof(ExportComparison))]
[JsonSerializable(typeof(Difference))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>The context with the usual JSON options.</summary>
    public static ReportJson Shared { get; } = new(new JsonSerializerOptions(JsonText.CreateOptions())
    {
        Converters = { new JsonStringEnumConverter<CheckStatus>(JsonNamingPolicy.SnakeCaseLower) },
    });

    /// <summary>The context for JSON Lines, with one object per line.</summary>
    public static ReportJson Lines { get; } = new(new JsonSerializerOptions(JsonText.CreateOptions()) { WriteIndented = false });
}
