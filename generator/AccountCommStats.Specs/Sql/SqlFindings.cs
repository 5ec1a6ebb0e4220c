using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Sql;

/// <summary>Collects the findings in relations and source tables.</summary>
/// <remarks>
/// Only the first <see cref="MaximumPerRule"/> findings of a rule in each file are kept. Further findings are of no use, and a build that
/// lists half a million of them would not finish.
/// </remarks>
internal sealed class SqlFindings
{
    /// <summary>The maximum number of findings of one rule in one file.</summary>
    public const int MaximumPerRule = 100;

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<(string Rule, string Path), int> _counts = [];

    /// <summary>The number of findings.</summary>
    public int Count => _findings.Count;

    /// <summary>Whether another finding of the rule in the file will be kept.</summary>
    public bool HasRoom(Rule rule, SqlText sql) => !_counts.TryGetValue((rule.Id, sql.File.Path), out var count) || count < MaximumPerRule;

    /// <summary>Adds a finding in a relation or source table, up to the maximum.</summary>
    public void Add(Rule rule, SqlText sql, TextSpan span, string message, Location? related = null)
    {
        if (!HasRoom(rule, sql))
        {
            return;
        }

        var key = (rule.Id, sql.File.Path);
        _counts[key] = _counts.TryGetValue(key, out var count) ? count + 1 : 1;
        Add(rule, sql.At(span), _counts[key] == MaximumPerRule ? message + " There may be more; only the first 100 are listed." : message, related);
    }

    /// <summary>Adds a finding in any file; the maximum does not apply.</summary>
    public void Add(Rule rule, Location location, string message, Location? related = null)
    {
        // Names in quotes may contain line breaks, but a diagnostic is one line.
        var line = message.IndexOfAny(['\r', '\n']) < 0 ? message : message.Replace('\r', ' ').Replace('\n', ' ');
        _findings.Add(new Finding(rule, location, line, related));
    }

    /// <summary>All findings: those in the document first, then file by file, each in the order of their locations.</summary>
    public IEnumerable<Finding> InOrder(SourceFile? document)
        => _findings
            .OrderBy(finding => !ReferenceEquals(finding.Location.File, document))
            .ThenBy(finding => finding.Location.File.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.Span.Start)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal);
}
