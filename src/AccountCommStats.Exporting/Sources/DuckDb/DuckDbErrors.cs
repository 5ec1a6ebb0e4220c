namespace AccountCommStats.Exporting;

/// <summary>Turns DuckDB's exceptions into ones that say what happened, where, and what to do.</summary>
internal static class DuckDbErrors
{
    /// <summary>A file that could not be opened.</summary>
    public static ExportException WhileOpening(Exception exception, string path)
    {
        var reason = FirstLine(exception);
        if (reason.Contains("not a valid DuckDB database", StringComparison.OrdinalIgnoreCase))
        {
            return new SourceException($"'{path}' is not a DuckDB database. Name a file that DuckDB wrote, or a PostgreSQL URI.", exception);
        }

        if (reason.Contains("lock", StringComparison.OrdinalIgnoreCase))
        {
            return new SourceException(
                $"The DuckDB file '{path}' is in use by another process, which has it open for writing. Close that one and run "
                + $"the export again. DuckDB says: {reason}",
                exception,
                isTransient: true);
        }

        return new SourceException($"The DuckDB file '{path}' cannot be opened: {reason}", exception);
    }

    /// <summary>A query that failed.</summary>
    /// <param name="exception">What the driver threw.</param>
    /// <param name="source">The source, as messages name it.</param>
    /// <param name="sent">The text that was sent.</param>
    public static ExportException WhileReading(Exception exception, string source, string sent)
    {
        var reason = QueryPlace.OfMessage(sent, exception.Message) + FirstLine(exception);
        var isMismatch = reason.Contains("Catalog Error", StringComparison.Ordinal)
            || reason.Contains("Binder Error", StringComparison.Ordinal)
            || reason.Contains("Parser Error", StringComparison.Ordinal);
        return isMismatch
            ? new SourceMismatchException(
                $"{source} does not fit the specification: {reason} Add what is missing to the source, or edit the relation that "
                + "reads it, to match your schema.",
                exception)
            : new SourceException($"A query failed in {source}: {reason}", exception);
    }

    private static string FirstLine(Exception exception)
    {
        var end = exception.Message.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? exception.Message : exception.Message[..end]).Trim();
    }
}
