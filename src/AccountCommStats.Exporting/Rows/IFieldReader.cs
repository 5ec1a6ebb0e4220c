using System.Diagnostics.CodeAnalysis;

namespace AccountCommStats.Exporting.Rows;

/// <summary>
/// Supplies the fields of one row, in order. Each kind of value is supplied in its widest type. One small struct per engine implements
/// this, so the generated reader is compiled for each engine without virtual calls or boxing.
/// </summary>
/// <remarks>Every method reads the next field and returns false if it is NULL.</remarks>
public interface IFieldReader
{
    /// <summary>Reads a bigint.</summary>
    bool TryReadInt64(out long value);

    /// <summary>Reads a boolean.</summary>
    bool TryReadBoolean(out bool value);

    /// <summary>Reads a text.</summary>
    bool TryReadString([NotNullWhen(true)] out string? value);

    /// <summary>Reads a numeric. <paramref name="kind"/> says whether a <see cref="decimal"/> can hold it.</summary>
    bool TryReadDecimal(out decimal value, out NumberKind kind);

    /// <summary>Reads a double precision number, which may be infinite or NaN.</summary>
    bool TryReadDouble(out double value);

    /// <summary>
    /// Reads a timestamp or timestamptz as microseconds since 2000-01-01 00:00:00 UTC; <see cref="long.MaxValue"/> is
    /// infinity and <see cref="long.MinValue"/> minus infinity.
    /// </summary>
    bool TryReadTimestamp(out long microseconds);

    /// <summary>
    /// Reads a date as days since 2000-01-01; <see cref="int.MaxValue"/> is infinity and <see cref="int.MinValue"/> minus infinity.
    /// </summary>
    bool TryReadDate(out int days);

    /// <summary>
    /// Whether the data of every field requested so far has arrived. A field whose data has not arrived is read as
    /// NULL. The consumer then drops the incomplete record, and receives it again when the rest has arrived.
    /// </summary>
    bool IsWhole { get; }

    /// <summary>The last field read, as the source would print it. Use it only for messages, because it may allocate.</summary>
    string FieldText { get; }
}

/// <summary>Whether and how a numeric of the source fits <see cref="decimal"/>.</summary>
public enum NumberKind
{
    /// <summary>A number that decimal holds exactly.</summary>
    Finite,

    /// <summary>A number with more digits than decimal holds.</summary>
    Overflow,

    /// <summary>Infinity or minus infinity.</summary>
    Infinite,

    /// <summary>Not a number.</summary>
    NaN,
}
