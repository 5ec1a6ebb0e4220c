using System.Data;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Sources.PostgreSql;
using Npgsql;
using NpgsqlTypes;

namespace AccountCommStats.Sample.Seeding;

/// <summary>Writes into PostgreSQL with binary COPY.</summary>
internal sealed class PostgresSeedTarget : ISeedTarget
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly NpgsqlConnection _connection;
    private NpgsqlTransaction? _transaction;

    /// <summary>A target that is not connected yet.</summary>
    public PostgresSeedTarget(SourceAddress address)
    {
        var settings = new NpgsqlConnectionStringBuilder(address.Connection);
        settings.ApplicationName ??= "acstats seed";
        // There is no timeout, because building an index may take a long time. The user can cancel the seed.
        settings.CommandTimeout = 0;
        // The slim builder is used, as in the exporter. It maps only the types that are written here, not all that PostgreSQL has.
        var dataSource = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        dataSource.EnableTransportSecurity();
        dataSource.EnableIntegratedSecurity();
        _dataSource = dataSource.Build();
        _connection = _dataSource.CreateConnection();
        Description = address.Description;
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw PostgresErrors.WhileConnecting(e, Description);
        }

        await RunAsync("begin", async () =>
        {
            _transaction = await _connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            // The commit is synchronous: after an asynchronous one, vacuum may be unable to mark the transaction's pages as all-visible.
            await ExecuteAsync("set local synchronous_commit = on", cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await RunAsync("look for tables", async () =>
        {
            await using var command = new NpgsqlCommand(
                "select name from regexp_split_to_table($1, ' ') as relation (name) where to_regclass(name) is not null", _connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = string.Join(' ', tables) });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                found.Add(reader.GetString(0));
            }
        }).ConfigureAwait(false);
        return found;
    }

    /// <inheritdoc/>
    public Task CreateAsync(string statements, CancellationToken cancellationToken)
        => RunAsync("create what is missing", () => ExecuteAsync(statements, cancellationToken));

    /// <inheritdoc/>
    public Task MarkAsync(long organizationId, CancellationToken cancellationToken)
        => RunAsync($"write into {SeedMarker.Table}", () => ExecuteAsync(SeedMarker.Insert, cancellationToken, organizationId));

    /// <inheritdoc/>
    public async Task<long> CountAsync(string table, long organizationId, CancellationToken cancellationToken)
    {
        var count = 0L;
        await RunAsync($"read {table}", async () =>
        {
            await using var command = new NpgsqlCommand($"select count(*) from {table} where organization_id = $1", _connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = organizationId });
            count = (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string table, long organizationId, CancellationToken cancellationToken)
        => RunAsync($"delete from {table}", () => ExecuteAsync($"delete from {table} where organization_id = $1", cancellationToken, organizationId));

    /// <inheritdoc/>
    public async Task<long> LoadAsync<TRow>(IEnumerable<TRow> rows, Action<long> loaded, CancellationToken cancellationToken)
        where TRow : struct, ISampleRow
    {
        var count = 0L;
        await RunAsync($"write into {TRow.Table}", async () =>
        {
            var copy = $"copy {TRow.Table} ({string.Join(", ", TRow.Columns)}) from stdin (format binary)";
            await using var importer = await _connection.BeginBinaryImportAsync(copy, cancellationToken).ConfigureAwait(false);
            importer.Timeout = TimeSpan.Zero;
            var sink = new CopySink(importer);
            // The rows are written synchronously on a pool thread, because a task per value would cost more than writing the value.
            count = await Task.Run(
                () => RowPump.Run(
                    rows,
                    row =>
                    {
                        importer.StartRow();
                        row.WriteTo(sink);
                    },
                    loaded,
                    cancellationToken),
                cancellationToken).ConfigureAwait(false);
            await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc/>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        // If all indexes exist, CREATE INDEX is not run, because filling tables must not need the right to create indexes.
        if ((await FindAsync(ReferenceSchema.Indexes, cancellationToken).ConfigureAwait(false)).Count < ReferenceSchema.Indexes.Length)
        {
            await CreateAsync(ReferenceSchema.CreateIndexes, cancellationToken).ConfigureAwait(false);
        }

        await RunAsync("commit", () => _transaction!.CommitAsync(cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task GatherStatisticsAsync(CancellationToken cancellationToken)
        // The tables are also vacuumed. This marks their pages as all-visible, which index-only scans need.
        => RunAsync("gather statistics", () => ExecuteAsync(
            $"vacuum (analyze) {string.Join(", ", ReferenceSchema.Tables.Add(SeedMarker.Table))}", cancellationToken));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
        await _dataSource.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params long[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = parameter });
        }

        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(string doing, Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresErrors.IsDriverError(e) || (e is InvalidOperationException && _connection.State != ConnectionState.Open))
        {
            var isOfOtherMaking = e is PostgresException
            {
                SqlState: PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.DatatypeMismatch
                    or PostgresErrorCodes.WrongObjectType or PostgresErrorCodes.InvalidBinaryRepresentation,
            };
            throw SeedErrors.While(doing, Description, e is PostgresException p ? p.MessageText : e.Message, isOfOtherMaking, e);
        }
    }

    private sealed class CopySink(NpgsqlBinaryImporter importer) : IValueSink
    {
        public void WriteBigint(long? value)
        {
            if (value is { } v)
            {
                importer.Write(v, NpgsqlDbType.Bigint);
            }
            else
            {
                importer.WriteNull();
            }
        }

        public void WriteText(string? value)
        {
            if (value is not null)
            {
                importer.Write(value, NpgsqlDbType.Text);
            }
            else
            {
                importer.WriteNull();
            }
        }

        public void WriteNumeric(decimal? value)
        {
            if (value is { } v)
            {
                importer.Write(v, NpgsqlDbType.Numeric);
            }
            else
            {
                importer.WriteNull();
            }
        }

        public void WriteInstant(DateTime? utc)
        {
            if (utc is { } v)
            {
                importer.Write(v, NpgsqlDbType.TimestampTz);
            }
            else
            {
                importer.WriteNull();
            }
        }

        public void WriteBoolean(bool value) => importer.Write(value, NpgsqlDbType.Boolean);
    }
}
