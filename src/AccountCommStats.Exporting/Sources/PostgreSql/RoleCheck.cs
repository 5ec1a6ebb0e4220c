using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>Checks that a PostgreSQL role can do no more than an export needs.</summary>
internal static class RoleCheck
{
    /// <summary>Checks the role.</summary>
    /// <param name="facts">The role.</param>
    /// <param name="tables">The tables that it exports.</param>
    /// <param name="mustBypassRowSecurity">Whether an export needs to bypass row level security.</param>
    public static IEnumerable<CheckResult> Check(PostgresFacts facts, IReadOnlyList<MatchedTable> tables, bool mustBypassRowSecurity)
    {
        var results = new List<CheckResult>();
        var subject = $"role {facts.Role}";
        string[] attributes = [facts.Attributes, facts.BypassesRowSecurity && !mustBypassRowSecurity ? "bypasses row security" : ""];
        if (string.Join(", ", attributes.Where(attribute => attribute.Length > 0)) is { Length: > 0 } excess)
        {
            results.Add(Warning(excess));
        }

        var writable = tables.Where(table => table.Found is { IsWritable: true }).Select(table => table.Source.Name).ToList();
        if (writable.Count > 0)
        {
            results.Add(Warning($"may change rows of {string.Join(", ", writable)}"));
        }

        var needless = tables.SelectMany(NeedlesslyReadable).ToList();
        if (needless.Count > 0)
        {
            results.Add(Warning($"may read what no source table reads: {string.Join(", ", needless)}"));
        }

        return results.Count > 0 ? results : [new CheckResult(CheckStatus.Ok, subject, "may read what the source tables read, and nothing else of these tables")];

        CheckResult Warning(string finding)
            => new(CheckStatus.Warning, subject, finding, "Export with a separate role.") { RemedyKind = ExportRemedy.GrantLeastPrivilege };
    }

    private static IEnumerable<string> NeedlesslyReadable(MatchedTable table)
    {
        var needed = table.Source.Columns.Select(IdentifierText.ParseColumn).ToHashSet(StringComparer.Ordinal);
        return table.Found is null
            ? []
            : table.Found.Columns.Where(column => column.IsReadable && !needed.Contains(column.Name)).Select(column => $"{table.Source.Name}.{column.Name}");
    }
}
