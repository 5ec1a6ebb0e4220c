using AccountCommStats.Exporting.Sources.PostgreSql.Connections;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>PostgreSQL: a source is a URI, keywords of libpq, or a connection string of Npgsql.</summary>
internal sealed class PostgresEngine : SourceEngine
{
    /// <inheritdoc/>
    public override SqlDialect Dialect => SqlDialect.PostgreSql;

    /// <inheritdoc/>
    public override string? TryRead(string text)
    {
        var settings = PostgresUri.IsUri(text) ? PostgresUri.Read(text)
            : PostgresKeywords.TryRead(text) is { } keywords ? keywords.ToSettings()
            : UnreadableSource.ReasonFor(text) is { } reason ? throw UnreadableSource.Because(reason)
            : PostgresAddress.ReadConnectionString(text);
        return PostgresAddress.Complete(settings).ConnectionString;
    }

    /// <inheritdoc/>
    public override string Describe(string connection) => PostgresAddress.Describe(connection);

    /// <inheritdoc/>
    public override IExportSource Open(string connection, SessionLimits limits, SessionSettings settings) => new PostgresSource(connection, limits, settings);
}
