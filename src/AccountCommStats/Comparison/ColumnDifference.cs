using System.Globalization;

namespace AccountCommStats.Comparison;

/// <summary>How the values of one column differ between two exports, in the rows that both have.</summary>
internal sealed class ColumnDifference
{
    private readonly (int Old, int New) _fields;
    private readonly decimal? _tolerance;
    private readonly bool _isNumeric;
    private decimal _meanMove;
    private long _moves;

    /// <summary>Creates the difference before any row is compared.</summary>
    /// <param name="name">The column.</param>
    /// <param name="type">Its type in the newer export's manifest.</param>
    /// <param name="fields">The field in the older and the newer file.</param>
    /// <param name="tolerance">Numbers that differ by at most this much count as equal; null for exact equality.</param>
    public ColumnDifference(string name, string type, (int Old, int New) fields, decimal? tolerance)
    {
        _fields = fields;
        Column = name;
        _tolerance = tolerance;
        _isNumeric = type.Split('(')[0] is "bigint" or "integer" or "smallint" or "numeric";
    }

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>Rows in which it differs.</summary>
    public long Changed { get; private set; }

    /// <summary>Rows that changed from a value to NULL.</summary>
    public long ToNull { get; private set; }

    /// <summary>Rows that changed from NULL to a value.</summary>
    public long FromNull { get; private set; }

    /// <summary>The mean of new minus old over the numbers that changed; null if none did.</summary>
    public decimal? MeanMove => _moves == 0 ? null : decimal.Round(_meanMove, 6);

    /// <summary>The largest move by absolute value; null if no number changed.</summary>
    public decimal? LargestMove { get; private set; }

    /// <summary>Key of the row with the largest move.</summary>
    public string? LargestMoveKey { get; private set; }

    /// <summary>Compares the column in a row that both files have.</summary>
    /// <returns>Whether it differs.</returns>
    public bool Compare(DeliveredRows before, DeliveredRows now)
    {
        var old = before[_fields.Old];
        var value = now[_fields.New];
        var (wasNull, isNull) = (before.IsNull(_fields.Old), now.IsNull(_fields.New));
        if (wasNull || isNull)
        {
            if (wasNull && isNull)
            {
                return false;
            }

            ToNull += isNull ? 1 : 0;
            FromNull += wasNull ? 1 : 0;
            Changed++;
            return true;
        }

        return !old.SequenceEqual(value) && CompareValues(old, value, now);
    }

    private bool CompareValues(ReadOnlySpan<char> old, ReadOnlySpan<char> value, DeliveredRows now)
    {
        // Numbers of more than 28 digits are compared as text, never as doubles.
        if (_isNumeric && TryParse(old, out var was) && TryParse(value, out var number))
        {
            var move = number - was;
            if (Math.Abs(move) <= (_tolerance ?? 0))
            {
                return false;
            }

            _moves++;
            _meanMove += (move - _meanMove) / _moves; // A sum could overflow a decimal.
            if (LargestMove is not { } largest || Math.Abs(move) > Math.Abs(largest))
            {
                LargestMove = move;
                LargestMoveKey = now.Key;
            }
        }

        Changed++;
        return true;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out decimal value)
        => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            && text.Length <= 28;
}
