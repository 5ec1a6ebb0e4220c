using System.Net.Sockets;
using Npgsql;

namespace AccountCommStats.Exporting;

/// <summary>Turns Npgsql's exceptions into ones that say what happened, where, and what to do.</summary>
internal static class PostgresErrors
{
    /// <summary>Where PostgreSQL says that a setting does not exist.</summary>
    private const string SettingLookup = "find_option";

    /// <summary>Where PostgreSQL refuses to read with <c>row_security = off</c>; its message is in the server's language.</summary>
    private const string RowSecurityCheck = "check_enable_rls";

    /// <summary>Whether an exception is one of the driver's, and so to be translated.</summary>
    public static bool IsOfSource(Exception exception)
        => exception is NpgsqlException or SocketException or IOException or TimeoutException or InvalidDataException
            or ObjectDisposedException;

    /// <summary>A connection that could not be opened.</summary>
    public static ExportException WhileConnecting(Exception exception, string source) => exception switch
    {
        PostgresException { SqlState: "28P01" or "28000" } refused => new SourceException(
            $"{source} refused the login: {refused.MessageText}. Check the user and password of the connection, or set PGPASSWORD.",
            exception),
        PostgresException { SqlState: "3D000" } missing => new SourceException(
            $"{source}: {missing.MessageText}. Check the database's name in the connection; 'psql -l' lists the databases.", exception),
        PostgresException server => new SourceException(
            $"{source} did not open the connection: {server.MessageText} (SQLSTATE {server.SqlState}).{Hint(server)}",
            exception,
            IsTransient(exception)),
        _ => new SourceException(
            $"{source} cannot be reached: {Innermost(exception).Message.TrimEnd('.')}. "
            + "Check host and port, that the server runs and that it accepts connections from here.",
            exception,
            isTransient: true),
    };

    /// <summary>A query that failed.</summary>
    /// <param name="exception">What the driver threw.</param>
    /// <param name="source">The source, as messages name it.</param>
    /// <param name="sent">The text that was sent.</param>
    public static ExportException WhileReading(Exception exception, string source, string sent) => exception switch
    {
        PostgresException { SqlState: "42P01" or "3F000" } missing => new SourceMismatchException(
            $"{source} does not fit the specification: {Place(missing, sent)}{missing.MessageText}. "
            + "Create the table, or edit the relation that reads it, to match your schema.",
            exception),
        PostgresException { SqlState: "42703" } missing => new SourceMismatchException(
            $"{source} does not fit the specification: {Place(missing, sent)}{missing.MessageText}. "
            + "Add the column, or edit the relation that reads it, to match your schema.",
            exception),
        PostgresException { SqlState: "42501", Routine: RowSecurityCheck } hidden => new SourceMismatchException(
            $"{source}: {hidden.MessageText}, so that rows would be missing without a word. Let the role that reads the table bypass row security "
            + "('alter role ... bypassrls'; 'acstats check' names the tables and the roles), or, where the policies are to decide what is exported, "
            + "export with --row-security on, and --session NAME=VALUE if they ask for a setting.",
            exception),
        PostgresException { SqlState: "42704", Routine: SettingLookup } missing => new SourceMismatchException(
            $"{source}: {missing.MessageText}. A policy, view or function asks for this setting: export with --session NAME=VALUE.", exception),
        PostgresException { SqlState: "42501" } denied => new SourceMismatchException(
            $"{source} does not let this role read what the export needs: {denied.MessageText}. Grant SELECT on it to the role.",
            exception),
        PostgresException server when server.Position > 0 || server.SqlState.StartsWith("42", StringComparison.Ordinal) => new SourceMismatchException(
            $"{source} does not fit the specification: {Place(server, sent)}{server.MessageText} (SQLSTATE {server.SqlState}).{Hint(server)} "
            + "Compare the types of the source's columns with the relations.",
            exception),
        PostgresException server => new SourceException(
            $"A query failed in {source}: {server.MessageText} (SQLSTATE {server.SqlState}).{Hint(server)}",
            exception,
            IsTransient(exception)),
        InvalidDataException => new SourceMismatchException($"{source}: {exception.Message}", exception),
        _ => new SourceException(
            $"The connection to {source} was lost: {Innermost(exception).Message.TrimEnd('.')}. Run the export again.",
            exception,
            isTransient: true),
    };

    private static string Place(PostgresException exception, string sent) => QueryPlace.Of(sent, exception.Position - 1);

    private static bool IsTransient(Exception exception)
        => exception is NpgsqlException { IsTransient: true }
            or PostgresException { SqlState: "40001" or "40P01" or "57P01" or "57P02" or "57P03" or "53300" or "55P03" or "25P03" };

    private static string Hint(PostgresException exception) => exception.Hint is { Length: > 0 } hint ? $" Hint: {hint}" : "";

    private static Exception Innermost(Exception exception)
        => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
