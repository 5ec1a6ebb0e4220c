namespace AccountCommStats.Exporting.Rows;

/// <summary>Adds the fields of rows to the statistics of their columns, whatever the file format.</summary>
/// <param name="columns">The statistics, one for each column.</param>
internal ref struct StatisticsWriter(Span<ColumnStatistics> columns) : IFieldWriter
{
    private readonly Span<ColumnStatistics> _columns = columns;
    private int _next;

    /// <inheritdoc/>
    public void WriteInt64(long? value)
    {
        ref var column = ref _columns[_next++];
        if (value.HasValue)
        {
            column.Add(value.GetValueOrDefault());
        }
        else
        {
            column.AddNull();
        }
    }

    /// <inheritdoc/>
    public void WriteBoolean(bool? value) => CountNull(value.HasValue);

    /// <inheritdoc/>
    public void WriteString(string? value)
    {
        ref var column = ref _columns[_next++];
        if (value is null)
        {
            column.AddNull();
        }
        else
        {
            column.Texts?.Add(value);
        }
    }

    /// <inheritdoc/>
    public void WriteDecimal(decimal? value, int scale)
    {
        ref var column = ref _columns[_next++];
        if (!value.HasValue)
        {
            column.AddNull();
            return;
        }

        var number = value.GetValueOrDefault();
        var bits = DecimalBits.Of(number);
        if (bits.IsLow && bits.Scale == scale && bits.Low <= long.MaxValue)
        {
            column.Add(bits.IsNegative ? -(long)bits.Low : (long)bits.Low);
        }
        else
        {
            column.Add(UnscaledDecimal.Of(number, scale));
        }
    }

    /// <inheritdoc/>
    public void WriteDouble(double? value)
    {
        ref var column = ref _columns[_next++];
        if (value.HasValue)
        {
            column.Add(value.GetValueOrDefault());
        }
        else
        {
            column.AddNull();
        }
    }

    /// <inheritdoc/>
    public void WriteTimestamp(DateTime? value) => WriteInt64(value is { } time ? PostgresEpoch.ToMicroseconds(time) : null);

    /// <inheritdoc/>
    public void WriteTimestampTz(DateTime? value) => WriteTimestamp(value);

    /// <inheritdoc/>
    public void WriteDate(DateOnly? value) => WriteInt64(value is { } date ? PostgresEpoch.ToDays(date) : null);

    /// <inheritdoc/>
    public void WriteGuid(Guid? value) => CountNull(value.HasValue);

    private void CountNull(bool hasValue)
    {
        ref var column = ref _columns[_next++];
        if (!hasValue)
        {
            column.AddNull();
        }
    }
}
