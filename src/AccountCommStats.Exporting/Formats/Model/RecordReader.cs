using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Formats.Model;

/// <summary>
/// Reads the records of a delivered file in order. All formats yield the CSV text of a value, so checks of values need not
/// know the format.
/// </summary>
internal abstract class RecordReader : IDisposable
{
    /// <summary>
    /// The text that replaces bytes that are not valid UTF-8. A text could contain one of these two noncharacters, but none contains both
    /// in this order.
    /// </summary>
    public const string InvalidBytes = "\uFFFE\uFFFF";

    /// <summary>The maximum number of bytes or characters of one record.</summary>
    protected const int MaximumRecordLength = 256 * 1024 * 1024;

    /// <summary>Whether the file has a header. The header is the current record once the names have been read.</summary>
    public virtual bool HasHeader => false;

    /// <summary>Where the current record is: its line from 1, or its row from 1 in a format without lines.</summary>
    public abstract long Place { get; }

    /// <summary>Where the next record is.</summary>
    public abstract long NextPlace { get; }

    /// <summary>How many fields the current record has.</summary>
    public abstract int FieldCount { get; }

    /// <summary>What is wrong with the form of the current record as a whole; null if nothing.</summary>
    public virtual string? RecordFault => null;

    /// <summary>Whether any field of the current record may have a wrong form. In most records none can, so the fields need no check.</summary>
    public virtual bool CanHaveFormatFaults => false;

    /// <summary>The value of a field as text; empty if it is NULL.</summary>
    public abstract ReadOnlySpan<char> this[int field] { get; }

    /// <summary>Reads the names of the columns. Must be called once, before anything else.</summary>
    /// <returns>The names in the order of the fields; null if the file does not contain them.</returns>
    /// <exception cref="MalformedRecordException">The file does not have the format.</exception>
    public abstract IReadOnlyList<string>? ReadNames();

    /// <summary>Moves to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="MalformedRecordException">The next record is malformed; nothing after it can be read.</exception>
    public abstract bool Read();

    /// <summary>Why the record cannot be separated into fields; null if it can.</summary>
    /// <param name="expected">Number of fields that a record must have.</param>
    public virtual string? GetShapeFault(int expected)
        => FieldCount == expected ? null : $"the row has {CountText.Of(FieldCount, "field")}; the header has {expected}";

    /// <summary>Whether a field is NULL, rather than the empty string.</summary>
    public abstract bool IsNull(int field);

    /// <summary>The place of a field: its line, or its row in a format without lines.</summary>
    public virtual long PlaceOf(int field) => Place;

    /// <summary>Whether a field differs from the form in which the exporter writes its value.</summary>
    public virtual bool HasFormatFault(int field) => false;

    /// <summary>What is wrong with the type of a column in the file; null if nothing, or if the format has no types.</summary>
    public virtual string? GetTypeFault(int field, ExportColumn column) => null;

    /// <inheritdoc/>
    public abstract void Dispose();
}
