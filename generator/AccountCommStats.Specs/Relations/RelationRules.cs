using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Relations;

/// <summary>The rules that relations must keep, alone and against their document.</summary>
public static class RelationRules
{
    /// <summary>The folder of the relations is missing or empty.</summary>
    public static readonly Rule NoRelations = Error("ACS040", "A specification needs relations");

    /// <summary>A string, a comment or a bracket is not closed.</summary>
    public static readonly Rule Unreadable = Error("ACS041", "The SQL of a relation cannot be read");

    /// <summary>A relation holds nothing but blanks and comments.</summary>
    public static readonly Rule Empty = Error("ACS042", "A relation holds no statement");

    /// <summary>A relation holds several statements.</summary>
    public static readonly Rule SeveralStatements = Error("ACS043", "A relation holds more than one statement");

    /// <summary>A relation is no SELECT, or changes or locks something.</summary>
    public static readonly Rule NotSelect = Error("ACS044", "A relation is not a plain SELECT");

    /// <summary>A select list holds a star.</summary>
    public static readonly Rule Star = Error("ACS045", "A relation selects every column with a star");

    /// <summary>An output has no name.</summary>
    public static readonly Rule UnnamedOutput = Error("ACS046", "An output of a relation has no name");

    /// <summary>Two outputs of one relation have the same name.</summary>
    public static readonly Rule DuplicateOutput = Error("ACS047", "A relation has two outputs of one name");

    /// <summary>A parameter that no export has.</summary>
    public static readonly Rule UnknownParameter = Error("ACS048", "A relation uses an unknown parameter");

    /// <summary>A relation lacks a column of the key.</summary>
    public static readonly Rule MissingKey = Error("ACS049", "A relation does not output the key");

    /// <summary>No relation supplies a column.</summary>
    public static readonly Rule UnsuppliedColumn = Error("ACS050", "No relation supplies a column of the specification");

    /// <summary>Two relations supply the same column.</summary>
    public static readonly Rule SuppliedTwice = Error("ACS051", "More than one relation supplies a column");

    /// <summary>The relation that supplies a column reads none of the tables that the document names as its source.</summary>
    public static readonly Rule SourceNotRead = Error("ACS052", "A column does not come from its source table");

    /// <summary>An output that no column uses.</summary>
    public static readonly Rule UnusedOutput = Warning("ACS053", "No column of the specification uses an output");

    /// <summary>No relation supplies the key from its source.</summary>
    public static readonly Rule NoGrain = Error("ACS055", "No relation supplies the key from its source");

    /// <summary>Several relations supply the key from its source, and none is simpler than the others.</summary>
    public static readonly Rule AmbiguousGrain = Error("ACS056", "More than one relation can be that of the grain");

    /// <summary>No query supplies a system column.</summary>
    public static readonly Rule UnsuppliedSystemColumn = Error("ACS057", "No query supplies a system column");

    /// <summary>A query of the system folder supplies no system column.</summary>
    public static readonly Rule UnusedSystemRelation = Warning("ACS058", "A system query supplies no system column");

    /// <summary>A query of the system folder does not output exactly its column.</summary>
    public static readonly Rule SystemOutputs = Error("ACS059", "A system query does not output exactly its column");

    /// <summary>A relation uses an output of another relation that the other does not have.</summary>
    public static readonly Rule UnknownRelationOutput = Error("ACS060", "A relation uses what another does not output");

    /// <summary>Relations read each other in a circle.</summary>
    public static readonly Rule CircularReference = Error("ACS061", "Relations read each other in a circle");

    /// <summary>A table that is neither a source table nor a relation.</summary>
    public static readonly Rule UnknownTable = Error("ACS062", "A relation reads an unknown table");

    /// <summary>A column that none of the tables in sight has.</summary>
    public static readonly Rule UnknownColumn = Error("ACS063", "A relation or source table uses an unknown column");

    /// <summary>A function that may read more than its arguments.</summary>
    public static readonly Rule UnknownFunction = Error("ACS064", "A relation or source table calls an unknown function");

    /// <summary>A name that databases read differently.</summary>
    public static readonly Rule AmbiguousName = Error("ACS065", "A text is not read alike by all databases");

    /// <summary>A column of the organization that does not come from the data.</summary>
    public static readonly Rule TenantColumn = Error("ACS066", "The organization does not come from a source table");

    /// <summary>The parameters of the key range stand where they cannot be left out.</summary>
    public static readonly Rule KeyRange = Error("ACS067", "A range of keys that have no order of numbers");

    /// <summary>The composed query is refused over the tables on record.</summary>
    public static readonly Rule NotPlanned = Warning("ACS068", "The query cannot be planned over the tables on record");

    /// <summary>A check or remark that no output of the relation can be.</summary>
    public static readonly Rule Declaration = Error("ACS069", "A check or remark is no output of its relation");

    /// <summary>All of them, in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        NoRelations, Unreadable, Empty, SeveralStatements, NotSelect, Star, UnnamedOutput, DuplicateOutput, UnknownParameter,
        MissingKey, UnsuppliedColumn, SuppliedTwice, SourceNotRead, UnusedOutput, NoGrain, AmbiguousGrain,
        UnsuppliedSystemColumn, UnusedSystemRelation, SystemOutputs, UnknownRelationOutput, CircularReference,
        UnknownTable, UnknownColumn, UnknownFunction, AmbiguousName, TenantColumn, KeyRange, NotPlanned, Declaration,
    ];

    private static Rule Error(string id, string title) => new(id, title, Severity.Error);

    private static Rule Warning(string id, string title) => new(id, title, Severity.Warning);
}
