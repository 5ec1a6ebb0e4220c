using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.PostgreSql;
using Npgsql;

namespace AccountCommStats.Exporting;

/// <summary>Opens the sources that exports are read from.</summary>
public static class ExportSource
{
    /// <summary>
    /// Opens the source that a connection text names. The text has one of the forms that <see cref="SourceAddress.Parse"/> reads. Does not
    /// connect yet.
    /// </summary>
    /// <exception cref="SourceException">The text is not a connection, or names a file that does not exist.</exception>
    /// <param name="connection">The connection text.</param>
    /// <param name="limits">How long a session may take; null for the defaults.</param>
    /// <param name="settings">The settings of sessions; null for the defaults.</param>
    public static IExportSource Open(string connection, SessionLimits? limits = null, SessionSettings? settings = null)
        => SourceAddress.Parse(connection).Open(limits ?? new SessionLimits(), settings ?? new SessionSettings());

    /// <summary>
    /// Opens a PostgreSQL server through a data source of the host program, which brings its pool, credentials, certificates and logging.
    /// Does not connect yet.
    /// </summary>
    /// <param name="dataSource">
    /// The data source that opens the connections. It must have <c>Command Timeout=0</c>. The caller owns it, and it must outlive the
    /// source.
    /// </param>
    /// <param name="limits">How long a session may take, enforced by the server; null for the defaults.</param>
    /// <param name="settings">Settings that apply only within the transactions of the export; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The data source multiplexes its connections, but an export needs a transaction of its own. Or the data source has a command timeout,
    /// which would end an export whose first row takes longer.
    /// </exception>
    public static IExportSource Open(NpgsqlDataSource dataSource, SessionLimits? limits = null, SessionSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return new PostgresSource(dataSource, limits ?? new SessionLimits(), settings ?? new SessionSettings());
    }
}
