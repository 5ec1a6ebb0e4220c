using System.Globalization;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>Reads the waivers of a shipped document: the table below its heading <c>## Waivers</c>.</summary>
internal static class WaiverReader
{
    private const string HeadingText = "Waivers";
    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] Headers = ["rule", "column", "reason", "expires"];

    /// <summary>Reads the waivers. Rows that cannot be read are reported in <paramref name="findings"/>.</summary>
    public static IReadOnlyList<Waiver> Read(SourceFile shipped, List<Finding> findings)
    {
        var text = new VisibleText(shipped);
        var waivers = new List<Waiver>();
        var heading = Enumerable.Range(0, text.Lines.Count).Select(line => Heading.TryRead(text, line))
            .FirstOrDefault(found => found is not null && IsWaivers(text, found));
        if (heading is null)
        {
            return waivers;
        }

        int[]? ordinals = null;
        for (var line = heading.Line + 1; line < text.Lines.Count && Heading.TryRead(text, line) is null; line++)
        {
            var span = text.Lines[line];
            if (!text.Contains(span, '|') || PipeRow.IsAlignment(text.Text, span))
            {
                continue;
            }

            var row = PipeRow.Split(text.Text, span);
            if (ordinals is null)
            {
                ordinals = ReadHeader(text, row, findings);
                if (ordinals is null)
                {
                    return waivers;
                }
            }
            else if (row.Cells.Any(cell => !Whitespace.IsBlank(text.Text, cell)) && ReadRow(text, row, ordinals, findings) is { } waiver)
            {
                waivers.Add(waiver);
            }
        }

        return waivers;
    }

    private static bool IsWaivers(VisibleText text, Heading heading)
        => PlainText.Unwrapped(text.Text, heading.Text).Equals(HeadingText, StringComparison.OrdinalIgnoreCase);

    private static int[]? ReadHeader(VisibleText text, PipeRow row, List<Finding> findings)
    {
        var names = row.Cells.Select(cell => PlainText.Unwrapped(text.Text, cell).ToLowerInvariant()).ToList();
        var ordinals = Headers.Select(header => names.IndexOf(header)).ToArray();
        if (ordinals.All(ordinal => ordinal >= 0))
        {
            return ordinals;
        }

        Report(text, row.Span, "The table of waivers needs the headers Rule, Column, Reason and Expires.", findings);
        return null;
    }

    private static Waiver? ReadRow(VisibleText text, PipeRow row, int[] ordinals, List<Finding> findings)
    {
        var missing = Enumerable.Range(0, Headers.Length).Where(i => ordinals[i] >= row.Cells.Count || Whitespace.IsBlank(text.Text, row.Cells[ordinals[i]])).ToList();
        if (missing.Count > 0)
        {
            Report(text, row.Span, "The waiver has no " + MessageText.List([.. missing.Select(i => Headers[i])]) + "; a waiver names the rule, the"
                + " column (* for any), the reason and the last day it counts.", findings);
            return null;
        }

        var cells = ordinals.Select(ordinal => row.Cells[ordinal]).ToList();
        var values = cells.ConvertAll(cell => PlainText.Unwrapped(text.Text, cell));
        var id = values[0].ToUpperInvariant();
        if (CompatibilityRules.Changes.All(rule => rule.Id != id))
        {
            Report(text, text.Trim(cells[0]), "The waiver names the rule " + MessageText.Quote(values[0]) + "; write one from "
                + CompatibilityRules.Changes[0].Id + " to " + CompatibilityRules.Changes[CompatibilityRules.Changes.Count - 1].Id + ".", findings);
            return null;
        }

        if (!DateTime.TryParseExact(values[3], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var expires))
        {
            Report(text, text.Trim(cells[3]), "The waiver expires on " + MessageText.Quote(values[3]) + ", which is not a date; write it like"
                + " 2026-03-31.", findings);
            return null;
        }

        return new Waiver(id, values[1], PlainText.Of(text.Text, cells[2]), expires, new Location(text.File, row.Span));
    }

    private static void Report(VisibleText text, TextSpan span, string message, List<Finding> findings)
        => findings.Add(new Finding(CompatibilityRules.UnreadableWaiver, new Location(text.File, span), message));
}
