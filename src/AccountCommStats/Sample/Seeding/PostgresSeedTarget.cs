using Npgsql;
using NpgsqlTypes;

namespace AccountCommStats.Sample;

/// <summary>Writes into PostgreSQL by binary COPY.</summary>
internal sealed class PostgresSeedTarget : ISeedTarget
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly NpgsqlConnection _connection;
    private NpgsqlTransaction? _transaction;

    /// <summary>A target that is not connected yet.</summary>
    public PostgresSeedTarget(NpgsqlConnectionStringBuilder address)
    {
        // Building an index takes as long as it takes; whoever waits can cancel.
        var settings = new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            CommandTimeout = 0,
            ApplicationName = address.ApplicationName ?? "acstats seed",
            Pooling = false,
        };
        // Slim, like the exporter's: the types that are written here, not the hundred kinds that could be.
        var dataSource = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        dataSource.EnableTransportSecurity();
        dataSource.EnableIntegratedSecurity();
        _dataSource = dataSource.Build();
        _connection = _dataSource.CreateConnection();
        Description = $"PostgreSQL {settings.Host ?? "localhost"}:{settings.Port}/{settings.Database ?? settings.Username}"
            + (settings.Username is null ? "" : $" as {settings.Username}");
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
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new SeedException(
                SeedFailure.Database,
                $"Cannot connect to {Description}: {Said(e)} Check host, port, database, user and password, and that the server runs.",
                e);
        }

        await RunAsync("prepare the tables", async () =>
        {
            _transaction = await _connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            // Vacuum marks no page of a transaction whose commit it cannot be sure of, as after an asynchronous one.
            await ExecuteAsync("set local synchronous_commit = on", cancellationToken).ConfigureAwait(false);
            await CreateAsync(ReferenceSchema.Tables, ReferenceSchema.CreateTables, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

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
        => RunAsync($"delete from {table}", async () =>
        {
            await using var command = new NpgsqlCommand($"delete from {table} where organization_id = $1", _connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = organizationId });
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        });

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
            // Written synchronously, on a thread of the pool: a task per value would cost more than the value.
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
    public Task CommitAsync(CancellationToken cancellationToken)
        => RunAsync("create the indexes", async () =>
        {
            await CreateAsync(ReferenceSchema.Indexes, ReferenceSchema.CreateIndexes, cancellationToken).ConfigureAwait(false);
            await _transaction!.CommitAsync(cancellationToken).ConfigureAwait(false);
        });

    /// <inheritdoc/>
    public Task GatherStatisticsAsync(CancellationToken cancellationToken)
        // Vacuum as well: it marks the pages as visible to all, without which no index is answered from alone.
        => RunAsync("gather statistics", () => ExecuteAsync(
            $"vacuum (analyze) {string.Join(", ", ReferenceSchema.Tables)}", cancellationToken));

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

    /// <summary>
    /// Runs the statements only if one of the relations is missing: filling what is there must not need the right to create.
    /// </summary>
    private async Task CreateAsync(IEnumerable<string> relations, string statements, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select count(*) from regexp_split_to_table($1, ' ') as relation (name) where to_regclass(name) is null", _connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = string.Join(' ', relations) });
        var missing = (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        if (missing > 0)
        {
            await ExecuteAsync(statements, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(string doing, Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.DatatypeMismatch or PostgresErrorCodes.WrongObjectType
            or PostgresErrorCodes.InvalidBinaryRepresentation)
        {
            throw new SeedException(
                SeedFailure.Tables,
                $"Cannot {doing} in {Description}: {Said(e)} Sample data fits the reference tables of spec/source/reference/schema.sql only; "
                    + "seed a database that has none of them, or none of other making.",
                e);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new SeedException(
                SeedFailure.Database,
                $"Cannot {doing} in {Description}: {Said(e)} The database is as it was; put that right and seed again.",
                e);
        }
    }

    /// <summary>What the server or the driver said, as a sentence.</summary>
    private static string Said(Exception e) => (e is PostgresException p ? p.MessageText : e.Message).TrimEnd('.') + ".";

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
