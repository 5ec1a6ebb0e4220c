using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Exports.Faults;

/// <summary>A database of each engine, without constraints. For each fault there is an organization that has it.</summary>
/// <remarks>
/// In such an organization, three rows of one table have the fault: one of the fifty rows of <see cref="Among"/>, the only row of
/// <see cref="Alone"/>, and the only row of <see cref="Later"/>. Events of <see cref="Later"/> happen after the as-of time of the
/// exports. <see cref="Sound"/> has no fault.
/// </remarks>
public sealed partial class FaultySources : IAsyncLifetime, IDisposable
{
    /// <summary>The account with fifty events of each kind. Only one of all these events has the fault.</summary>
    public const string Among = "1";

    /// <summary>The account with one event of each kind.</summary>
    public const string Alone = "2";

    /// <summary>The account whose events are later than <see cref="AsOf"/>.</summary>
    public const string Later = "3";

    /// <summary>The account without faults.</summary>
    public const string Sound = "4";

    /// <summary>The organization without faults.</summary>
    public const long SoundOrganization = 2000;

    /// <summary>The as-of time of the exports.</summary>
    public static readonly DateTime AsOf = new(2025, 6, 30, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentDictionary<IExportSource, Lazy<Task<string>>> _soundRows = [];
    private PostgresDatabase _postgres = null!;
    private DuckDBConnection _duckDb = null!;

    /// <summary>The DuckDB file.</summary>
    public string DuckDbFile => _directory.File("faulty.duckdb");

    /// <summary>The opened DuckDB file.</summary>
    public IExportSource DuckDb { get; private set; } = null!;

    /// <summary>The PostgreSQL database.</summary>
    public IExportSource Postgres { get; private set; } = null!;

    /// <summary>The row of <see cref="Sound"/> in the organization without faults. It is exported only once from each source.</summary>
    public Task<string> SoundRowAsync(IExportSource source, Func<Task<string>> export) => _soundRows.GetOrAdd(source, _ => new Lazy<Task<string>>(export)).Value;

    /// <summary>The organization whose rows have the fault.</summary>
    public static long With(SourceFault fault) => 1 + IndexOf(fault);

    /// <summary>The organization that has the same rows, except those that have the fault, as that of <see cref="With"/>.</summary>
    public static long Without(SourceFault fault) => 1001 + IndexOf(fault);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var schema = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "spec", "source", "reference", "schema.sql"));
        schema = LastComma().Replace(Constraint().Replace(schema, ""), ")");
        var sql = schema + string.Join('\n', SourceFault.All.SelectMany(fault => new[]
        {
            Organization(With(fault)),
            $"update {fault.Table} set {fault.Column} = {fault.Value} where {Rows(fault, With(fault))};",
            Organization(Without(fault)),
            $"delete from {fault.Table} where {Rows(fault, Without(fault))};",
        })) + Organization(SoundOrganization);
        _postgres = await PostgresDatabase.CreateAsync();
        await _postgres.ExecuteAsync(sql + "analyze;");
        await using (var connection = new DuckDBConnection($"Data Source={DuckDbFile}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "begin;" + sql + "commit;";
            await command.ExecuteNonQueryAsync();
        }

        // As long as this connection is open, this process opens the file only once, not once per export. An organization has only a
        // few rows, so a second thread would cost more than it saves.
        _duckDb = new DuckDBConnection($"Data Source={DuckDbFile};ACCESS_MODE=READ_ONLY");
        await _duckDb.OpenAsync();
        await using (var command = _duckDb.CreateCommand())
        {
            command.CommandText = "set threads = 1";
            await command.ExecuteNonQueryAsync();
        }

        Postgres = ExportSource.Open(_postgres.ConnectionString);
        DuckDb = ExportSource.Open(DuckDbFile);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await DuckDb.DisposeAsync();
        await _duckDb.DisposeAsync();
        await Postgres.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private static int IndexOf(SourceFault fault) => SourceFault.All.Select((candidate, index) => (candidate, index)).First(at => at.candidate == fault).index;

    private static string Rows(SourceFault fault, long organization)
        => $"organization_id = {organization} and {(fault.Table == "calendar_event_attendee" ? "event_id" : "id")} in (25, 100, 200)";

    // Events 1 to 50 are an hour apart. Event 300 is before them, event 100 is the last before the as-of time, and event 200 is
    // after the as-of time.
    private static string Organization(long id) => $"""
        insert into customer values (1, {id}, 'among', 1, 100), (2, {id}, 'alone', 1, 100), (3, {id}, 'later', 1, 100), (4, {id}, 'sound', 1, 100);
        insert into users values (1, {id}, 'owner', 50), (2, {id}, 'other', 60);
        insert into user_api_token values
          (1, {id}, 2, 'email', 'a', '', timestamptz '2024-01-01 00:00:00Z', null), (2, {id}, 2, 'calendar', 'b', '', timestamptz '2024-01-01 00:00:00Z', null),
          (3, {id}, 2, 'chat', 'c', '', timestamptz '2024-01-01 00:00:00Z', null), (4, {id}, 2, 'ticket', 'd', '', timestamptz '2024-01-01 00:00:00Z', null),
          (25, {id}, 1, 'email', 'x', '', timestamptz '2024-02-01 00:00:00Z', null), (100, {id}, 1, 'chat', 'x', '', timestamptz '2024-02-01 00:00:00Z', null),
          (200, {id}, 1, 'ticket', 'x', '', timestamptz '2024-02-01 00:00:00Z', null);
        insert into email_prop select n, {id}, account, account, happened, side, 1, n % 3 = 0, 'neutral' from ({Events}) e;
        insert into chat_message select n, {id}, account, account, happened, side, 1, n % 3 = 0, 'positive' from ({Events}) e;
        insert into calendar_event_prop select n, {id}, account, n, happened, happened + interval '30 minutes', 'confirmed', n % 3 = 0 from ({Events}) e;
        insert into calendar_event_attendee select {id}, n, 1 from ({Events}) e;
        insert into ticket select n, {id}, account, happened, 1 from ({Events}) e;
        insert into ticket_comment select n, {id}, n, happened + interval '10 minutes', side, 1 from ({Events}) e;
        """;

    private const string Events = """
        select n, 1 as account, timestamptz '2025-06-01 00:00:00Z' + n * interval '1 hour' as happened, case when n % 2 = 0 then 'team' else 'account' end as side
        from generate_series(1, 50) g(n)
        union all select 100, 2, timestamptz '2025-06-29 00:00:00Z', 'team'
        union all select 200, 3, timestamptz '2025-07-02 00:00:00Z', 'team'
        union all select 300, 4, timestamptz '2025-05-01 00:00:00Z', 'account'
        """;

    [GeneratedRegex(@"--.*| +not null|primary key \([^)]*\)")]
    private static partial Regex Constraint();

    [GeneratedRegex(@",\s*\)(?=;)")]
    private static partial Regex LastComma();
}
