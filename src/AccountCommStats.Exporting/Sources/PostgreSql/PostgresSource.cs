using AccountCommStats.Exporting.Sources.PostgreSql.Connections;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>A PostgreSQL server as source.</summary>
internal sealed class PostgresSource : IExportSource
{
    private const int KeepAliveSeconds = 30;
    private const int ReadBufferBytes = 64 * 1024;

    private readonly NpgsqlDataSource _dataSource;
    private readonly SessionLimits _limits;
    private readonly SessionSettings _settings;
    private bool _isTransportKnown;

    /// <summary>Creates the source; nothing is connected yet.</summary>
    /// <param name="address">A PostgreSQL server.</param>
    /// <param name="limits">How long a session may take.</param>
    /// <param name="settings">What sessions are set to.</param>
    public PostgresSource(SourceAddress address, SessionLimits limits, SessionSettings settings)
    {
        _limits = limits;
        _settings = settings;
        var builder = new NpgsqlConnectionStringBuilder(address.Connection);
        _isTransportKnown = !TransportSecurity.MayBeReadable(builder);
        Description = address.Description;
        builder.ApplicationName ??= "acstats";
        // The server ends a query that takes too long; it does so with a reason.
        builder.CommandTimeout = 0;
        KeepAlive(builder);
        builder.ReadBufferSize = Math.Max(builder.ReadBufferSize, ReadBufferBytes);
        var dataSource = new NpgsqlSlimDataSourceBuilder(builder.ConnectionString);
        dataSource.EnableTransportSecurity();
        dataSource.EnableIntegratedSecurity();
        // The driver would first ask for all types of the database. It knows those of the few values that it decodes; it decodes no rows.
        dataSource.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        _dataSource = dataSource.Build();
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.PostgreSql;

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public string? TransportRisk { get; private set; }

    /// <inheritdoc/>
    public bool KeepsRowSecurity => _settings.KeepsRowSecurity;

    /// <inheritdoc/>
    public async Task<ISourceSnapshot> OpenSnapshotAsync(SnapshotRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Connections, 1, nameof(request));
        var settings = new TransactionSettings(_limits, _settings, request.Organization);
        var coordinator = await PostgresSession.OpenAsync(_dataSource, Description, settings, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isTransportKnown)
            {
                TransportRisk = await coordinator.ReadEncryptionAsync(cancellationToken).ConfigureAwait(false)
                    ? null
                    : TransportSecurity.Risk(Description);
                _isTransportKnown = true;
            }

            return await new PostgresSnapshotOpening(_dataSource, Description, settings, request)
                .TakeAsync(coordinator, cancellationToken)
                .ConfigureAwait(false);
        }
        catch
        {
            await coordinator.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();

    /// <summary>Without it a network that drops packets silently would keep an export waiting for ever.</summary>
    private static void KeepAlive(NpgsqlConnectionStringBuilder builder)
    {
        if (!builder.ContainsKey("Tcp Keepalive"))
        {
            builder.TcpKeepAlive = true;
            builder.TcpKeepAliveTime = KeepAliveSeconds;
            builder.TcpKeepAliveInterval = KeepAliveSeconds;
        }
    }
}
