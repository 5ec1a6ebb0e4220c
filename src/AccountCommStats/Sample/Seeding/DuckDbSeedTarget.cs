using DuckDB.NET.Data;

namespace AccountCommStats.Sample;

/// <summary>Writes into a DuckDB file by its appender; the file is created where it is missing.</summary>
internal sealed class DuckDbSeedTarget : ISeedTarget
{
    private readonly string _path;
    private readonly bool _existed;
    private readonly DuckDBConnection _connection;
    private DuckDBTransaction? _transaction;
    private bool _committed;

    /// <summary>A target that is not open yet.</summary>
    public DuckDbSeedTarget(string path)
    {
        _path = Path.GetFullPath(path);
        _existed = File.Exists(_path);
        _connection = new DuckDBConnection(new DuckDBConnectionStringBuilder { DataSource = _path }.ConnectionString);
        Description = $"the DuckDB file {path}";
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
            throw new SeedException(
                SeedFailure.Database,
                $"Cannot open {Description}: {Said(e)} Check that the folder exists and can be written, that the file is a DuckDB "
                    + "database, and that no other process has it open.",
                e);
        }

        await RunAsync("prepare the tables", () =>
        {
            _transaction = _connection.BeginTransaction();
            Execute(ReferenceSchema.CreateTables);
        }, cancellationToken).ConfigureAwait(false);
    }

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
        => RunAsync($"delete from {table}", () =>
        {
            using var command = _connection.CreateCommand();
            command.CommandText = $"delete from {table} where organization_id = $1";
            command.Parameters.Add(new DuckDBParameter(organizationId));
            command.ExecuteNonQuery();
        }, cancellationToken);

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
            // Closing flushes, and tells what disposing would not: that a row breaks a constraint.
            appender.Close();
        }, cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Without the indexes of the reference source: DuckDB reads the columns of a whole table faster than it follows an
    /// index and uses none of them for an export; they would double the time of a seed and the size of the file.
    /// </remarks>
    public Task CommitAsync(CancellationToken cancellationToken)
        => RunAsync("commit", () =>
        {
            _transaction!.Commit();
            _committed = true;
        }, cancellationToken);

    /// <inheritdoc/>
    public Task GatherStatisticsAsync(CancellationToken cancellationToken)
        // DuckDB keeps statistics as it writes; what remains is to move the log into the file.
        => RunAsync("write the file", () => Execute("checkpoint"), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _transaction?.Dispose();
        await _connection.DisposeAsync().ConfigureAwait(false);
        if (!_committed && !_existed)
        {
            File.Delete(_path);
            File.Delete(_path + ".wal");
        }
    }

    /// <summary>The appender goes by position: a table of other columns would be filled with nonsense.</summary>
    private void CheckColumns<TRow>()
        where TRow : struct, ISampleRow
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"select * from {TRow.Table} limit 0";
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        if (!columns.SequenceEqual(TRow.Columns, StringComparer.OrdinalIgnoreCase))
        {
            throw new SeedException(
                SeedFailure.Tables,
                $"The table {TRow.Table} of {Description} has the columns {string.Join(", ", columns)}; sample data fits the reference "
                    + $"tables of spec/source/reference/schema.sql only, where they are {string.Join(", ", TRow.Columns)}. Seed another file.");
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>DuckDB works in this process and only synchronously; the caller's thread is spared.</summary>
    private async Task RunAsync(string doing, Action action, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(action, cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDBException e)
        {
            throw new SeedException(
                e.ErrorType is DuckDB.NET.Native.DuckDBErrorType.Catalog or DuckDB.NET.Native.DuckDBErrorType.Binder
                    ? SeedFailure.Tables
                    : SeedFailure.Database,
                $"Cannot {doing} in {Description}: {Said(e)} The file is as it was; put that right and seed again.",
                e);
        }
    }

    /// <summary>What DuckDB said, as a sentence.</summary>
    private static string Said(DuckDBException e) => e.Message.TrimEnd('.', '\n') + ".";

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
