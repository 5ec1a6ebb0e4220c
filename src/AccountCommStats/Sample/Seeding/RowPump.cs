namespace AccountCommStats.Sample.Seeding;

/// <summary>Writes rows into a database, one by one, with progress and cancellation.</summary>
internal static class RowPump
{
    private const int RowsBetweenReports = 16_384;

    /// <summary>Writes each row.</summary>
    /// <returns>The number of rows.</returns>
    /// <exception cref="OperationCanceledException">The writing was canceled.</exception>
    public static long Run<TRow>(
        IEnumerable<TRow> rows, Action<TRow> write, Action<long> loaded, CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var row in rows)
        {
            write(row);
            if (++count % RowsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                loaded(count);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        loaded(count);
        return count;
    }
}
