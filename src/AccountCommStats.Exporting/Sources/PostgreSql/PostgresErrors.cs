using System.Net.Sockets;
using System.Security.Authentication;
using AccountCommStats.Exporting.Errors;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>Translates Npgsql's exceptions into exceptions that say what happened, where, and what to do.</summary>
internal static class PostgresErrors
{
    /// <summary>The routine of PostgreSQL that reports an unknown setting.</summary>
    private const string SettingLookup = "find_option";

    /// <summary>
    /// The routine of PostgreSQL that reports that a policy would hide rows although <c>row_security</c> is off. The error is recognized by
    /// this name, because its message is localized.
    /// </summary>
    private const string RowSecurityCheck = "check_enable_rls";

    /// <summary>Whether an exception comes from the driver, and can be translated.</summary>
    public static bool IsDriverError(Exception exception)
        => exception is NpgsqlException or SocketException or IOException or TimeoutException or InvalidDataException
            or ObjectDisposedException;

    /// <summary>Translates a failure to connect.</summary>
    public static ExportException WhileConnecting(Exception exception, string source) => (exception, Innermost(exception)) switch
    {
        (PostgresException { SqlState: "28P01" } refused, _) => new SourceException(
            $"{source} refused the login: {refused.MessageText}. Check the user and password of the connection, or set PGPASSWORD.",
            exception),
        (PostgresException { SqlState: "28000" } refused, _) => new SourceException(
            $"{source} refused the login: {refused.MessageText}. The server's pg_hba.conf decides who may connect from where: check user, database and "
            + "host, and whether it requires encryption (sslmode=verify-full) or a client certificate.",
            exception),
        (PostgresException { SqlState: "3D000" } missing, _) => new SourceException(
            $"{source}: {missing.MessageText}. Check the database's name in the connection; 'psql -l' lists the databases.", exception),
        (PostgresException server, _) => new SourceException(
            $"{source} did not open the connection: {server.MessageText} (SQLSTATE {server.SqlState}).{Hint(server)}",
            exception,
            IsTransient(server)),
        (_, AuthenticationException certificate) => new SourceException(
            $"{source} has a certificate that is not trusted: {Sentence(certificate)} Name its authority's certificate (sslrootcert=FILE in a URI, Root "
            + "Certificate=FILE in a connection string), and give the host as it is in the certificate.",
            exception),
        (_, SocketException or IOException or TimeoutException) => new SourceException(
            $"{source} cannot be reached: {Sentence(Innermost(exception))} "
            + "Check host and port, that the server runs and that it accepts connections from here.",
            exception,
            isTransient: true),
        (NpgsqlException, _) when exception.Message.StartsWith("No password", StringComparison.Ordinal) => new SourceException(
            $"{source} requires a password, and none was given. Set PGPASSWORD, write it to ~/.pgpass (readable by you alone), or add it to the connection.",
            exception),
        (NpgsqlException, _) when exception.Message.StartsWith("SSL connection requested", StringComparison.Ordinal) => new SourceException(
            $"{source} does not offer encryption, which the connection requires. Switch it on at the server (ssl = on). Only on a "
            + "private network, write sslmode=disable (SSL Mode=Disable).",
            exception),
        (NpgsqlException { IsTransient: true }, _) => new SourceException(
            $"{source} did not open the connection: {Sentence(exception)}", exception, isTransient: true),
        (NpgsqlException, _) when exception.Message.StartsWith("No suitable host", StringComparison.Ordinal) => new SourceException(
            $"{source} cannot be reached: none of its hosts accepts connections and matches target_session_attrs.",
            exception,
            isTransient: true),
        (NpgsqlException, _) => new SourceException($"{source} did not open the connection: {Sentence(exception)}", exception),
        // The driver's message is left out, because it could repeat a setting.
        _ => new SourceException(
            $"{source} did not open the connection: {exception.GetType().Name}. Check the connection's settings, and the files that they name.", exception),
    };

    /// <summary>Translates a failure of a query.</summary>
    /// <param name="exception">The exception of the driver.</param>
    /// <param name="source">The source, as messages name it.</param>
    /// <param name="sent">The text that was sent.</param>
    public static ExportException WhileReading(Exception exception, string source, string sent) => exception switch
    {
        PostgresException server => WhileReading(server, source, Place(server, sent)),
        InvalidDataException => new SourceMismatchException($"{source}: {exception.Message}", exception),
        _ => new SourceException(
            $"The connection to {source} was lost: {Sentence(Innermost(exception))} Run the export again.",
            exception,
            isTransient: true),
    };

    private static string Place(PostgresException exception, string sent) => QueryPlace.Of(sent, exception.Position - 1);

    /// <summary>
    /// Chooses the exception by the SQLSTATE. Either something that the specification needs is missing, or the query cannot compute with
    /// the data. For all other states, the server failed.
    /// </summary>
    private static ExportException WhileReading(PostgresException server, string source, string place)
    {
        var reported = place + server.MessageText;
        var reportedWithCode = $"{reported} (SQLSTATE {server.SqlState}).{Hint(server)}";
        return server.SqlState switch
        {
            "42P01" or "3F000" => Mismatch(
                $"{source} does not fit the specification: {reported}. Create the table, or edit the file that reads it, to match your schema. Where the "
                + "table is in another schema, put that on the search path: ALTER ROLE ... SET search_path = ..., or options=-csearch_path=... in the "
                + "connection.", ExportRemedy.CheckSource),
            "42703" => Mismatch(
                $"{source} does not fit the specification: {reported}. Add the column, or edit the file that reads it, to match your schema."),
            "42501" when server.Routine == RowSecurityCheck => Mismatch(
                $"{source}: {reported}, so rows would be missing silently. Let the role that reads the table bypass row security "
                + "('alter role ... bypassrls').", ExportRemedy.KeepRowSecurity),
            "42501" => Mismatch(
                $"{source} does not let this role read what the export needs: {reported}. Grant {RightFor(reported)} on it to the role."),
            "42704" when server.Routine == SettingLookup => Mismatch(
                $"{source}: {reported}. A policy, view or function reads this setting.", ExportRemedy.SetSessionSettings),
            "25006" => Mismatch(
                $"{source} does not fit the specification: {reportedWithCode} An export only reads; edit the file, or the function that it calls."),
            "57014" => new SourceException(
                $"{source} canceled a query: {reportedWithCode}", server) { Remedy = ExportRemedy.RaiseTimeLimit },
            ['4', '2', ..] => Mismatch(
                $"{source} does not fit the specification: {reportedWithCode} Compare the types of the source's columns with the files that read them."),
            ['0', 'A', ..] or ['3', 'D', ..] => Mismatch($"{source} does not fit the specification: {reportedWithCode} Edit the SQL file that uses what the server does not have."),
            ['2', '0' or '1' or '2' or '3', ..] or ['4', '4', ..] => new SourceDataException(
                $"{source} holds data that the query cannot compute with: {reportedWithCode}", server),
            _ => new SourceException($"A query failed in {source}: {reportedWithCode}", server, IsTransient(server)),
        };

        SourceMismatchException Mismatch(string message, ExportRemedy? remedy = null) => new(message, server) { Remedy = remedy };
    }

    /// <summary>Whether a retry may succeed: after a conflict, a restart, or what the driver considers transient.</summary>
    private static bool IsTransient(PostgresException exception) => exception.SqlState switch
    {
        "08P01" => false, // The protocol violation would occur again.
        ['0', '8', ..] or ['4', '0', ..] or ['7', '2', ..] => true,
        "57P01" or "57P02" or "57P03" or "57P05" or "55P03" or "25P03" or "HV00N" => true,
        _ => exception.IsTransient,
    };

    private static string RightFor(string message)
        => message.Contains(" schema ", StringComparison.Ordinal) ? "USAGE"
            : message.Contains(" function ", StringComparison.Ordinal) ? "EXECUTE"
            : "SELECT";

    private static string Hint(PostgresException exception) => exception.Hint is { Length: > 0 } hint ? $" Hint: {hint}" : "";

    private static string Sentence(Exception exception) => $"{exception.Message.TrimEnd('.')}.";

    private static Exception Innermost(Exception exception)
        => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
