using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Benchmarks.Micro;

/// <summary>Reads, checks and discards rows.</summary>
/// <param name="violations">Receives violations; the rows of the benchmark have none.</param>
internal readonly struct CheckedRows(List<FieldViolation> violations) : IRecordConsumer
{
    /// <inheritdoc/>
    public int FieldCount => AccountCommunicationStats.Schema.FieldCount;

    /// <inheritdoc/>
    public bool WantsMore => true;

    /// <inheritdoc/>
    public void Accept<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct
    {
        var reader = new RowReader<TFields>(fields, violations, organization: default);
        AccountCommunicationStats.Read(ref reader, out _);
        reader.ReadFaults(AccountCommunicationStats.Schema, new long[AccountCommunicationStats.Schema.Remarks.Length]);
        reader.End(out fields);
    }

    /// <inheritdoc/>
    public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>Reads, checks and writes rows into a buffer that is emptied when it is full.</summary>
/// <param name="violations">Receives violations; the rows of the benchmark have none.</param>
/// <param name="buffer">Receives the rows.</param>
/// <param name="statistics">Receives the statistics of each column.</param>
internal readonly struct WrittenRows(List<FieldViolation> violations, OutputBuffer buffer, ColumnStatistics[] statistics) : IRecordConsumer
{
    private const int FullBytes = 64 * 1024;

    /// <inheritdoc/>
    public int FieldCount => AccountCommunicationStats.Schema.FieldCount;

    /// <inheritdoc/>
    public bool WantsMore => true;

    /// <inheritdoc/>
    public void Accept<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct
    {
        var reader = new RowReader<TFields>(fields, violations, organization: default);
        AccountCommunicationStats.Read(ref reader, out var row);
        reader.ReadFaults(AccountCommunicationStats.Schema, new long[AccountCommunicationStats.Schema.Remarks.Length]);
        if (!reader.End(out fields))
        {
            return;
        }

        var counter = new StatisticsWriter(statistics);
        AccountCommunicationStats.Write(in row, ref counter);
        var writer = new CsvFieldWriter(buffer, statistics.Length);
        AccountCommunicationStats.Write(in row, ref writer);
        writer.EndRow();
        if (buffer.Length > FullBytes)
        {
            buffer.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>Adds up the memory of the rows' strings.</summary>
/// <param name="total">Receives the sum in its one element.</param>
internal readonly struct StringSizes(long[] total) : IRecordConsumer
{
    /// <inheritdoc/>
    public int FieldCount => AccountCommunicationStats.Schema.FieldCount;

    /// <inheritdoc/>
    public bool WantsMore => true;

    /// <inheritdoc/>
    public void Accept<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct
    {
        var reader = new RowReader<TFields>(fields, [], organization: default);
        AccountCommunicationStats.Read(ref reader, out var row);
        reader.ReadFaults(AccountCommunicationStats.Schema, new long[AccountCommunicationStats.Schema.Remarks.Length]);
        if (!reader.End(out fields))
        {
            return;
        }

        var sizes = new Sizes(total);
        AccountCommunicationStats.Write(in row, ref sizes);
    }

    /// <inheritdoc/>
    public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private readonly struct Sizes(long[] total) : IFieldWriter
    {
        // The bytes of a string on 64 bits without its characters: header, length and final zero. Objects are aligned to 8 bytes.
        private const int FixedBytes = 22;
        private const int Alignment = 8;

        public void WriteString(string? value)
            => total[0] += value is { Length: > 0 } ? (FixedBytes + (2 * value.Length) + Alignment - 1) / Alignment * Alignment : 0;

        public void WriteInt64(long? value)
        {
        }

        public void WriteBoolean(bool? value)
        {
        }

        public void WriteDecimal(decimal? value, int scale)
        {
        }

        public void WriteDouble(double? value)
        {
        }

        public void WriteTimestamp(DateTime? value)
        {
        }

        public void WriteTimestampTz(DateTime? value)
        {
        }

        public void WriteDate(DateOnly? value)
        {
        }

        public void WriteGuid(Guid? value)
        {
        }
    }
}
