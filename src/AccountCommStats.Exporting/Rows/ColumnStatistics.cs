using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Rows;

/// <summary>Statistics of the values of one column so far.</summary>
/// <remarks>
/// Numbers and times are compared as whole numbers: multiples of a numeric's last digit, microseconds or days. In a text column, only
/// NULLs are counted, because the texts themselves must not appear outside the exported file. Each text is counted only if the
/// specification has an expectation of the column's categories.
/// </remarks>
internal struct ColumnStatistics
{
    private long _minimum;
    private long _maximum;
    private Int128 _sum;
    private bool _hasValue;
    private Wide? _wide;

    /// <summary>Rows with NULL.</summary>
    public long Nulls { get; private set; }

    /// <summary>Rows with a number that is zero.</summary>
    public long Zeros { get; private set; }

    /// <summary>The lowest value; null if there is no value.</summary>
    public readonly Int128? Minimum => !_hasValue ? _wide?.Minimum : _wide is { } wide && wide.Minimum < _minimum ? wide.Minimum : _minimum;

    /// <summary>The highest value; null if there is no value.</summary>
    public readonly Int128? Maximum => !_hasValue ? _wide?.Maximum : _wide is { } wide && wide.Maximum > _maximum ? wide.Maximum : _maximum;

    /// <summary>The sum; null if it overflows.</summary>
    public readonly Int128? Sum => _wide is null ? _sum : Add(_wide.Sum, _sum);

    /// <summary>The lowest and the highest double; null if there is no double.</summary>
    public (double Minimum, double Maximum)? Doubles { get; private set; }

    /// <summary>The texts of a column if its categories are expected; null for other columns.</summary>
    public TextCounts? Texts { get; private init; }

    /// <summary>Empty statistics for the columns of an export.</summary>
    public static ColumnStatistics[] Of(ExportSchema schema)
        => [.. schema.Columns.Select(column => new ColumnStatistics { Texts = schema.HasCategories(column) ? new TextCounts() : null })];

    /// <summary>Adds a NULL.</summary>
    public void AddNull() => Nulls++;

    /// <summary>Adds a whole number.</summary>
    public void Add(long value)
    {
        if (!_hasValue)
        {
            (_hasValue, _minimum, _maximum) = (true, value, value);
        }
        else if (value < _minimum)
        {
            _minimum = value;
        }
        else if (value > _maximum)
        {
            _maximum = value;
        }

        _sum += value;
        Zeros += value == 0 ? 1 : 0;
    }

    /// <summary>Adds a whole number that may exceed 64 bits.</summary>
    public void Add(Int128 value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            Add((long)value);
        }
        else
        {
            _wide = _wide is { } wide
                ? new Wide(Int128.Min(wide.Minimum, value), Int128.Max(wide.Maximum, value), Add(wide.Sum, value))
                : new Wide(value, value, value);
        }
    }

    /// <summary>Adds a double.</summary>
    public void Add(double value)
    {
        Doubles = Doubles is var (minimum, maximum) ? (Math.Min(minimum, value), Math.Max(maximum, value)) : (value, value);
        Zeros += value == 0 ? 1 : 0;
    }

    /// <summary>Adds the statistics of other rows.</summary>
    public void Add(in ColumnStatistics other)
    {
        Nulls += other.Nulls;
        Zeros += other.Zeros;
        if (other._hasValue)
        {
            (_minimum, _maximum) = _hasValue ? (Math.Min(_minimum, other._minimum), Math.Max(_maximum, other._maximum)) : (other._minimum, other._maximum);
            _hasValue = true;
            _sum += other._sum;
        }

        if (other._wide is { } theirs)
        {
            _wide = _wide is { } wide
                ? new Wide(Int128.Min(wide.Minimum, theirs.Minimum), Int128.Max(wide.Maximum, theirs.Maximum), Add(wide.Sum, theirs.Sum))
                : theirs;
        }

        if (other.Texts is { } texts)
        {
            Texts?.Add(texts);
        }

        if (other.Doubles is var (minimum, maximum))
        {
            Doubles = Doubles is var (low, high) ? (Math.Min(low, minimum), Math.Max(high, maximum)) : (minimum, maximum);
        }
    }

    private static Int128? Add(Int128? left, Int128? right)
    {
        try
        {
            return checked(left + right);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Statistics of the values beyond 64 bits, which are few.</summary>
    private sealed record Wide(Int128 Minimum, Int128 Maximum, Int128? Sum);
}
