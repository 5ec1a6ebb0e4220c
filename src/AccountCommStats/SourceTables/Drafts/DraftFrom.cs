using System.Collections.Immutable;
using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.SourceTables.Drafts;

/// <summary>FROM and WHERE of a draft: real tables, each restricted to the tenant or looked up by a unique key.</summary>
internal sealed class DraftFrom
{
    private readonly OwnerDatabase _database;
    private readonly List<string> _sources = [];
    private readonly List<string> _conditions = [];
    private readonly HashSet<string> _aliases = [];
    private readonly Dictionary<(string Alias, Link Link), string> _joined = [];
    private readonly SortedSet<string> _unique = new(StringComparer.Ordinal);

    private DraftFrom(OwnerDatabase database, DatabaseTable table)
    {
        _database = database;
        Table = table;
    }

    /// <summary>The table whose rows the draft yields.</summary>
    public DatabaseTable Table { get; }

    /// <summary>Its alias.</summary>
    public string Alias { get; private set; } = "";

    /// <summary>The tenant column in SQL.</summary>
    public string Tenant { get; private set; } = "";

    /// <summary>The columns that must be unique by themselves, for the draft's opening comment.</summary>
    public IEnumerable<string> Unique => _unique;

    /// <summary>The clauses, line by line.</summary>
    public IEnumerable<string> Lines => [.. _sources, .. _conditions];

    /// <summary>Begins with a table.</summary>
    /// <param name="database">The owner's tables.</param>
    /// <param name="table">The table.</param>
    /// <param name="avoided">
    /// The table of users; null for none. References lead through it to the tenant only if there is no other way, because the author of a
    /// row may belong to another tenant.
    /// </param>
    /// <returns>Null if nothing says which tenant a row of the table belongs to.</returns>
    public static DraftFrom? TryBegin(OwnerDatabase database, DatabaseTable table, DatabaseTable? avoided = null)
    {
        var from = new DraftFrom(database, table);
        return from.BeginOwned(avoided) || from.BeginOwned(avoided: null) || from.BeginMembership() ? from : null;
    }

    /// <summary>A column in SQL.</summary>
    public static string ColumnOf(string alias, DatabaseColumn column) => $"{alias}.{column.SqlName}";

    /// <summary>Joins the tables on a path, unless they are joined already, and returns the alias of the last one.</summary>
    public string Join(ImmutableArray<Link> path)
    {
        var alias = Alias;
        foreach (var link in path)
        {
            if (!_joined.TryGetValue((alias, link), out var next))
            {
                next = AddAlias(link.To);
                AddJoin(link.Referring.IsNullable ? "left join" : "join", alias, link, next, _database.TenantOf(link.To));
                _joined[(alias, link)] = next;
            }

            alias = next;
        }

        return alias;
    }

    /// <summary>Adds a condition.</summary>
    /// <param name="condition">The condition in SQL.</param>
    /// <param name="guess">The guess it contains; null if none.</param>
    public void Where(string condition, string? guess = null)
        => _conditions.Add($"{(_conditions.Count == 0 ? "where" : "  and")} {condition}{Comment(guess)}");

    /// <summary>A guess as a comment at the end of a line.</summary>
    public static string Comment(string? guess) => guess is null ? "" : $" -- guess: {guess}";

    /// <summary>Begins with the table if it has the tenant column, or if unique keys lead from it to a table that has the column.</summary>
    private bool BeginOwned(DatabaseTable? avoided)
    {
        var (owner, path) = _database
            .Reach(Table, link => link.To != avoided && OwnerDatabase.IsUnique(link.To, link.Target))
            .FirstOrDefault(step => _database.TenantOf(step.Table) is not null);
        if (owner is null)
        {
            return false;
        }

        var alias = Alias = Begin(Table);
        foreach (var link in path)
        {
            var next = AddAlias(link.To);
            AddJoin("join", alias, link, next, tenant: null);
            _joined[(alias, link)] = next;
            alias = next;
        }

        RestrictTo(alias, owner);
        return true;
    }

    /// <summary>Begins with a table that says which tenants share a row, such as memberships of users.</summary>
    private bool BeginMembership()
    {
        var membership = _database.Tables
            .Where(table => _database.TenantOf(table) is not null)
            .SelectMany(table => _database.LinksOf(table))
            .Where(link => link.To == Table && OwnerDatabase.IsUnique(Table, link.Target))
            .Where(link => _database.IsUniqueInTenant(link.From, link.Column))
            .OrderBy(link => link.From.Columns.Length)
            .FirstOrDefault();
        if (membership is null)
        {
            return false;
        }

        var alias = Begin(membership.From);
        Alias = AddAlias(Table);
        AddJoin("join", alias, membership, Alias, tenant: null);
        RestrictTo(alias, membership.From);
        return true;
    }

    private string Begin(DatabaseTable table)
    {
        var alias = AddAlias(table);
        _sources.Add($"from {OwnerDatabase.NameOf(table)} {alias}");
        return alias;
    }

    /// <summary>
    /// Joins a table. The table is restricted to the tenant if it has the tenant column. Otherwise the key that joins it must be unique by
    /// itself.
    /// </summary>
    private void AddJoin(string join, string alias, Link link, string next, DatabaseColumn? tenant)
    {
        var target = link.To.Columns.First(column => column.Name == link.Target);
        var name = OwnerDatabase.NameOf(link.To);
        if (tenant is null)
        {
            _unique.Add($"{name}.{target.SqlName}");
        }

        _sources.Add(
            $"{join} {name} {next} on {ColumnOf(next, target)} = {ColumnOf(alias, link.Referring)}"
            + (tenant is null ? "" : $" and {ColumnOf(next, tenant)} = @organization_id")
            + Comment(link.IsDeclared ? null : "joined by name, without a foreign key"));
    }

    private void RestrictTo(string alias, DatabaseTable table)
    {
        var column = _database.TenantOf(table)!;
        Tenant = ColumnOf(alias, column);
        Where(
            $"{Tenant} = @organization_id",
            _database.IsTenantGuessed
                ? $"the tenant: {_database.TablesWithTenant} of {CountText.Of(_database.Tables.Length, "table")} {(_database.TablesWithTenant == 1 ? "has" : "have")} {column.SqlName}"
                : null);
    }

    /// <summary>The first letter of the table's name, with a number if it is taken.</summary>
    private string AddAlias(DatabaseTable table)
    {
        var letter = char.ToLowerInvariant(table.Name.FirstOrDefault(char.IsAsciiLetter, 't'));
        var alias = $"{letter}";
        for (var number = 2; !_aliases.Add(alias); number++)
        {
            alias = $"{letter}{number}";
        }

        return alias;
    }
}
