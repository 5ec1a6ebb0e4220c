using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.DuckDb;
using AccountCommStats.Exporting.Sources.PostgreSql;

namespace AccountCommStats.Exporting;

/// <summary>Opens sources.</summary>
public static class ExportSource
{
    /// <summary>The source that a connection text names, as <see cref="SourceAddress.Parse"/> reads it. Nothing is connected yet.</summary>
    /// <exception cref="SourceException">The text is no connection, or there is no such file.</exception>
    /// <param name="connection">The connection text.</param>
    /// <param name="limits">How long a session may take; null for the usual.</param>
    /// <param name="settings">What sessions are set to; null for the usual.</param>
    public static IExportSource Open(string connection, SessionLimits? limits = null, SessionSettings? settings = null)
    {
        var address = SourceAddress.Parse(connection);
        return address.Dialect == SqlDialect.PostgreSql
            ? new PostgresSource(address, limits ?? new SessionLimits(), settings ?? new SessionSettings())
            : new DuckDbSource(address.Connection, settings ?? new SessionSettings());
    }
}
