using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>One workflow command per finding; GitHub shows it at the line.</summary>
internal sealed class GithubFormat : FindingsFormat
{
    /// <inheritdoc/>
    public override string Print(IReadOnlyList<Finding> findings) => string.Join(Environment.NewLine, findings.Select(Command));

    private static string Command(Finding finding)
    {
        var (start, end) = (finding.Location.Start, finding.Location.End);

        // GitHub allows columns only for a place within one line.
        var columns = start.Line == end.Line ? $",col={start.Column + 1},endColumn={Math.Max(end.Column, start.Column + 1)}" : "";
        return $"::{LevelOf(finding.Severity)} file={EscapeProperty(finding.Location.File.Path.Replace('\\', '/'))}"
            + $",line={start.Line + 1},endLine={end.Line + 1}{columns},title={finding.Rule.Id}::{Escape(finding.Message)}";
    }

    private static string LevelOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    private static string EscapeProperty(string text)
        => Escape(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string Escape(string text)
        => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}
