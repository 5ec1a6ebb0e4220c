using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Relations;

/// <summary>The rules for relations, including whether they match their document and each other.</summary>
internal static class RelationRules
{
    /// <summary>The folder of the relations is missing or empty.</summary>
    public static readonly Rule NoRelations = Error("ACS040", "A specification needs relations");

    /// <summary>A relation lacks a column of the key.</summary>
    public static readonly Rule MissingKey = Error("ACS049", "A relation does not output the key");

    /// <summary>There is a column that no relation supplies.</summary>
    public static readonly Rule UnsuppliedColumn = Error("ACS050", "No relation supplies a column of the specification");

    /// <summary>Two relations supply the same column.</summary>
    public static readonly Rule SuppliedTwice = Error("ACS051", "More than one relation supplies a column");

    /// <summary>The relation that supplies a column reads none of the tables that the document names as its source.</summary>
    public static readonly Rule SourceNotRead = Error("ACS052", "A column does not come from its source table");

    /// <summary>An output of a relation is not used by any column of the specification.</summary>
    public static readonly Rule UnusedOutput = Warning("ACS053", "An output is not used by any column");

    /// <summary>No relation supplies the key from its source table, or no column of the key has a source table.</summary>
    public static readonly Rule NoGrain = Error("ACS055", "No relation supplies the key from its source");

    /// <summary>Several relations declare the grain; or none does, and several supply the key from its source and read equally few tables.</summary>
    public static readonly Rule AmbiguousGrain = Error("ACS056", "More than one relation can determine the grain");

    /// <summary>No query supplies a system column.</summary>
    public static readonly Rule UnsuppliedSystemColumn = Error("ACS057", "No query supplies a system column");

    /// <summary>A query of the system folder supplies no system column.</summary>
    public static readonly Rule UnusedSystemRelation = Warning("ACS058", "A system query supplies no system column");

    /// <summary>A query of the system folder does not output exactly the column that its file is named after.</summary>
    public static readonly Rule SystemOutputs = Error("ACS059", "A system query does not output exactly its column");

    /// <summary>A relation uses a missing output of another relation.</summary>
    public static readonly Rule UnknownRelationOutput = Error("ACS060", "A relation uses a missing output of another relation");

    /// <summary>Relations read each other in a cycle.</summary>
    public static readonly Rule CircularReference = Error("ACS061", "Relations read each other in a cycle");

    /// <summary>A relation reads a table that is neither a source table nor a relation.</summary>
    public static readonly Rule UnknownTable = Error("ACS062", "A relation reads an unknown table");

    /// <summary>The organization column does not come from a source table.</summary>
    public static readonly Rule TenantColumn = Error("ACS066", "The organization does not come from a source table");

    /// <summary>A relation uses the parameters of the key range where the composed query cannot leave them out.</summary>
    public static readonly Rule KeyRange = Error("ACS067", "A key range is used with keys that are not integers");

    /// <summary>DuckDB cannot plan the composed query over the tables in the recorded catalog.</summary>
    public static readonly Rule NotPlanned = Warning("ACS068", "The query cannot be planned over the tables on record");

    /// <summary>A relation declares a check or remark that it does not output, or whose name, description or relation is not allowed.</summary>
    public static readonly Rule Declaration = Error("ACS069", "A check or remark is not an output of its relation");

    /// <summary>All rules for relations, ordered by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        NoRelations, MissingKey, UnsuppliedColumn, SuppliedTwice, SourceNotRead, UnusedOutput, NoGrain,
        AmbiguousGrain, UnsuppliedSystemColumn, UnusedSystemRelation, SystemOutputs, UnknownRelationOutput,
        CircularReference, UnknownTable, TenantColumn, KeyRange, NotPlanned, Declaration,
    ];

    private static Rule Error(string id, string title) => new(id, title, Severity.Error);

    private static Rule Warning(string id, string title) => new(id, title, Severity.Warning);
}
