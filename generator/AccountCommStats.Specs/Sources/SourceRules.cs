using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Sources;

/// <summary>The rules for source tables, which ensure that a file contains the rows of one organization only.</summary>
internal static class SourceRules
{
    /// <summary>There is no folder of source tables, or it is empty.</summary>
    public static readonly Rule NoSources = Error("ACS080", "A specification needs source tables");

    /// <summary>A source table has more than a select list, FROM with joins, and WHERE.</summary>
    public static readonly Rule NotPlain = Error("ACS081", "A source table is not a plain select list with joins and conditions");

    /// <summary>A source table reads a table of the database without restricting it to the organization.</summary>
    public static readonly Rule NotOwned = Error("ACS082", "A table is not restricted to one organization");

    /// <summary>The parameter of the organization does something other than restrict a table.</summary>
    public static readonly Rule TenantCondition = Error("ACS083", "@organization_id is used for something other than restricting a table");

    /// <summary>Source tables form a cycle: each reads a database table that has the name of the next source table.</summary>
    public static readonly Rule Circular = Error("ACS084", "A source table hides a database table of the same name");

    /// <summary>A source table uses a column that the recorded table does not have.</summary>
    public static readonly Rule UnknownRealColumn = Error("ACS085", "A table of the database has no such column");

    /// <summary>A source table reads a table that is not in the recorded catalog.</summary>
    public static readonly Rule UnknownRealTable = Warning("ACS086", "A table of the database is not on record");

    /// <summary>A source table does not restrict a database table to the organization, because it declares the table as shared.</summary>
    public static readonly Rule SharedTable = new("ACS088", "A table is shared by all organizations", Severity.Info);

    /// <summary>A line of the recorded catalog cannot be read.</summary>
    public static readonly Rule Catalog = Error("ACS089", "The catalog on record cannot be read");

    /// <summary>All rules for source tables, ordered by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        NoSources, NotPlain, NotOwned, TenantCondition, Circular, UnknownRealColumn, UnknownRealTable, SharedTable, Catalog,
    ];

    private static Rule Error(string id, string title) => new(id, title, Severity.Error);

    private static Rule Warning(string id, string title) => new(id, title, Severity.Warning);
}
