namespace AccountCommStats.Specifications.Importing;

/// <summary>Finds which columns of a foreign table may be NULL.</summary>
internal sealed class ForeignNullability
{
    private readonly ForeignTable _table;

    /// <summary>Whether Yes means nullable.</summary>
    private readonly bool _isYesNullable;

    /// <summary>Whether a blank cell means nullable; null if unknown.</summary>
    private readonly bool? _isBlankNullable;

    /// <summary>Reads a table.</summary>
    public ForeignNullability(ForeignTable table)
    {
        _table = table;
        Field = table.Has(ForeignField.Nullable) ? ForeignField.Nullable
            : table.Has(ForeignField.Required) ? ForeignField.Required
            : null;
        _isYesNullable = Field == ForeignField.Nullable;
        if (Field is { } field)
        {
            // If the table contains only one of the two answers, a blank cell means the other.
            var answers = table.Texts(field).Select(Answer).OfType<bool>().Distinct().ToList();
            _isBlankNullable = answers is [var only] ? !only : answers.Count == 0 && IsPsqlOutput ? true : null;
        }
        else if (table.Rows.Any(row => ConstraintsOf(row).IsNotNull))
        {
            _isBlankNullable = true;
        }
    }

    /// <summary>The field with the answers; null if there is none.</summary>
    public ForeignField? Field { get; }

    /// <summary>Whether the table says which columns may be NULL.</summary>
    public bool IsKnown => Field is not null || _isBlankNullable is not null;

    /// <summary>Whether the column that a row describes may be NULL; null if unknown.</summary>
    public bool? Of(IReadOnlyList<ForeignCell> row)
        => ConstraintsOf(row) is { IsNotNull: true } or { IsKey: true } ? false
            : Field is not { } field ? _isBlankNullable
            : _table.TextOf(row, field) is { Length: > 0 } text ? Answer(text) ?? (text is "-" or "–" or "—" ? _isBlankNullable : null)
            : _isBlankNullable;

    /// <summary>Whether psql printed the table. For each column, psql prints "not null" or nothing.</summary>
    private bool IsPsqlOutput => _table.Header.Any(cell => cell.Text == "Collation");

    private ColumnConstraints ConstraintsOf(IReadOnlyList<ForeignCell> row)
        => ColumnConstraints.Of(_table.TextOf(row, ForeignField.Type), _table.TextOf(row, ForeignField.Constraints), _table.TextOf(row, ForeignField.Key));

    private bool? Answer(string text) => text.ToLowerInvariant() switch
    {
        "null" or "nullable" or "optional" or "repeated" or "o" => true,
        "not null" or "required" or "mandatory" or "non-null" or "not nullable" or "m" or "r" => false,
        "yes" or "y" or "true" or "t" or "1" or "x" or "✓" or "✔" or "✔️" or "✅" or "√" or "☑" or "●" => _isYesNullable,
        "no" or "n" or "false" or "f" or "0" or "✗" or "✘" or "❌" or "✖" => !_isYesNullable,
        _ => null,
    };
}
