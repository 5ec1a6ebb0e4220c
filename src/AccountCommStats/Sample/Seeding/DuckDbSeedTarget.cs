using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Sources.DuckDb;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace AccountCommStats.Sample.Seeding;

/// <summary>Writes into a DuckDB file with its appender; the file is created if it is missing.</summary>
internal sealed class DuckDbSeedTarget : ISeedTarget
{
    private readonly string _path;
    private readonly bool _existed;
    private readonly DuckDBConnection _connection;
    private DuckDBTransaction? _transaction;
    private bool _committed;

    /// <summary>A target that is not open yet.</summary>
    public DuckDbSeedTarget(SourceAddress address)
    {
        _path = address.Connection;
        _existed = File.Exists(_path);
        var settings = new DuckDBConnectionStringBuilder { DataSource = _path };
        // Extensions are not installed automatically: a database file must not make this machine download and run code.
        settings["AUTOINSTALL_KNOWN_EXTENSIONS"] = "false";
        _connection = new DuckDBConnection(settings.ConnectionString);
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
        catch (DuckDBException e)
        {
            throw DuckDbErrors.WhileOpening(e, _path);
        }

        await RunAsync("begin", () => _transaction = _connection.BeginTransaction(), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await RunAsync("look for tables", () =>
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "select lower(table_name) from information_schema.tables where table_schema = current_schema()";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found.Add(reader.GetString(0));
            }
        }, cancellationToken).ConfigureAwait(false);
        return [.. tables.Intersect(found)];
    }

    /// <inheritdoc/>
    public Task CreateAsync(string statements, CancellationToken cancellationToken)
        => RunAsync("create the tables", () => Execute(statements), cancellationToken);

    /// <inheritdoc/>
    public Task MarkAsync(long organizationId, CancellationToken cancellationToken)
        => RunAsync($"write into {SeedMarker.Table}", () => Execute(SeedMarker.Insert, organizationId), cancellationToken);

    /// <inheritdoc/>
    public async Task<long> CountAsync(string table, long organizationId, CancellationToken cancellationToken)
    {
        var count = 0L;
        await RunAsync($"read {table}", () =>
        {
            using var command = _connection.CreateCommand();
            command.CommandText = $"select count(*) from {table} where organization_id = $1";
            command.Parameters.Add(new DuckDBParameter(organizationId));
            count = (long)command.ExecuteScalar()!;
        }, cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string table, long organizationId, CancellationToken cancellationToken)
        => RunAsync($"delete from {table}", () => Execute($"delete from {table} where organization_id = $1", organizationId), cancellationToken);

    /// <inheritdoc/>
    public async Task<long> LoadAsync<TRow>(IEnumerable<TRow> rows, Action<long> loaded, CancellationToken cancellationToken)
        where TRow : struct, ISampleRow
    {
        var count = 0L;
        await RunAsync($"write into {TRow.Table}", () =>
        {
            CheckColumns<TRow>();
            using var appender = _connection.CreateAppender(TRow.Table);
            var sink = new AppenderSink();
            count = RowPump.Run(
                rows,
                row =>
                {
                    sink.Row = appender.CreateRow();
                    row.WriteTo(sink);
                    sink.Row.EndRow();
                },
                loaded,
                cancellationToken);
            // Unlike Dispose, Close reports a row that breaks a constraint.
            appender.Close();
        }, cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Creates no indexes. DuckDB reads the columns of a whole table faster than it follows an index, so an export would not use the
    /// indexes. They would only double the time of a seed and the size of the file.
    /// </remarks>
    public Task CommitAsync(CancellationToken cancellationToken)
        => RunAsync("commit", () =>
        {
            _transaction!.Commit();
            _committed = true;
        }, cancellationToken);

    /// <inheritdoc/>
    public Task GatherStatisticsAsync(CancellationToken cancellationToken)
        // DuckDB keeps statistics while it writes. The checkpoint only moves the log into the file.
        => RunAsync("write the file", () => Execute("checkpoint"), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _transaction?.Dispose();
        await _connection.DisposeAsync().ConfigureAwait(false);
        if (!_committed && !_existed && File.Exists(_path))
        {
            File.Delete(_path);
            File.Delete(_path + ".wal");
        }
    }

    /// <summary>Checks the columns of the table, because the appender writes by position.</summary>
    private void CheckColumns<TRow>()
        where TRow : struct, ISampleRow
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"select * from {TRow.Table} limit 0";
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        if (!columns.SequenceEqual(TRow.Columns, StringComparer.OrdinalIgnoreCase))
        {
            throw new SourceMismatchException(
                $"The table {TRow.Table} of {Description} has the columns {string.Join(", ", columns)}; sample data needs the reference "
                    + $"tables of spec/source/reference/schema.sql, where they are {string.Join(", ", TRow.Columns)}. Seed another file.");
        }
    }

    private void Execute(string sql, params ReadOnlySpan<long> parameters)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(parameter));
        }

        command.ExecuteNonQuery();
    }

    /// <summary>DuckDB runs only synchronously, in this process, so statements run on a pool thread.</summary>
    private async Task RunAsync(string doing, Action action, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(action, cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDBException e)
        {
            throw SeedErrors.While(doing, Description, e.Message, e.ErrorType is DuckDBErrorType.Catalog or DuckDBErrorType.Binder, e);
        }
    }

    private sealed class AppenderSink : IValueSink
    {
        public IDuckDBAppenderRow Row { get; set; } = null!;

        public void WriteBigint(long? value) => Row.AppendValue(value);

        public void WriteText(string? value) => Row.AppendValue(value);

        public void WriteNumeric(decimal? value) => Row.AppendValue(value);

        public void WriteInstant(DateTime? utc) => Row.AppendValue(utc);

        public void WriteBoolean(bool value) => Row.AppendValue((bool?)value);
    }
}
