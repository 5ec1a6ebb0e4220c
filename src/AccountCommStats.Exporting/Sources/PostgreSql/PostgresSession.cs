using System.Data;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Hosting;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>One connection inside a read-only transaction.</summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    /// <summary>How long a canceled query may take to end before its connection is given up.</summary>
    private static readonly TimeSpan CancellationTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Lets the server notice, during a query, that the exporter has disconnected. The exporter may have been killed, or have given up
    /// after a cancellation that did not reach the server. Servers before version 14, and servers on systems other than Linux, cannot
    /// notice it.
    /// </summary>
    private const string NoticeLostClient = """
        select set_config('client_connection_check_interval', '5s', true)
        where current_setting('server_version_num')::integer >= 140000 and version() ~ 'linux'
        """;

    private const string AskForEncryption = """
        select exists (select from pg_stat_ssl s where s.pid = pg_backend_pid() and s.ssl)
          or exists (select from pg_stat_gssapi g where g.pid = pg_backend_pid() and g.encrypted)
        """;

    // The savepoint at the start of the transaction. Rolling back to it releases the locks taken later. A transaction that already has a
    // savepoint cannot export its snapshot.
    private const string Start = "acstats_start";

    private readonly NpgsqlConnection _connection;
    private readonly string _source;

    private PostgresSession(NpgsqlConnection connection, string source, TransactionSettings settings)
    {
        _connection = connection;
        _source = source;
        Settings = settings;
    }

    /// <summary>The settings of each transaction of this session.</summary>
    public TransactionSettings Settings { get; }

    /// <summary>Whether the connection is open, as far as is known.</summary>
    public bool IsOpen => _connection.State == ConnectionState.Open;

    /// <summary>Opens the connection. Begins no transaction yet.</summary>
    /// <exception cref="SourceException">The server cannot be reached or refuses.</exception>
    public static async Task<PostgresSession> OpenAsync(
        NpgsqlDataSource dataSource, string source, TransactionSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return new PostgresSession(await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false), source, settings);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.WhileConnecting(exception, source);
        }
    }

    /// <summary>Begins the transaction.</summary>
    /// <param name="snapshot">The exported snapshot to adopt; null to take one of its own.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <remarks>
    /// Until <see cref="PostgresWitness"/> has determined what was read, only the export's own queries may read in this transaction. Other reads
    /// would count as the export's.
    /// </remarks>
    public Task BeginAsync(string? snapshot, CancellationToken cancellationToken) => BeginAsync(snapshot, "select null", cancellationToken);

    /// <summary>Begins the transaction and runs a query that locks nothing, in one round trip.</summary>
    /// <param name="snapshot">The exported snapshot to adopt; null to take one of its own.</param>
    /// <param name="question">A query that yields one record with only text columns.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<string?[]> BeginAsync(string? snapshot, string question, CancellationToken cancellationToken)
    {
        var (limits, settings, organization, isReused) = Settings;
        var adopt = snapshot is null ? "" : $"set transaction snapshot {SqlLiterals.Quote(snapshot)};";
        var variables = settings.Variables
            .Select(variable => (variable.Name, Value: variable.ValueFor(organization)))
            .Where(variable => variable.Value is not null)
            .Select(variable => $"select set_config({SqlLiterals.Quote(variable.Name)}, {SqlLiterals.Quote(variable.Value!)}, true)");
        // All settings are local to the transaction, so a connection pooler passes none of them on to other clients. JIT is off, because
        // the query would be compiled again for each key range, which costs more than it saves.
        var records = await ReadTextsAsync(
            $"""
            begin transaction isolation level repeatable read, read only;
            {adopt}
            set local time zone 'UTC';
            set local jit = off;
            set local standard_conforming_strings = on;
            set local statement_timeout = {Milliseconds(limits.Statement)};
            set local lock_timeout = {Milliseconds(limits.Lock)};
            set local idle_in_transaction_session_timeout = {Milliseconds(limits.Idle)};
            set local row_security = {(settings.KeepsRowSecurity ? "on" : "off")};
            {NoticeLostClient};
            {string.Join("", variables.Select(variable => $"{variable};\n"))}
            {question}{(isReused ? $";\nsavepoint {Start}" : "")}
            """,
            cancellationToken).ConfigureAwait(false);
        return records[^1];
    }

    /// <summary>Ends the transaction, even if a failure has aborted it.</summary>
    public Task RollBackAsync(CancellationToken cancellationToken) => ExecuteAsync("rollback", cancellationToken);

    /// <summary>
    /// Rolls a reused transaction back to its start, which releases the locks on all that was read. The transaction's snapshot and settings
    /// stay.
    /// </summary>
    public Task RollBackToStartAsync(CancellationToken cancellationToken) => ExecuteAsync($"rollback to savepoint {Start}", cancellationToken);

    /// <summary>Whether the server reports that the connection is encrypted.</summary>
    public Task<bool> ReadEncryptionAsync(CancellationToken cancellationToken)
        => ReadScalarAsync<bool>(AskForEncryption, cancellationToken);

    /// <summary>Runs a query that yields one value.</summary>
    public async Task<T> ReadScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand(sql, _connection);
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    return reader.GetFieldValue<T>(0);
                }
            }
        }
        catch (Exception exception) when (IsDriverError(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.WhileReading(exception, _source, sql);
        }
    }

    /// <summary>Runs statements whose columns are all text, and returns the records of all of them.</summary>
    public async Task<List<string?[]>> ReadTextsAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand(sql, _connection);
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var records = new List<string?[]>();
                    do
                    {
                        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        {
                            records.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
                        }
                    }
                    while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
                    return records;
                }
            }
        }
        catch (Exception exception) when (IsDriverError(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.WhileReading(exception, _source, sql);
        }
    }

    /// <summary>Reads the names of a query's columns without running it.</summary>
    public async Task<IReadOnlyList<string>> ReadColumnNamesAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand(sql, _connection);
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
                }
            }
        }
        catch (Exception exception) when (IsDriverError(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.WhileReading(exception, _source, sql);
        }
    }

    /// <summary>Runs a <c>COPY (query) TO STDOUT (FORMAT binary)</c> and passes on its records.</summary>
    public async Task CopyAsync<TConsumer>(string copy, TConsumer consumer, CancellationToken cancellationToken)
        where TConsumer : struct, IRecordConsumer
    {
        try
        {
            await CopyUntranslatedAsync(copy, consumer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsDriverError(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.WhileReading(exception, _source, copy);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // The transaction wrote nothing. Closing the connection ends the transaction, and resets the session for the next export.
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsDriverError(exception))
        {
            // The connection was lost, and the transaction with it.
        }
    }

    /// <summary>
    /// Whether the source is at fault. If a connection was lost between two queries, the driver reports this as if the caller had forgotten
    /// to open it.
    /// </summary>
    private bool IsDriverError(Exception exception)
        => PostgresErrors.IsDriverError(exception) || (exception is InvalidOperationException && !IsOpen);

    private static long Milliseconds(TimeSpan limit) => (long)limit.TotalMilliseconds;

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand(sql, _connection);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (IsDriverError(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.WhileReading(exception, _source, sql);
        }
    }

    private async Task CopyUntranslatedAsync<TConsumer>(string copy, TConsumer consumer, CancellationToken cancellationToken)
        where TConsumer : struct, IRecordConsumer
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var decoder = new BinaryCopyDecoder();
        using var timeout = new CancellationTokenSource();
        var stream = await _connection.BeginRawBinaryCopyAsync(copy, cancellationToken).ConfigureAwait(false);
        try
        {
            // A cancellation makes the server stop the query and end the stream. The timeout is for a server that does not answer.
            var registration = cancellationToken.Register(() => Cancel(stream, timeout));
            await using (registration.ConfigureAwait(false))
            {
                while (consumer.WantsMore)
                {
                    var reading = stream.ReadAsync(decoder.Free, timeout.Token);
                    var hadToWait = !reading.IsCompleted;
                    var count = await reading.ConfigureAwait(false);
                    if (count == 0)
                    {
                        break;
                    }

                    if (hadToWait)
                    {
                        LetRowsGather();
                    }

                    decoder.Advance(count);
                    decoder.Decode(consumer);
                    await consumer.DrainAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            if (consumer.WantsMore && !decoder.IsComplete)
            {
                throw new InvalidDataException("The server ended the result before its end marker.");
            }
        }
        finally
        {
            await EndAsync(stream, decoder.IsComplete).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Gives the server time to send more. The server sends pieces of 8 KB. Reading each piece immediately would wake and suspend two threads
    /// for every dozen rows, on cores that the server may need.
    /// </summary>
    /// <remarks>
    /// The thread itself sleeps, because a timer would wake another thread. It does not sleep while rows come faster than they are read,
    /// nor on Windows, where a sleep may last long enough to block the server. It sleeps only in a <see cref="DedicatedProcess"/>, because
    /// elsewhere the thread belongs to the host.
    /// </remarks>
    private static void LetRowsGather()
    {
        if (DedicatedProcess.IsEnabled && !OperatingSystem.IsWindows())
        {
            Thread.Sleep(1);
        }
    }

    private static void Cancel(NpgsqlRawCopyStream stream, CancellationTokenSource timeout)
    {
        timeout.CancelAfter(CancellationTimeout);
        try
        {
            stream.Cancel();
        }
        catch (Exception exception) when (PostgresErrors.IsDriverError(exception))
        {
            // The connection is lost, and the query with it.
        }
    }

    /// <summary>Ends a COPY. If an unfinished COPY were only disposed, its result would be read to the end, however long it is.</summary>
    private static async Task EndAsync(NpgsqlRawCopyStream stream, bool isComplete)
    {
        try
        {
            if (!isComplete)
            {
                await stream.CancelAsync().ConfigureAwait(false);
            }

            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (!isComplete && PostgresErrors.IsDriverError(exception))
        {
            // The result is abandoned, or another exception is already being thrown.
        }
    }
}

/// <summary>The settings of each transaction of an export.</summary>
/// <param name="Limits">How long the session may take.</param>
/// <param name="Session">The settings of the session.</param>
/// <param name="Organization">The organization that variables may refer to; null for none.</param>
/// <param name="IsReused">Whether <see cref="PostgresSession.RollBackToStartAsync"/> will be called.</param>
internal sealed record TransactionSettings(SessionLimits Limits, SessionSettings Session, string? Organization, bool IsReused);
