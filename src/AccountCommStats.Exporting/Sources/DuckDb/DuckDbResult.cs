using System.Buffers.Binary;
using System.Data.Common;
using AccountCommStats.Exporting.Schema;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>
/// The rows of a statement, read from DuckDB's own vectors chunk by chunk, while DuckDB computes the next chunks. The driver's reader looks up
/// the column, its type and its validity anew for each value, which takes a quarter of an export's processor time.
/// </summary>
internal sealed class DuckDbResult : IAsyncDisposable
{
    private const byte MaximumPrecision = 38;

    private readonly DuckDBPreparedStatement _statement;
    private readonly DuckDbVector[] _vectors;
    private readonly TextCache _texts = new();
    private DuckDBResult _result;
    private DuckDBDataChunk? _chunk;
    private Task<DuckDBDataChunk> _next;

    private DuckDbResult(DuckDBPreparedStatement statement, DuckDBResult result)
    {
        _statement = statement;
        _result = result;
        _vectors = new DuckDbVector[NativeMethods.Query.DuckDBColumnCount(ref result)];
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = DuckDbVector.OfColumn(ref result, i);
        }

        _next = FetchAsync();
    }

    /// <summary>How many columns the rows have.</summary>
    public int FieldCount => _vectors.Length;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> FieldNames => [.. _vectors.Select((_, ordinal) => NativeMethods.Query.DuckDBColumnName(ref _result, ordinal))];

    /// <summary>How many rows the current chunk has.</summary>
    public int RowCount { get; private set; }

    /// <summary>Starts a statement.</summary>
    /// <exception cref="DbException">The statement cannot be prepared, or it failed.</exception>
    public static DuckDbResult Execute(DuckDBConnection connection, SqlStatement statement, ParameterValues parameters)
    {
        var prepared = Prepare(connection, statement, parameters);
        if (NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(prepared, out var result) == DuckDBState.Success)
        {
            return new DuckDbResult(prepared, result);
        }

        var error = NativeMethods.Query.DuckDBResultError(ref result);
        result.Close();
        prepared.Dispose();
        throw new StatementException(error);
    }

    /// <summary>Moves to the next chunk, which is not empty. DuckDB computes the one after it while the caller reads this one.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="DbException">The statement failed.</exception>
    public async ValueTask<bool> MoveNextAsync()
    {
        _chunk?.Dispose();
        _chunk = await _next.ConfigureAwait(false);
        RowCount = _chunk.IsInvalid ? 0 : (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        if (RowCount == 0)
        {
            return NativeMethods.Query.DuckDBResultError(ref _result) is { Length: > 0 } error ? throw new StatementException(error) : false;
        }

        _next = FetchAsync();
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = _vectors[i].Of(_chunk, i);
        }

        return true;
    }

    /// <summary>The fields of a row of the current chunk.</summary>
    public DuckDbFields FieldsOf(int row) => new(_vectors, row, _texts);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        (await _next.ConfigureAwait(false)).Dispose();
        _chunk?.Dispose();
        _result.Close();
        _statement.Dispose();
    }

    private Task<DuckDBDataChunk> FetchAsync() => Task.Run(() => NativeMethods.Query.DuckDBFetchChunk(_result));

    private static DuckDBPreparedStatement Prepare(DuckDBConnection connection, SqlStatement statement, ParameterValues parameters)
    {
        var state = NativeMethods.PreparedStatements.DuckDBPrepare(connection.NativeConnection, statement.Sql, out var prepared);
        for (var i = 0; i < statement.Parameters.Length && state == DuckDBState.Success; i++)
        {
            using var value = ToDuckDb(parameters[statement.Parameters[i].Name], statement.Parameters[i].Kind);
            state = NativeMethods.PreparedStatements.DuckDBBindValue(prepared, i + 1, value);
        }

        if (state == DuckDBState.Success)
        {
            return prepared;
        }

        var error = NativeMethods.PreparedStatements.DuckDBPrepareError(prepared);
        prepared.Dispose();
        throw new StatementException(error);
    }

    private static DuckDBValue ToDuckDb(object? value, SqlKind kind) => value switch
    {
        null => NativeMethods.Value.DuckDBCreateNullValue(),
        long number => NativeMethods.Value.DuckDBCreateInt64(number),
        string text => NativeMethods.Value.DuckDBCreateVarchar(text),
        Guid uuid => NativeMethods.Value.DuckDBCreateUuid(ToHugeInt(uuid)),
        DateTime time when kind == SqlKind.TimestampTz => NativeMethods.Value.DuckDBCreateTimestampTz(ToTimestamp(time)),
        DateTime time => NativeMethods.Value.DuckDBCreateTimestamp(ToTimestamp(time)),
        DateOnly date => NativeMethods.Value.DuckDBCreateDate(DuckDBDateOnly.FromDateOnly(date).ToDuckDBDate()),
        bool truth => NativeMethods.Value.DuckDBCreateBool(truth),
        double number => NativeMethods.Value.DuckDBCreateDouble(number),
        decimal number => NativeMethods.Value.DuckDBCreateDecimal(ToDecimal(number)),
        _ => throw new InvalidOperationException($"A parameter of DuckDB cannot be a {value.GetType()}."),
    };

    private static DuckDBTimestampStruct ToTimestamp(DateTime time) => DuckDBTimestamp.FromDateTime(time).ToDuckDBTimestampStruct();

    private static DuckDBHugeInt ToHugeInt(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return new DuckDBHugeInt(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadInt64BigEndian(bytes));
    }

    private static DuckDBDecimal ToDecimal(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var digits = new Int128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        digits = decimal.IsNegative(number) ? -digits : digits;
        return new DuckDBDecimal(MaximumPrecision, number.Scale, new DuckDBHugeInt((ulong)digits, (long)(digits >> 64)));
    }

    private sealed class StatementException(string message) : DbException(message);
}
