namespace AccountCommStats.Exporting;

/// <summary>Opens sources.</summary>
public static class ExportSource
{
    /// <summary>The source that a connection text names, as <see cref="SourceAddress.Parse"/> reads it. Nothing is connected yet.</summary>
    /// <exception cref="SourceException">The text is no connection, or there is no such file.</exception>
    public static IExportSource Open(string connection)
    {
        var address = SourceAddress.Parse(connection);
        return address.Dialect == SqlDialect.PostgreSql
            ? new PostgresSource(address.Connection)
            : new DuckDbSource(address.Connection);
    }
}
