using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Checking;

/// <summary>
/// Checks that the tables and columns that the source tables read exist and are readable. Lists all that are missing or unreadable.
/// </summary>
/// <param name="catalog">The tables of the source with the requested names, in any schema.</param>
/// <param name="comparison">How the source compares names.</param>
internal sealed class TableCheck(IReadOnlyList<CatalogTable> catalog, StringComparison comparison)
{
    /// <summary>Resolves a table's name in the source.</summary>
    public MatchedTable Match(SourceTable source)
    {
        var (schema, table) = IdentifierText.ParseTable(source.Name);
        var found = catalog
            .Where(candidate => candidate.HasName(schema, table, comparison)
                && (schema is null ? candidate.SearchPosition > 0 : candidate.IsSchemaUsable))
            .OrderBy(candidate => candidate.SearchPosition)
            .FirstOrDefault();
        return new MatchedTable(source, found);
    }

    /// <summary>Checks one table.</summary>
    public IEnumerable<CheckResult> Check(MatchedTable table)
    {
        var subject = $"table {table.Source.Name}";
        if (table.Found is not { } found)
        {
            return [Missing(subject, table.Source)];
        }

        var missing = table.Source.Columns.Where(column => Find(found, column) is null).ToList();
        var denied = table.Source.Columns.Where(column => Find(found, column) is { IsReadable: false }).ToList();
        var results = new List<CheckResult>();
        if (missing.Count > 0)
        {
            results.Add(new CheckResult(
                CheckStatus.Missing,
                subject,
                $"{CountText.Of(missing.Count, "column")} missing: {string.Join(", ", missing)}",
                $"Add {(missing.Count == 1 ? "it" : "them")} to {found.QuotedName}, or edit {FilesOf(table.Source)}."));
        }

        if (denied.Count > 0)
        {
            results.Add(new CheckResult(
                CheckStatus.Missing,
                subject,
                $"no right to read {string.Join(", ", denied)}",
                $"grant select ({string.Join(", ", denied.Select(column => IdentifierText.Quote(Find(found, column)!.Name)))}) on {found.QuotedName} to the role.")
            {
                RemedyKind = ExportRemedy.GrantLeastPrivilege,
            });
        }

        return results.Count > 0
            ? results
            : [new CheckResult(CheckStatus.Ok, subject, $"{found.QuotedName} has the {CountText.Of(table.Source.Columns.Length, "column")} for {FilesOf(table.Source)}")];
    }

    /// <summary>Checks that times have a time zone. Times without one are read as UTC, which may be wrong by hours.</summary>
    public CheckResult CheckTimes(IEnumerable<MatchedTable> tables)
    {
        var local = tables
            .SelectMany(table => table.Source.Columns
                .Where(column => table.Found is { } found && Find(found, column) is { } there && IsLocalTime(there.Type))
                .Select(column => $"{table.Source.Name}.{column}"))
            .ToList();
        return local.Count == 0
            ? new CheckResult(CheckStatus.Ok, "times", "all with time zone; the session's time zone is UTC")
            : new CheckResult(
                CheckStatus.Warning,
                "times",
                $"without time zone, so read as UTC: {string.Join(", ", local)}",
                "If they are local times, say so in the source tables that read them, as in sent_at at time zone 'Europe/Berlin'.");
    }

    /// <summary>Checks that columns are not nullable if the relations expect them never to be NULL.</summary>
    public IEnumerable<CheckResult> CheckNulls(IReadOnlyCollection<MatchedTable> tables)
    {
        var nullable = tables
            .SelectMany(table => table.Source.NotNullColumns
                .Where(column => table.Found is { } found && Find(found, column) is { IsNullable: true })
                .Select(column => $"{table.Source.Name}.{column}"))
            .ToList();
        return tables.All(table => table.Source.NotNullColumns.IsEmpty) ? []
            : nullable.Count == 0 ? [new CheckResult(CheckStatus.Ok, "nulls", "every column that the relations rely on is NOT NULL")]
            : [new CheckResult(
                CheckStatus.Warning,
                "nulls",
                $"the relations rely on values in {(nullable.Count == 1 ? "a column" : "columns")} that may be NULL: {string.Join(", ", nullable)}",
                "alter table ... alter column ... set not null, or edit the file that reads the column so that it leaves out rows where the column is NULL. An export that finds a NULL there stops, or counts it in a remark.")];
    }

    private CheckResult Missing(string subject, SourceTable source)
    {
        var (schema, table) = IdentifierText.ParseTable(source.Name);
        var elsewhere = catalog.Where(candidate => candidate.HasName(schema, table, comparison)).ToList();
        if (elsewhere.Count == 0)
        {
            return new CheckResult(
                CheckStatus.Missing, subject, "not found", $"Create it (spec/source/reference/schema.sql defines the reference tables), or edit {FilesOf(source)}.");
        }

        var where = elsewhere[0];
        return where.IsSchemaUsable
            ? new CheckResult(
                CheckStatus.Missing,
                subject,
                $"not on the search path; there is one in schema {where.Schema}",
                $"alter role current_user set search_path = {IdentifierText.Quote(where.Schema)}; or write the schema in {FilesOf(source)}.")
            : new CheckResult(
                CheckStatus.Missing,
                subject,
                $"in schema {where.Schema}, which the role may not use",
                $"grant usage on schema {IdentifierText.Quote(where.Schema)} to the role, and put it on its search_path.");
    }

    private static string FilesOf(SourceTable source) => source.Files.IsEmpty ? "the source table that reads it" : string.Join(" and ", source.Files);

    private CatalogColumn? Find(CatalogTable table, string column)
        => table.Columns.FirstOrDefault(candidate => candidate.Name.Equals(IdentifierText.ParseColumn(column), comparison));

    private static bool IsLocalTime(string type)
        => type.StartsWith("timestamp", StringComparison.OrdinalIgnoreCase)
            && !type.EndsWith(" with time zone", StringComparison.OrdinalIgnoreCase);
}
