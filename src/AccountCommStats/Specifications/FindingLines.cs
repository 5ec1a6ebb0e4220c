using AccountCommStats.CommandLine;
using AccountCommStats.Specs;

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

    private static string Format(Finding finding)
    {
        var place = finding.Location.Start;
        var severity = finding.Rule.Severity == Severity.Error ? "error" : "warning";
        return $"{finding.Location.File.Path}({place.Line + 1},{place.Column + 1}): {severity} {finding.Rule.Id}: {finding.Message}";
    }
}
