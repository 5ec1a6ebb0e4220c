using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>Translates DuckDB's exceptions into exceptions that say what happened, where, and what to do.</summary>
internal static class DuckDbErrors
{
    private static readonly (string Fragment, string Explanation)[] FaultsOfFile =
    [
        ("not a valid DuckDB database", "is not a DuckDB database. Name a file that DuckDB wrote, or a PostgreSQL URI."),
        ("sqlite_scanner", "is a SQLite database. Copy its tables into a DuckDB file with DuckDB's ATTACH ... (TYPE sqlite), and name that one."),
        ("version number", "was written by a version of DuckDB that this program cannot read. Write it to a folder by running EXPORT DATABASE with that version. Then read the folder into a new file by running IMPORT DATABASE with the version of DuckDB that this program has."),
        ("Corrupt database file", "is damaged. Restore it from a backup, or copy it again."),
        ("Could not read enough bytes", "is damaged: its end is missing. Restore it from a backup, or copy it again."),
        ("Permission denied", "is not readable by this user. Change its permissions."),
    ];

    private static readonly string[] FaultsOfData = ["Conversion Error", "Out of Range Error", "Invalid Input Error"];

    /// <summary>Translates a failure to open the file.</summary>
    public static ExportException WhileOpening(Exception exception, string path)
    {
        var reason = FirstLine(exception);
        if (FaultOfFile(reason) is { } fault)
        {
            return new SourceException($"The file '{path}' {fault} DuckDB says: {reason}", exception);
        }

        if (reason.Contains("Could not set lock", StringComparison.OrdinalIgnoreCase))
        {
            return new SourceException(
                $"The DuckDB file '{path}' is in use by another process, which has it open for writing. Close it there and run "
                + $"the export again. DuckDB says: {reason}",
                exception,
                isTransient: true);
        }

        return new SourceException($"The DuckDB file '{path}' cannot be opened: {reason}", exception);
    }

    /// <summary>Translates a failure of a query.</summary>
    /// <param name="exception">The exception of the driver.</param>
    /// <param name="source">The source, as messages name it.</param>
    /// <param name="sent">The SQL that was sent.</param>
    public static ExportException WhileReading(Exception exception, string source, string sent)
    {
        var first = FirstLine(exception);
        if (FaultOfFile(first) is { } fault)
        {
            return new SourceException($"{source} {fault} DuckDB says: {first}", exception);
        }

        var reason = QueryPlace.OfMessage(sent, exception.Message) + first;
        var isMismatch = reason.Contains("Catalog Error", StringComparison.Ordinal)
            || reason.Contains("Binder Error", StringComparison.Ordinal)
            || reason.Contains("Parser Error", StringComparison.Ordinal);
        if (FaultsOfData.Any(fault => reason.StartsWith(fault, StringComparison.Ordinal)))
        {
            return new SourceDataException($"{source} holds data that the query cannot compute with: {reason}", exception);
        }

        return isMismatch
            ? new SourceMismatchException(
                $"{source} does not fit the specification: {reason} Add what is missing to the source, or edit the file that reads "
                + "it, to match your schema.",
                exception)
            : new SourceException($"A query failed in {source}: {reason}", exception);
    }

    private static string? FaultOfFile(string reason)
        => FaultsOfFile.FirstOrDefault(fault => reason.Contains(fault.Fragment, StringComparison.OrdinalIgnoreCase)).Explanation;

    private static string FirstLine(Exception exception)
    {
        var end = exception.Message.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? exception.Message : exception.Message[..end]).Trim();
    }
}
