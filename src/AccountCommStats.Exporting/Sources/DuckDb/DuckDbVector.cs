using DuckDB.NET.Native;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>The values of one column of a chunk, in DuckDB's memory. Valid until the next chunk is fetched.</summary>
/// <remarks>The only unsafe code of the project: DuckDB's values are behind pointers.</remarks>
internal readonly unsafe struct DuckDbVector
{
    private readonly DuckDBType _type;
    private readonly DuckDBType _storage;
    private readonly void* _values;
    private readonly ulong* _validity;

    private DuckDbVector(DuckDBType type, DuckDBType storage, int scale, nint vector)
    {
        _type = type;
        _storage = storage;
        Scale = scale;
        if (vector != 0)
        {
            _values = NativeMethods.Vectors.DuckDBVectorGetData(vector);
            _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        }
    }

    /// <summary>Digits after the point of the numbers of a column of type DECIMAL.</summary>
    public int Scale { get; }

    /// <summary>The column of a result, without values.</summary>
    public static DuckDbVector OfColumn(ref DuckDBResult result, int ordinal)
    {
        using var type = NativeMethods.Query.DuckDBColumnLogicalType(ref result, ordinal);
        var id = NativeMethods.LogicalType.DuckDBGetTypeId(type);
        return id == DuckDBType.Decimal
            ? new DuckDbVector(id, NativeMethods.LogicalType.DuckDBDecimalInternalType(type), NativeMethods.LogicalType.DuckDBDecimalScale(type), vector: 0)
            : new DuckDbVector(id, id, scale: 0, vector: 0);
    }

    /// <summary>The same column, with the values of a chunk.</summary>
    public DuckDbVector Of(DuckDBDataChunk chunk, int ordinal)
        => new(_type, _storage, Scale, NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, ordinal));

    /// <summary>Whether a row has a value. If it has none, the other methods return an arbitrary value.</summary>
    public bool HasValue(int row) => _validity is null || (_validity[row >> 6] >> row & 1) != 0;

    /// <summary>The value of a row, an integer.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public long Int64(int row) => _type == DuckDBType.Decimal ? throw WrongType() : Integer(row);

    /// <summary>The digits of the value of a row, a DECIMAL.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public Int128 Digits(int row)
        => _storage == DuckDBType.HugeInt ? new Int128(((ulong*)_values)[(2 * row) + 1], ((ulong*)_values)[2 * row]) : Integer(row);

    /// <summary>The value of a row, a double precision number.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public double Double(int row) => _type switch
    {
        DuckDBType.Double => ((double*)_values)[row],
        DuckDBType.Float => ((float*)_values)[row],
        _ => throw WrongType(),
    };

    /// <summary>The value of a row, a boolean.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public bool Boolean(int row) => _type == DuckDBType.Boolean ? ((byte*)_values)[row] != 0 : throw WrongType();

    /// <summary>The value of a row, a timestamp, in microseconds since 1970-01-01 00:00:00 UTC.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public DuckDBTimestampStruct Timestamp(int row)
        => _type is DuckDBType.Timestamp or DuckDBType.TimestampTz ? ((DuckDBTimestampStruct*)_values)[row] : throw WrongType();

    /// <summary>The value of a row, a date, in days since 1970-01-01.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public DuckDBDate Date(int row) => _type == DuckDBType.Date ? ((DuckDBDate*)_values)[row] : throw WrongType();

    /// <summary>The value of a row, a text, in UTF-8.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public ReadOnlySpan<byte> Text(int row)
    {
        if (_type != DuckDBType.Varchar)
        {
            throw WrongType();
        }

        var text = (DuckDBString*)_values + row; // A short text is inside the structure, which must not be copied.
        return new ReadOnlySpan<byte>(text->Data, text->Length);
    }

    private long Integer(int row) => _storage switch
    {
        DuckDBType.BigInt => ((long*)_values)[row],
        DuckDBType.Integer => ((int*)_values)[row],
        DuckDBType.SmallInt => ((short*)_values)[row],
        _ => throw WrongType(),
    };

    private InvalidOperationException WrongType() => new($"A query of the exporter yields DuckDB's type {_type}, which the exporter does not expect there.");
}
