using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.PostgreSql;
using Npgsql;

namespace AccountCommStats.Exporting;

/// <summary>Opens sources.</summary>
public static class ExportSource
{
    /// <summary>The source that a connection text names, as <see cref="SourceAddress.Parse"/> reads it. Nothing is connected yet.</summary>
    /// <exception cref="SourceException">The text is not a connection, or there is no such file.</exception>
    /// <param name="connection">The connection text.</param>
    /// <param name="limits">How long a session may take; null for the usual.</param>
    /// <param name="settings">What sessions are set to; null for the usual.</param>
    public static IExportSource Open(string connection, SessionLimits? limits = null, SessionSettings? settings = null)
        => SourceAddress.Parse(connection).Open(limits ?? new SessionLimits(), settings ?? new SessionSettings());

    /// <summary>A PostgreSQL server by the connections of a host, whose pool, credentials, certificates and logging it then uses. Nothing is connected yet.</summary>
    /// <param name="dataSource">Opens the connections, with <c>Command Timeout=0</c>. The caller owns it, and it must outlive the source.</param>
    /// <param name="limits">How long a session may take, which the server watches over; null for the usual.</param>
    /// <param name="settings">What sessions are set to, each for its transaction only; null for the usual.</param>
    /// <exception cref="ArgumentException">
    /// The data source multiplexes its connections, where an export needs a transaction of its own; or it has a command timeout, which would end
    /// an export whose first row takes longer.
    /// </exception>
    public static IExportSource Open(NpgsqlDataSource dataSource, SessionLimits? limits = null, SessionSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return new PostgresSource(dataSource, limits ?? new SessionLimits(), settings ?? new SessionSettings());
    }
}
