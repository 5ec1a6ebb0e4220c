using System.Collections.Immutable;
using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.SourceTables.Drafts;

/// <summary>The owner's tables, their tenant column, and how they refer to each other.</summary>
internal sealed class OwnerDatabase
{
    private static readonly string[] DefaultSchemas = ["public", "main"];

    private readonly string _tenant;
    private readonly Dictionary<DatabaseTable, ImmutableArray<Link>> _links = [];

    /// <summary>Analyzes the tables.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="tenant">The tenant column; null to choose, among the usual names, the one that most tables have.</param>
    /// <exception cref="SourceMismatchException">
    /// No table has the given column or, if none is given, a column with a usual name.
    /// </exception>
    public OwnerDatabase(ImmutableArray<DatabaseTable> tables, string? tenant)
    {
        Tables = tables;
        _tenant = tenant is null ? GuessTenant() : NameWords.OfColumn(tenant);
        IsTenantGuessed = tenant is null && _tenant != Vocabulary.Tenant[0];
        TablesWithTenant = tables.Count(table => TenantOf(table) is not null);
        if (TablesWithTenant == 0)
        {
            throw new SourceMismatchException($"no table has the tenant column '{tenant}'. Check --tenant and --schema.");
        }
    }

    public ImmutableArray<DatabaseTable> Tables { get; }

    /// <summary>Whether the tenant column was guessed. <c>organization_id</c>, the first of the usual names, does not count as a guess.</summary>
    public bool IsTenantGuessed { get; }

    /// <summary>How many tables have the tenant column.</summary>
    public int TablesWithTenant { get; }

    /// <summary>The name of a table as source tables write it: without the schema if that is a default one that the database searches.</summary>
    public static string NameOf(DatabaseTable table)
        => table.IsVisible && DefaultSchemas.Contains(table.Schema) ? SqlSpelling.Of(table.Name) : table.SqlName;

    /// <summary>The tenant column of a table; null if it has none.</summary>
    public DatabaseColumn? TenantOf(DatabaseTable table) => table.Columns.FirstOrDefault(IsTenant);

    /// <summary>Whether a column tells tenants apart.</summary>
    public bool IsTenant(DatabaseColumn column) => NameWords.OfColumn(column.Name) == _tenant;

    /// <summary>Whether no two rows of a table share a value of a column.</summary>
    public static bool IsUnique(DatabaseTable table, string column) => table.UniqueKeys.Any(key => key is [var only] && only == column);

    /// <summary>Whether no two rows of a tenant share the values of the given columns.</summary>
    public bool IsUniqueInTenant(DatabaseTable table, params ReadOnlySpan<string> columns)
    {
        var wanted = columns.ToArray().Append(TenantOf(table)?.Name).ToHashSet();
        return table.UniqueKeys.Any(key => key.All(wanted.Contains));
    }

    /// <summary>A table's references to others, each by one column, the declared ones first.</summary>
    public ImmutableArray<Link> LinksOf(DatabaseTable table)
    {
        if (!_links.TryGetValue(table, out var links))
        {
            var declared = table.References.Select(reference => Declared(table, reference)).OfType<Link>().ToList();
            links = [.. declared, .. table.Columns
                .Where(column => declared.TrueForAll(link => link.Column != column.Name))
                .Select(column => ByName(table, column))
                .OfType<Link>()];
            _links[table] = links;
        }

        return links;
    }

    /// <summary>The tables that one table reaches, the nearest first, beginning with itself.</summary>
    /// <param name="start">The table.</param>
    /// <param name="follows">Which references to follow.</param>
    public IEnumerable<(DatabaseTable Table, ImmutableArray<Link> Path)> Reach(DatabaseTable start, Func<Link, bool> follows)
    {
        const int FarthestTable = 3;
        var seen = new HashSet<DatabaseTable> { start };
        var next = new Queue<(DatabaseTable Table, ImmutableArray<Link> Path)>([(start, [])]);
        while (next.TryDequeue(out var step))
        {
            yield return step;
            foreach (var link in LinksOf(step.Table).Where(link => step.Path.Length < FarthestTable && follows(link) && seen.Add(link.To)))
            {
                next.Enqueue((link.To, step.Path.Add(link)));
            }
        }
    }

    private string GuessTenant()
    {
        var counts = Tables
            .SelectMany(table => table.Columns.Select(column => NameWords.OfColumn(column.Name)).Distinct())
            .CountBy(name => name)
            .ToDictionary();
        // If counts are equal, MaxBy returns the first name, which is the likeliest.
        var likeliest = Vocabulary.Tenant.Where(counts.ContainsKey).MaxBy(name => counts[name]);
        return likeliest ?? throw new SourceMismatchException(
            $"no table has a column with a usual tenant name ({string.Join(", ", Vocabulary.Tenant)}): name it with --tenant, or another schema with --schema.");
    }

    /// <summary>
    /// The reference that a foreign key declares; null unless the key has one column, or one column and the tenant column.
    /// </summary>
    private Link? Declared(DatabaseTable table, DatabaseReference reference)
    {
        var to = Tables.FirstOrDefault(candidate => candidate.Schema == reference.Schema && candidate.Name == reference.Table);
        var pairs = reference.Columns.Zip(reference.Targets)
            .Where(pair => reference.Columns.Length == 1 || pair.First != TenantOf(table)?.Name)
            .ToList();
        return to is not null && pairs is [var (column, target)] && NameWords.OfColumn(column) != _tenant ? new Link(table, column, to, target, IsDeclared: true) : null;
    }

    /// <summary>
    /// The reference that names suggest: a column such as <c>contact_id</c> refers to a table such as <c>contacts</c>; null if there is
    /// none.
    /// </summary>
    private Link? ByName(DatabaseTable table, DatabaseColumn column)
    {
        const string Ending = "_id";
        var name = NameWords.OfColumn(column.Name);
        if (!name.EndsWith(Ending, StringComparison.Ordinal) || IsTenant(column))
        {
            return null;
        }

        return Tables
            .Where(to => to != table && NameWords.OfTable(to.Name) == name[..^Ending.Length])
            .Select(to => (Table: to, Key: KeyOf(to)))
            .Where(to => to.Key is not null && ValueKinds.Of(to.Key.Type) == ValueKinds.Of(column.Type))
            .Select(to => new Link(table, column.Name, to.Table, to.Key!.Name, IsDeclared: false))
            .FirstOrDefault();
    }

    /// <summary>The column by which other tables refer to a table.</summary>
    public DatabaseColumn? KeyOf(DatabaseTable table)
        => table.Columns.Where(column => IsUniqueInTenant(table, column.Name))
            .MinBy(column => NameWords.OfColumn(column.Name) == "id" ? 0 : 1);
}

/// <summary>A reference of one table to another.</summary>
/// <param name="From">The table that refers.</param>
/// <param name="Column">Its column.</param>
/// <param name="To">The table it refers to.</param>
/// <param name="Target">The column there.</param>
/// <param name="IsDeclared">Whether it is a foreign key, not inferred from names.</param>
internal sealed record Link(DatabaseTable From, string Column, DatabaseTable To, string Target, bool IsDeclared)
{
    /// <summary>The column that refers.</summary>
    public DatabaseColumn Referring => From.Columns.First(column => column.Name == Column);
}
