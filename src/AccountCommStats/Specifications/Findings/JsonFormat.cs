using System.Text.Json;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>An array of objects, for programs. Lines and columns count from 1, columns in UTF-16 code units.</summary>
internal sealed class JsonFormat : FindingsFormat
{
    /// <inheritdoc/>
    public override string Print(IReadOnlyList<Finding> findings) => JsonText.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("id", finding.Rule.Id);
            writer.WriteString("severity", FindingLines.SeverityOf(finding));
            writer.WriteString("message", finding.Message);
            WritePlace(writer, finding.Location);
            if (finding.Related is { } related)
            {
                writer.WriteStartObject("related");
                WritePlace(writer, related);
                writer.WriteEndObject();
            }

            writer.WriteString("help", RulePage.Of(finding.Rule));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>Writes a place as properties of the object that is open.</summary>
    public static void WritePlace(Utf8JsonWriter writer, Location location)
    {
        var (start, end) = (location.Start, location.End);
        writer.WriteString("path", location.File.Path);
        writer.WriteNumber("line", start.Line + 1);
        writer.WriteNumber("column", start.Column + 1);
        writer.WriteNumber("endLine", end.Line + 1);
        writer.WriteNumber("endColumn", end.Column + 1);
    }
}
