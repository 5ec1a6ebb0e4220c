using System.Collections.Immutable;

namespace AccountCommStats.Exporting.Schema;

/// <summary>The columns, key and rules of an export. Generated from the specification; nothing is read by reflection.</summary>
public sealed record ExportSchema
{
    /// <summary>The name of an optional column that must contain the organization of the export in every row.</summary>
    public const string OrganizationColumn = "organization_id";

    /// <summary>Name for files and commands, such as <c>account-communication-stats</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The document's title.</summary>
    public required string Title { get; init; }

    /// <summary>What one row is, in the document's words; empty if the document does not say.</summary>
    public required string Grain { get; init; }

    /// <summary>The columns in the order of the file.</summary>
    public required ImmutableArray<ExportColumn> Columns { get; init; }

    /// <summary>Ordinals (from 0) of the key columns, in the order of the key. The rows ascend by the key.</summary>
    public required ImmutableArray<int> Key { get; init; }

    /// <summary>The name of the key, such as <c>account_id</c>; the columns of a composite key joined by <c>+</c>.</summary>
    public string KeyName => string.Join('+', Key.Select(ordinal => Columns[ordinal].Name));

    /// <summary>
    /// The checks of the relations. If there are any, the field after the columns contains the names of those that the row breaks, joined
    /// by commas.
    /// </summary>
    public ImmutableArray<ExportCheck> Checks { get; init; } = [];

    /// <summary>The remarks whose counts <see cref="ExportQuery.Rows"/> yields, each in a field after that of <see cref="Checks"/>.</summary>
    public ImmutableArray<ExportRemark> Remarks { get; init; } = [];

    /// <summary>What the specification expects of deliveries, in the order of the document. Defaults apply to everything else.</summary>
    public ImmutableArray<Expectation> Expectations { get; init; } = [];

    /// <summary>The number of fields of a row as <see cref="ExportQuery.Rows"/> yields it: columns, broken checks, remarks.</summary>
    public int FieldCount => Columns.Length + (Checks.Length > 0 ? 1 : 0) + Remarks.Length;

    /// <summary>The names of the rules that a row can break: the built-in rules, which every export has, and the checks of this specification.</summary>
    internal ImmutableArray<string> RuleNames =>
    [
        .. Enum.GetValues<ViolationRule>().Where(rule => rule != ViolationRule.Check).Select(rule => rule.ToName()),
        .. Checks.Select(check => check.Name),
    ];

    /// <summary>The specification document that the row type was generated from.</summary>
    public required EmbeddedDocument Document { get; init; }

    /// <summary>Whether the specification has an expectation of the categories of a column.</summary>
    internal bool HasCategories(ExportColumn column)
        => Expectations.Any(expectation => expectation.Check == ExpectationCheck.Categories && expectation.Bound is not null && expectation.Column == column.Name);

    /// <summary>The position of a violation's rule in <see cref="RuleNames"/>.</summary>
    internal int RuleIndexOf(FieldViolation violation)
        => (int)violation.Rule + (violation.Rule == ViolationRule.Check ? violation.Ordinal - Columns.Length : 0);
}

/// <summary>A fault of the data that a relation checks for, in the source rows from which one row of the export is computed.</summary>
/// <param name="Name">Its name, which is also the name of the rule that a row with this fault breaks.</param>
/// <param name="Text">What is wrong, such as <c>an e-mail's sender_side is neither `team` nor `account`</c>.</param>
public sealed record ExportCheck(string Name, string Text);

/// <summary>A fault of the data that is only counted, because it belongs to no row of the export.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What is wrong, such as <c>email_prop.customer_id is NULL</c>.</param>
public sealed record ExportRemark(string Name, string Text);

/// <summary>One column of an export.</summary>
/// <param name="Name">Name in the header.</param>
/// <param name="Type">Data type.</param>
/// <param name="IsNullable">Whether it may be NULL.</param>
/// <param name="Description">The document's description; empty if it has none.</param>
/// <param name="Source">The cell of the document that names the source, as written.</param>
/// <param name="Definition">What the value means, from the opening comment of its relation; empty if the comment does not say.</param>
/// <param name="Relation">File of the relation that supplies it, such as <c>email.sql</c>; null if the exporter itself supplies it.</param>
public sealed record ExportColumn(
    string Name,
    SqlType Type,
    bool IsNullable,
    string Description,
    string Source,
    string Definition,
    string? Relation)
{
    private const string FolderOfSystemValues = "system/";

    /// <summary>Whether the value is the same in every row of an export, because it is a parameter or is computed once.</summary>
    internal bool IsSystem => Relation is null || IsSystemValue;

    /// <summary>Whether the value is computed once for an export.</summary>
    internal bool IsSystemValue => Relation?.StartsWith(FolderOfSystemValues, StringComparison.Ordinal) == true;
}
