using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Sources;

/// <summary>The columns and unique keys of the database's tables, as <c>acstats source snapshot</c> recorded them.</summary>
/// <remarks>
/// The file has one line per column, such as <c>desk.users.id integer not null</c>, and one line per unique key, such as <c>desk.users
/// unique (id)</c>. <c>--</c> begins a comment.
/// </remarks>
internal sealed class SourceCatalog
{
    private readonly Dictionary<string, CatalogTable> _tables = new(StringComparer.Ordinal);

    /// <summary>Whether the catalog is empty.</summary>
    public bool IsEmpty => _tables.Count == 0;

    /// <summary>The tables, in the order of the file.</summary>
    public IEnumerable<CatalogTable> Tables => _tables.Values;

    /// <summary>Reads the catalog. Never throws.</summary>
    public static SourceCatalog Read(SourceFile file, SqlFindings findings)
    {
        var catalog = new SourceCatalog();
        var start = 0;
        foreach (var line in file.Text.Split('\n'))
        {
            var sql = new SqlText(new SourceFile(file.Path, line));
            if (!catalog.Add(sql))
            {
                findings.Add(
                    SourceRules.Catalog,
                    new Location(file, new TextSpan(start, line.TrimEnd().Length)),
                    "This line of the catalog is neither 'table.column type [not null]' nor 'table unique (column, ...)': record the catalog again with 'acstats source snapshot'.");
            }

            start += line.Length + 1;
        }

        return catalog;
    }

    /// <summary>The table with the given name; null if it is not on record.</summary>
    public CatalogTable? Find(TableReference table) => _tables.TryGetValue(table.Sql, out var found) ? found : null;

    private bool Add(SqlText sql)
    {
        if (sql.Tokens.Count == 0)
        {
            return sql.Problems.Count == 0;
        }

        var names = new List<string>();
        var position = -1;
        do
        {
            position++;
            if (!sql.IsName(position))
            {
                return false;
            }

            names.Add(SqlName.Quote(sql.NameOf(position++)));
        }
        while (sql.KindOf(position) == SqlTokenKind.Dot);

        var isKey = sql.IsWord(position, "unique") && sql.IsSymbol(position + 1, "(") && sql.Problems.Count == 0;
        if (names.Count is < 1 or > 3 || (!isKey && names.Count == 1) || position >= sql.Tokens.Count)
        {
            return false;
        }

        var table = Table(string.Join(".", names.Take(isKey ? names.Count : names.Count - 1)));
        if (isKey)
        {
            var columns = Enumerable.Range(position + 2, sql.CloseOf(position + 1) - position - 2).Where(sql.IsName).Select(sql.NameOf).ToList();
            table.Keys.Add(columns);
            return columns.Count > 0;
        }

        var end = sql.Tokens.Count;
        var isNullable = !(end - position > 2 && sql.IsWord(end - 2, "not") && sql.IsWord(end - 1, "null"));
        var last = sql.IsName(position - 1) ? sql.NameOf(position - 1) : "";
        table.Columns[last] = new(sql.File.Text.Substring(sql.Tokens[position].Start, sql.Tokens[isNullable ? end - 1 : end - 3].End - sql.Tokens[position].Start), isNullable);
        return true;
    }

    private CatalogTable Table(string name)
    {
        if (!_tables.TryGetValue(name, out var table))
        {
            _tables.Add(name, table = new CatalogTable(name));
        }

        return table;
    }
}

/// <summary>A table on record.</summary>
/// <param name="Name">Its name as SQL.</param>
internal sealed record CatalogTable(string Name)
{
    /// <summary>Its columns by name.</summary>
    public Dictionary<string, CatalogColumn> Columns { get; } = new(StringComparer.Ordinal);

    /// <summary>Its unique keys.</summary>
    public List<IReadOnlyList<string>> Keys { get; } = [];

    /// <summary>Whether a column is unique by itself.</summary>
    public bool IsUnique(string column) => Keys.Any(key => key.Count == 1 && key[0] == column);
}

/// <summary>A column on record.</summary>
/// <param name="Type">Its type, as PostgreSQL prints it.</param>
/// <param name="IsNullable">Whether it may be NULL.</param>
internal sealed record CatalogColumn(string Type, bool IsNullable);
