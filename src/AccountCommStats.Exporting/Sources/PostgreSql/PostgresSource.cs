using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources.PostgreSql.Connections;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>A PostgreSQL server as a source of rows.</summary>
internal sealed class PostgresSource : IExportSource
{
    private const int KeepAliveSeconds = 30;
    private const int ReadBufferBytes = 64 * 1024;

    private readonly NpgsqlConnectionStringBuilder _connection;
    private readonly NpgsqlDataSource _dataSource;
    private readonly bool _ownsDataSource;
    private readonly SessionLimits _limits;
    private readonly SessionSettings _settings;
    private bool _isTransportKnown;

    /// <summary>Creates the source; does not connect yet.</summary>
    /// <param name="connection">A connection string of Npgsql.</param>
    /// <param name="limits">How long a session may take.</param>
    /// <param name="settings">The settings of sessions.</param>
    public PostgresSource(string connection, SessionLimits limits, SessionSettings settings)
        : this(CreateDataSource(new NpgsqlConnectionStringBuilder(connection)), limits, settings) => _ownsDataSource = true;

    /// <summary>Creates the source on a data source of the host program; does not connect yet.</summary>
    /// <param name="dataSource">Opens the connections. The caller keeps ownership.</param>
    /// <param name="limits">How long a session may take.</param>
    /// <param name="settings">The settings of sessions.</param>
    /// <exception cref="ArgumentException">The data source multiplexes its connections, or has a command timeout.</exception>
    public PostgresSource(NpgsqlDataSource dataSource, SessionLimits limits, SessionSettings settings)
    {
        _dataSource = dataSource;
        _limits = limits;
        _settings = settings;
        _connection = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        if (_connection.Multiplexing || _connection.CommandTimeout != 0)
        {
            throw new ArgumentException(
                "An export reads in its own transaction, which may take a long time: build its data source with 'Multiplexing=false;Command Timeout=0'. "
                + "The session limits already restrict how long the server may work.",
                nameof(dataSource));
        }

        _isTransportKnown = !TransportSecurity.MayBeReadable(_connection);
        Description = PostgresAddress.Describe(dataSource.ConnectionString);
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
    public int MaximumConcurrentExports => int.MaxValue;

    /// <inheritdoc/>
    public bool SharesSnapshots => !_settings.NamesOrganization;

    /// <inheritdoc/>
    public async Task<ISourceSnapshot> OpenSnapshotAsync(SnapshotRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Connections, 1, nameof(request));
        var coordinator = await OpenSessionAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return await TakeSnapshotAsync(coordinator, request, cancellationToken).ConfigureAwait(false);
        }
        catch (SourceException) when (_ownsDataSource && !coordinator.IsOpen && !cancellationToken.IsCancellationRequested)
        {
            // A pooled session was lost since the last export, and probably others were too. A new session shows whether the server is up.
            _dataSource.Clear();
        }

        coordinator = await OpenSessionAsync(request, cancellationToken).ConfigureAwait(false);
        return await TakeSnapshotAsync(coordinator, request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckResult>> CheckAsync(
        ExportSchema schema, ExportQuery query, IReadOnlyList<RecommendedIndex> indexes, CancellationToken cancellationToken)
        => new PostgresCheck(this, _connection, schema, query, indexes).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindSecuredTablesAsync(ExportQuery query, CancellationToken cancellationToken)
    {
        var snapshot = await OpenSnapshotAsync(new SnapshotRequest(Connections: 1), cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var tables = await PostgresRowSecurity.ReadAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
            return [.. tables.Where(table => table.IsReadByExporter).Select(table => table.Table).Distinct()];
        }
    }

    /// <inheritdoc/>
    ITableCatalog IExportSource.CatalogOf(ISourceSnapshot snapshot) => new PostgresTableCatalog(snapshot);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _ownsDataSource ? _dataSource.DisposeAsync() : ValueTask.CompletedTask;

    private Task<PostgresSession> OpenSessionAsync(SnapshotRequest request, CancellationToken cancellationToken)
        => PostgresSession.OpenAsync(_dataSource, Description, new TransactionSettings(_limits, _settings, request.Organization, request.Queries.Count > 1), cancellationToken);

    /// <summary>Takes the snapshot. If that fails, closes the session.</summary>
    private async Task<PostgresSnapshot> TakeSnapshotAsync(PostgresSession coordinator, SnapshotRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (!_isTransportKnown)
            {
                TransportRisk = await coordinator.ReadEncryptionAsync(cancellationToken).ConfigureAwait(false)
                    ? null
                    : TransportSecurity.Risk(Description);
                _isTransportKnown = true;
            }

            return await new PostgresSnapshotOpening(_dataSource, Description, coordinator.Settings, request)
                .TakeAsync(coordinator, cancellationToken)
                .ConfigureAwait(false);
        }
        catch
        {
            await coordinator.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static NpgsqlDataSource CreateDataSource(NpgsqlConnectionStringBuilder connection)
    {
        connection.ApplicationName ??= "acstats";
        // The driver needs no timeout: statement_timeout ends a query that takes too long, and the server's message says so.
        connection.CommandTimeout = 0;
        KeepAlive(connection);
        connection.ReadBufferSize = Math.Max(connection.ReadBufferSize, ReadBufferBytes);
        var dataSource = new NpgsqlSlimDataSourceBuilder(connection.ConnectionString);
        dataSource.EnableTransportSecurity();
        dataSource.EnableIntegratedSecurity();
        // By default, the driver first loads all types of the database. That is not needed: rows are decoded here, and the driver knows the
        // types of the few values that it decodes.
        dataSource.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return dataSource.Build();
    }

    /// <summary>Turns on TCP keepalive. Without it, an export would wait forever on a network that silently drops packets.</summary>
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
