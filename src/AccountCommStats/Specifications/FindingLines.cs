using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications;

/// <summary>Findings as the compiler prints them: <c>path(line,column): error ACSnnn: message</c>.</summary>
internal static class FindingLines
{
    /// <summary>Writes a line for each finding to standard error.</summary>
    public static void Write(Terminal terminal, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            terminal.WriteNote(Format(finding));
        }
    }

    /// <summary>The line for a finding.</summary>
    public static string Format(Finding finding)
    {
        var place = finding.Location.Start;
        return TerminalText.Of($"{finding.Location.File.Path}({place.Line + 1},{place.Column + 1}): {SeverityOf(finding)} {finding.Rule.Id}: {finding.Message}");
    }

    /// <summary>The word for a finding's severity, the same in every format that has words for it.</summary>
    public static string SeverityOf(Finding finding) => finding.Severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
