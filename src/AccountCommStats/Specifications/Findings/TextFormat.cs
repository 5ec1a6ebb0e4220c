using System.Text;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>For people: each finding with its line, and carets below its place.</summary>
internal sealed class TextFormat : FindingsFormat
{
    /// <inheritdoc/>
    public override string Print(IReadOnlyList<Finding> findings)
        => string.Join(Environment.NewLine + Environment.NewLine, findings.Select(Print));

    private static string Print(Finding finding)
    {
        var place = finding.Location.Start;
        var excerpt = SourceExcerpt.Of(finding.Location);
        var number = $"{place.Line + 1}";
        var margin = new string(' ', number.Length);
        var text = new StringBuilder();
        text.AppendLine($"{FindingLines.SeverityOf(finding)}[{finding.Rule.Id}]: {finding.Message}");
        text.AppendLine($"{margin}--> {finding.Location.File.Path}:{number}:{place.Column + 1}");
        text.AppendLine($"{margin} |");
        text.AppendLine($"{number} | {excerpt.Line}");
        text.AppendLine($"{margin} | {excerpt.Carets}");
        if (finding.Related is { } related)
        {
            var (line, column) = related.Start;
            text.AppendLine($"{margin} = see also {related.File.Path}:{line + 1}:{column + 1}");
        }

        text.Append($"{margin} = {finding.Rule.Title}: {RulePage.Of(finding.Rule)}");
        return TerminalText.OfLines(text.ToString());
    }
}
