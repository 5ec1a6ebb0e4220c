using System.Text.RegularExpressions;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Documents;

namespace AccountCommStats.Tests.Documents.Viewer;

/// <summary>A column about which the reader and a viewer disagree.</summary>
/// <param name="Name">The kind of disagreement, a heading of docs/reading-markdown.md.</param>
/// <param name="Column">The column.</param>
internal sealed record Difference(string Name, string Column);

/// <summary>Compares what was read from a document with what a viewer shows.</summary>
internal static partial class Differences
{
    /// <summary>The differences that docs/reading-markdown.md names.</summary>
    public static IReadOnlySet<string> Documented()
        => DifferenceHeading().Matches(Repository.ReadText("docs", "reading-markdown.md").ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value).ToHashSet();

    /// <summary>The disagreements about a document.</summary>
    public static IEnumerable<Difference> Of(string text, IReadOnlyDictionary<string, string[]> viewed, DocumentReading reading)
    {
        var read = reading.Document?.Columns.Where(column => column.Name.Value.StartsWith("column_", StringComparison.Ordinal))
            .ToDictionary(column => column.Name.Value) ?? [];
        foreach (var name in viewed.Keys.Union(read.Keys))
        {
            var difference = (viewed.TryGetValue(name, out var row), read.TryGetValue(name, out var column)) switch
            {
                (true, false) => IsReported(text, name, reading) ? "Rows that are reported" : "LOST",
                (false, true) => UnseenDifference(text, column!, reading),
                _ => IsRefused(text, name, reading) ? "Rows that are reported" : TextDifference(row!, column!),
            };
            if (difference is not null)
            {
                yield return new Difference(difference, name);
            }
        }
    }

    /// <summary>Why the reader read a row of a column table that a viewer does not show as a row.</summary>
    private static string UnseenDifference(string text, DocumentColumn column, DocumentReading reading)
    {
        var lines = text.Split('\n');
        var line = text.AsSpan(0, column.Name.Span.Start).Count('\n');
        var header = HeaderAbove(text, line);
        return reading.Findings.Any(finding => finding.Rule == DocumentRules.CutOffRow && finding.Location.Start.Line <= line && finding.Location.Start.Line > header)
            ? "Rows below other text"
            : reading.Findings.Any(finding => finding.Rule == DocumentRules.HiddenTable && finding.Location.Start.Line == header)
                ? "Tables that viewers show as text"
                : HasPipe(lines[header - 1]) ? "Headers right below a table"
                    : ViewedDocument.IsTextBeside(text, column.Name.Span.Start) || (lines[header - 1].Trim().Length > 0 && HasPipe(lines[header - 2])) ? "Text right below a table" : "READ BUT NOT SHOWN";
    }

    private static bool HasPipe(string line) => line.Contains('|', StringComparison.Ordinal);

    private static string? TextDifference(string[] row, DocumentColumn column)
    {
        string[] read = [column.Name.Value, column.Type.Value.ToString(), column.IsNullable.Value ? "Yes" : "No", column.Description];
        string[] shown = [row[1], row[2], row[3], row[4]];
        return read.SequenceEqual(shown) ? null
            : read.Select(WithoutBackticks).SequenceEqual(shown.Select(WithoutBackticks)) ? "Backticks of inline code"
            : $"TEXT '{string.Join(" | ", read)}' for '{string.Join(" | ", shown)}'";
    }

    private static string WithoutBackticks(string text) => text.Replace("`", "", StringComparison.Ordinal).Trim();

    private static bool IsReported(string text, string name, DocumentReading reading)
    {
        var line = LineOf(text, name);
        var header = HeaderAbove(text, line);
        return reading.Findings.Any(finding => finding.Location.Start.Line == line || finding.Location.Start.Line == header);
    }

    /// <summary>Whether the reader reported excess cells in a column's row. The cells of such a row are not compared.</summary>
    private static bool IsRefused(string text, string name, DocumentReading reading)
        => reading.Findings.Any(finding => finding.Rule == DocumentRules.ExcessCell && finding.Location.Start.Line == LineOf(text, name));

    private static int LineOf(string text, string name)
        => Array.FindIndex(text.Split('\n'), line => Regex.IsMatch(line.Replace("\\_", "_", StringComparison.Ordinal), $@"{name}(?!\d)") && line.Contains("| ", StringComparison.Ordinal) && line.Count(c => c == '|') > 4);

    private static int HeaderAbove(string text, int line) => Array.FindLastIndex(text.Split('\n'), line, above => above.Contains("| Column Name |", StringComparison.Ordinal));

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex DifferenceHeading();
}
