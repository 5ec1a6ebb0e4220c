using System.Globalization;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>Checks that the key rises strictly from row to row, by comparing the texts in the file.</summary>
/// <param name="schema">The export.</param>
internal sealed class KeyCheck(ExportSchema schema)
{
    private readonly KeyText[] _last = [.. schema.Key.Select(_ => new KeyText())];
    private bool _hasLast;

    /// <summary>The key of the previous row, for messages.</summary>
    public string Last => string.Join(", ", _last.Select(text => text.Value.ToString()));

    /// <summary>Compares the key of a row with that of the previous row. Remembers the row's key if it is higher.</summary>
    /// <param name="records">Positioned at the row.</param>
    /// <param name="fieldOf">The field of each key column.</param>
    /// <returns>Less than 0, 0 or greater than 0 as the key is less than, equal to or greater than the previous one.</returns>
    public int CompareWithLast(RecordReader records, ReadOnlySpan<int> fieldOf)
    {
        var order = _hasLast ? 0 : 1;
        for (var i = 0; i < fieldOf.Length && order == 0; i++)
        {
            order = Compare(schema.Columns[schema.Key[i]].Type.Kind, records[fieldOf[i]], _last[i].Value);
        }

        if (order > 0)
        {
            _hasLast = true;
            for (var i = 0; i < fieldOf.Length; i++)
            {
                _last[i].Set(records[fieldOf[i]]);
            }
        }

        return order;
    }

    /// <summary>Compares two values of a type, given as well-formed texts.</summary>
    internal static int Compare(SqlKind kind, ReadOnlySpan<char> left, ReadOnlySpan<char> right) => kind switch
    {
        SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint or SqlKind.Numeric => CompareNumbers(left, right),
        SqlKind.DoublePrecision
            => double.Parse(left, CultureInfo.InvariantCulture).CompareTo(double.Parse(right, CultureInfo.InvariantCulture)),
        SqlKind.Text or SqlKind.Varchar or SqlKind.Jsonb => KeyOrder.Compare(left, right),
        // Dates and times can be ordered as text, because their parts go from the year down to the microsecond, and a fraction sorts
        // before a longer one that begins with it. Booleans can be ordered as text, too.
        _ => left.SequenceCompareTo(right),
    };

    /// <summary>Compares numbers that have the same scale and no leading zeros, so the longer one has the greater absolute value.</summary>
    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var (isLeftNegative, isRightNegative) = (left[0] == '-', right[0] == '-');
        if (isLeftNegative != isRightNegative)
        {
            return isLeftNegative ? -1 : 1;
        }

        var magnitude = left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
        return isLeftNegative ? -magnitude : magnitude;
    }

    /// <summary>A copy of a text, in a buffer that is used again for the next copy.</summary>
    private sealed class KeyText
    {
        private char[] _characters = new char[32];
        private int _length;

        public ReadOnlySpan<char> Value => _characters.AsSpan(0, _length);

        public void Set(ReadOnlySpan<char> text)
        {
            if (_characters.Length < text.Length)
            {
                _characters = new char[text.Length * 2];
            }

            text.CopyTo(_characters);
            _length = text.Length;
        }
    }
}
