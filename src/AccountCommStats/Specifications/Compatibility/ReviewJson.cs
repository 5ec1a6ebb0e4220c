using System.Globalization;
using System.Text.Json;
using AccountCommStats.Specifications.Findings;
using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Compatibility;

/// <summary>Reviews for programs: an array, one object for each pair of documents.</summary>
internal static class ReviewJson
{
    /// <summary>The text.</summary>
    public static string Of(IReadOnlyList<DocumentPair> pairs) => JsonText.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (var pair in pairs)
        {
            writer.WriteStartObject();
            writer.WriteString("old", pair.OldPath);
            writer.WriteString("new", pair.NewPath);
            writer.WriteString("compatibility", ReadingWays.NameOf(pair.Review.Way));
            writer.WriteStartArray("changes");
            foreach (var change in pair.Review.Changes)
            {
                WriteChange(writer, change);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("problems");
            foreach (var problem in pair.Review.Problems)
            {
                writer.WriteStartObject();
                WriteFinding(writer, problem, FindingLines.SeverityOf(problem));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WriteChange(Utf8JsonWriter writer, CompatibilityChange change)
    {
        writer.WriteStartObject();
        WriteFinding(writer, change.Finding, ReviewText.WordOf(change));
        writer.WriteString("columnName", change.Column);
        writer.WriteString("shippedColumnName", change.ShippedColumn);
        if (change.Waiver is { } waiver)
        {
            writer.WriteStartObject("waiver");
            writer.WriteString("reason", waiver.Reason);
            writer.WriteString("expires", waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter writer, Finding finding, string verdict)
    {
        writer.WriteString("id", finding.Rule.Id);
        writer.WriteString("title", finding.Rule.Title);
        writer.WriteString("verdict", verdict);
        writer.WriteString("message", finding.Message);
        JsonFormat.WritePlace(writer, finding.Location);
    }
}
