using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Sql;

/// <summary>Collects what is wrong with relations and source tables.</summary>
/// <remarks>
/// Of one rule and one relation only the first <see cref="Most"/> are kept: who sees so many knows, and a build that lists
/// half a million does not end.
/// </remarks>
internal sealed class RelationFindings
{
    /// <summary>Most findings of one rule in one relation.</summary>
    public const int Most = 100;

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<(string Rule, string Path), int> _counts = [];

    /// <summary>How many there are.</summary>
    public int Count => _findings.Count;

    /// <summary>Whether another finding of the rule in the relation will be kept.</summary>
    public bool HasRoom(Rule rule, SqlText sql) => !_counts.TryGetValue((rule.Id, sql.File.Path), out var count) || count < Most;

    /// <summary>Adds a finding in a relation.</summary>
    public void Add(Rule rule, SqlText sql, TextSpan span, string message, Location? related = null)
    {
        if (!HasRoom(rule, sql))
        {
            return;
        }

        var key = (rule.Id, sql.File.Path);
        _counts[key] = _counts.TryGetValue(key, out var count) ? count + 1 : 1;
        Add(rule, sql.At(span), _counts[key] == Most ? message + " There may be more; only the first 100 are listed." : message, related);
    }

    /// <summary>Adds a finding anywhere.</summary>
    public void Add(Rule rule, Location location, string message, Location? related = null)
    {
        // Names in quotes may hold line breaks, and a diagnostic is one line.
        var line = message.IndexOfAny(['\r', '\n']) < 0 ? message : message.Replace('\r', ' ').Replace('\n', ' ');
        _findings.Add(new Finding(rule, location, line, related));
    }

    /// <summary>All of them: those in the document first, then file by file, each in the order of the places.</summary>
    public IEnumerable<Finding> InOrder(SourceFile? document)
        => _findings
            .OrderBy(finding => !ReferenceEquals(finding.Location.File, document))
            .ThenBy(finding => finding.Location.File.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.Span.Start)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal);
}
