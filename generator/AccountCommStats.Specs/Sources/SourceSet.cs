using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Sources;

/// <summary>The source tables that the exports of a build share.</summary>
internal sealed class SourceSet
{
    private readonly Dictionary<string, SourceTable> _byName = new(StringComparer.Ordinal);

    private SourceSet(SourceFolder folder)
    {
        Folder = folder.Path;
        Tenant = folder.Tenant;
    }

    /// <summary>The folder, as messages name it.</summary>
    public string Folder { get; }

    /// <summary>The SQL type of organization ids.</summary>
    public SqlKind Tenant { get; }

    /// <summary>The recorded catalog of the database; empty if there is none.</summary>
    public SourceCatalog Catalog { get; private set; } = new();

    /// <summary>
    /// The source tables, ordered so that none hides a database table from a later one. For example, another source table that reads the
    /// database table <c>users</c> comes before the source table <c>users</c>.
    /// </summary>
    public IReadOnlyList<SourceTable> Tables { get; private set; } = [];

    /// <summary>Reads the folder. Never throws.</summary>
    public static SourceSet Read(SourceFolder folder, SqlFindings findings)
    {
        var set = new SourceSet(folder);
        set.Catalog = folder.Catalog is null ? set.Catalog : SourceCatalog.Read(folder.Catalog, findings);
        foreach (var file in folder.Files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var table = SourceTableReader.Read(file, set.Catalog, folder.Tenant, findings);
            set._byName[table.Name] = table;
        }

        set.Tables = set.InOrder(findings);
        return set;
    }

    /// <summary>The source table with the given name; null if there is none.</summary>
    public SourceTable? Find(string name) => _byName.TryGetValue(name, out var table) ? table : null;

    /// <remarks>
    /// In the composed query, a source table hides the database table of the same name from the source tables after it. Its own file still
    /// reads the database table, because a common table does not see itself.
    /// </remarks>
    private List<SourceTable> InOrder(SqlFindings findings)
    {
        var readers = new Dictionary<SourceTable, List<(SourceTable Reader, TableReference Table)>>();
        foreach (var (reader, table) in _byName.Values.SelectMany(reader => reader.RealTables.Select(table => (reader, table))))
        {
            if (table.Schema is null && Find(table.Name) is { } hidden && hidden != reader)
            {
                readers[hidden] = [.. readers.TryGetValue(hidden, out var others) ? others : [], (reader, table)];
            }
        }

        var ordered = new List<SourceTable>();
        var open = new HashSet<SourceTable>();
        foreach (var table in _byName.Values.OrderBy(table => table.Name, StringComparer.Ordinal))
        {
            Visit(table);
        }

        return ordered;

        void Visit(SourceTable table)
        {
            if (ordered.Contains(table) || !open.Add(table))
            {
                return;
            }

            foreach (var (reader, reference) in readers.TryGetValue(table, out var first) ? first : [])
            {
                if (open.Contains(reader) && !ordered.Contains(reader))
                {
                    findings.Add(
                        SourceRules.Circular,
                        reader.Sql,
                        reference.Span,
                        $"Source table '{reader.Name}' reads the database table '{reference.Sql}', and a source table has that name too. Write the name of the database table with its schema, as in crm.{reference.Sql}, so that the source table is not read in its place.");
                }
                else
                {
                    Visit(reader);
                }
            }

            ordered.Add(table);
        }
    }
}

/// <summary>The files of the source tables.</summary>
/// <param name="Path">Their folder, as the user should see it in messages.</param>
/// <param name="Files">The source tables, named after their files.</param>
/// <param name="Catalog">The recorded catalog of the database; null if there is none.</param>
/// <param name="Tenant">The SQL type of organization ids: bigint, text or uuid.</param>
internal sealed record SourceFolder(string Path, EquatableArray<SourceFile> Files, SourceFile? Catalog = null, SqlKind Tenant = SqlKind.Bigint);
