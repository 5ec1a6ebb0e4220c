namespace AccountCommStats.Exporting;

/// <summary>Takes the records of a key range query: first key, last key, rows.</summary>
/// <param name="ranges">Takes the ranges.</param>
internal readonly struct KeyRangeReading(List<KeyRange> ranges) : IRecordConsumer
{
    /// <inheritdoc/>
    public int FieldCount => 3;

    /// <inheritdoc/>
    public bool WantsMore => true;

    /// <inheritdoc/>
    public void Accept<TFields>(TFields fields)
        where TFields : struct, IFieldReader, allows ref struct
    {
        if (fields.TryReadInt64(out var first) && fields.TryReadInt64(out var last) && fields.TryReadInt64(out var rows))
        {
            ranges.Add(new KeyRange(first, last, rows));
        }
    }

    /// <inheritdoc/>
    public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
