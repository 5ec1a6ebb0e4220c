using System.Text.Json.Serialization;
using AccountCommStats.CommandLine;
using AccountCommStats.Specifications.Findings;
using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Compatibility;

/// <summary>The review of two documents, for programs.</summary>
/// <param name="Old">The path of the document that customers have.</param>
/// <param name="New">The path of the new document.</param>
/// <param name="Compatibility">How customers read the file.</param>
/// <param name="Changes">What changed.</param>
/// <param name="Problems">What is wrong with the waivers.</param>
internal sealed record ReviewJson(
    string Old, string New, string Compatibility, IEnumerable<ChangeJson> Changes, IEnumerable<VerdictJson> Problems)
{
    /// <summary>The review of a pair of documents.</summary>
    public static ReviewJson Of(DocumentPair pair) => new(
        pair.OldPath,
        pair.NewPath,
        ReadingModes.NameOf(pair.Review.Mode),
        pair.Review.Changes.Select(change => new ChangeJson(change)),
        pair.Review.Problems.Select(problem => new VerdictJson(problem, FindingLines.SeverityOf(problem))));
}

/// <summary>A finding and what it means to customers.</summary>
internal record VerdictJson(string Id, string Title, string Verdict, string Message, Location Location)
    : PlaceJson(Location)
{
    /// <summary>A finding with its verdict.</summary>
    public VerdictJson(Finding finding, string verdict)
        : this(finding.Rule.Id, finding.Rule.Title, verdict, finding.Message, finding.Location)
    {
    }

    /// <summary>This property is not serialized, but its parts are.</summary>
    [JsonIgnore]
    public Location Location { get; } = Location;
}

/// <summary>A change of a column.</summary>
internal sealed record ChangeJson : VerdictJson
{
    public ChangeJson(CompatibilityChange change)
        : base(change.Finding, ReviewText.GetVerdict(change))
    {
        ColumnName = change.Column;
        ShippedColumnName = change.ShippedColumn;
        Before = change.Before;
        Now = change.Now;
        Waiver = change.Waiver is { } waiver ? new WaiverJson(waiver.Reason, DateOnly.FromDateTime(waiver.Expires)) : null;
    }

    /// <summary>The column.</summary>
    public string ColumnName { get; }

    /// <summary>Its name in the document that customers have; null if it is new.</summary>
    public string? ShippedColumnName { get; }

    /// <summary>The old value, as customers have it; null if something was added or removed.</summary>
    public string? Before { get; }

    /// <summary>The new value.</summary>
    public string? Now { get; }

    /// <summary>What allows the change; null if nothing does.</summary>
    public WaiverJson? Waiver { get; }
}

/// <summary>What allows a change that breaks customers.</summary>
internal sealed record WaiverJson(string Reason, DateOnly Expires);

/// <summary>Source-generated JSON of reviews.</summary>
[JsonSerializable(typeof(IEnumerable<ReviewJson>))]
internal sealed partial class ReviewJsonContext : JsonSerializerContext
{
    /// <summary>The context with the usual JSON options.</summary>
    public static ReviewJsonContext Shared { get; } = new(JsonText.CreateOptions());
}
