using AccountCommStats.Exporting.Schema;
using ParquetSharp;

namespace AccountCommStats.Exporting.Formats.Parquet;

/// <summary>
/// Where the fields of a row are in the bytes that <see cref="RowBytesWriter"/> writes: the length of the row, then for each column a byte
/// that says whether there is a value, and a place of fixed length for the value, then the texts.
/// </summary>
/// <remarks>Because the places are fixed, <see cref="ColumnChunk"/> can take the values of many rows one column at a time.</remarks>
internal sealed class RowLayout
{
    /// <summary>How many bytes hold the length of the row.</summary>
    public const int LengthOfRowLength = sizeof(int);

    /// <summary>The length of a uuid, or of a numeric that exceeds 64 bits.</summary>
    public const int LengthOfInt128 = 16;

    private readonly int[] _offsets;

    /// <summary>Lays out the columns of an export.</summary>
    public RowLayout(ExportSchema schema)
    {
        _offsets = new int[schema.Columns.Length + 1];
        _offsets[0] = LengthOfRowLength;
        for (var i = 0; i < schema.Columns.Length; i++)
        {
            _offsets[i + 1] = _offsets[i] + 1 + LengthOf(ParquetType.PhysicalOf(schema.Columns[i].Type));
        }
    }

    /// <summary>Where each field begins in a row, and where the last one ends.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>The length of the place of a value. The place of a text contains the text's offset from the place, and its length.</summary>
    private static int LengthOf(PhysicalType type) => type switch
    {
        PhysicalType.Boolean => sizeof(bool),
        PhysicalType.Int32 => sizeof(int),
        PhysicalType.FixedLenByteArray => LengthOfInt128,
        PhysicalType.ByteArray => sizeof(int) + sizeof(int),
        _ => sizeof(long),
    };
}
