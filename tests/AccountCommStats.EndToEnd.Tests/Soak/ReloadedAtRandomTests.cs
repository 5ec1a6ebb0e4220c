using System.Diagnostics;
using AccountCommStats.EndToEnd.Tests.Exports;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Soak;

/// <summary>Tables that are reloaded, rewritten and swapped at random instants while they are exported.</summary>
public sealed class ReloadedAtRandomTests : IAsyncLifetime
{
    private const long Organization = 42;

    /// <summary>The tables that are changed. If rows of such a table are missing, the file shows it.</summary>
    private static readonly string[] Tables = ["customer", "email_prop", "chat_message", "ticket", "calendar_event_prop"];

    // A change can wait for one connection of an export while another connection waits for the change. Then both wait until this timeout.
    private static readonly SessionLimits Limits = new() { Lock = TimeSpan.FromSeconds(1) };

    private PostgresDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = Organization, Accounts = 60, EventsPerAccount = 10 });
        foreach (var table in Tables)
        {
            await _database.ExecuteAsync($"create table {table}_a as table {table}; create table {table}_b as select * from {table} where id % 3 <> 0");
        }
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData("reload", 1)]
    [InlineData("reload", 4)]
    [InlineData("alter type", 1)]
    [InlineData("alter type", 4)]
    [InlineData("cluster", 1)]
    [InlineData("cluster", 4)]
    [InlineData("swap by rename", 1)]
    [InlineData("swap by rename", 4)]
    [InlineData("attach and detach a partition", 1)]
    [InlineData("attach and detach a partition", 4)]
    public async Task Every_file_is_the_one_before_or_the_one_after(string kind, int connections)
    {
        var tries = SoakRun.Count("ACSTATS_SOAK_RELOADS", 2);
        var table = Tables[SoakRun.Random.Next(Tables.Length)];
        if (kind.StartsWith("attach", StringComparison.Ordinal))
        {
            await PartitionAsync(table);
        }

        var files = await ReadBothAsync(kind, table, connections);
        var (before, after, failed) = (0, 0, 0);
        for (var i = 0; i < tries; i++)
        {
            var (now, next) = i % 2 == 0 ? ("a", "b") : ("b", "a");
            var start = files.Duration * SoakRun.Random.NextDouble();
            var hold = files.Duration * SoakRun.Random.NextDouble() / 2;
            var exportFirst = SoakRun.Random.Next(2) == 0;
            await PrepareAsync(kind, table, next);
            var change = RunAfterAsync(exportFirst ? start : TimeSpan.Zero, () => ChangeAsync(kind, table, next, hold));
            var export = RunAfterAsync(exportFirst ? TimeSpan.Zero : start / 2, () => ExportAsync(connections));
            await change;
            var text = await export;

            before += text == files.Of(now) ? 1 : 0;
            after += text == files.Of(next) ? 1 : 0;
            failed += text is null ? 1 : 0;
            Assert.True(text is null || text == files.A || text == files.B, $"Try {i} of {kind} of {table} published neither the file before nor the one after, but {text?.Count(c => c == '\n') - 1} rows.");
        }

        SoakRun.Report(
            $"{kind} of {table} at {tries} random instants, {connections} connection{(connections == 1 ? "" : "s")}",
            $"{before} files as before, {after} as after, {failed} clean failures; 0 empty or mixed");
    }

    private static async Task<T> RunAfterAsync<T>(TimeSpan delay, Func<Task<T>> run)
    {
        await Task.Delay(delay);
        return await run();
    }

    private async Task<BothFiles> ReadBothAsync(string kind, string table, int connections)
    {
        var a = (await ExportAsync(connections))!;
        await PrepareAsync(kind, table, "b");
        await ChangeAsync(kind, table, "b", TimeSpan.Zero);
        var start = Stopwatch.GetTimestamp();
        var b = (await ExportAsync(connections))!;
        var duration = Stopwatch.GetElapsedTime(start);
        await PrepareAsync(kind, table, "a");
        await ChangeAsync(kind, table, "a", TimeSpan.Zero);
        Assert.NotEqual(a, b);
        return new BothFiles(a, b, duration);
    }

    /// <summary>Returns the exported file; null if the export failed transiently and published nothing.</summary>
    private async Task<string?> ExportAsync(int connections)
    {
        try
        {
            return (await PublishedRows.ExportAsync(_database.Uri, Organization, connections, Limits)).Text;
        }
        catch (SourceException exception) when (exception.IsTransient)
        {
            return null;
        }
    }

    /// <summary>The part of a change that blocks no one.</summary>
    private Task PrepareAsync(string kind, string table, string next) => kind == "swap by rename"
        ? _database.ExecuteAsync(
            $"drop table if exists {table}_old; create table {table}_new (like {table} including all); insert into {table}_new table {table}_{next}")
        : Task.CompletedTask;

    private async Task<bool> ChangeAsync(string kind, string table, string next, TimeSpan hold)
    {
        // An older snapshot still sees deleted rows, until the table is rewritten without them.
        var replace = $"delete from {table}; insert into {table} table {table}_{next}";
        var sql = kind switch
        {
            "reload" => $"truncate {table}; insert into {table} table {table}_{next}",
            "alter type" => $"{replace}; alter table {table} alter organization_id type {(next == "a" ? "bigint" : "numeric")}",
            "cluster" => $"{replace}; cluster {table} using {table}_pkey",
            "swap by rename" => $"alter table {table} rename to {table}_old; alter table {table}_new rename to {table}",
            _ => next == "a" ? $"alter table {table} attach partition {table}_rest default" : $"alter table {table} detach partition {table}_rest",
        };
        await _database.ExecuteAsync($"begin; {sql}; select pg_sleep({hold.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)}); commit");
        return true;
    }

    private Task PartitionAsync(string table) => _database.ExecuteAsync($"""
        alter table {table} rename to {table}_whole;
        create table {table} (like {table}_whole) partition by list (id);
        create table {table}_rest (like {table}_whole);
        insert into {table}_rest select * from {table}_whole where id % 3 = 0;
        do $$ begin execute (
          select format('create table {table}_most partition of {table} for values in (%s)', string_agg(cast(id as text), ', '))
          from {table}_whole where id % 3 <> 0);
        end $$;
        insert into {table}_most select * from {table}_whole where id % 3 <> 0;
        alter table {table} attach partition {table}_rest default;
        """);

    private sealed record BothFiles(string A, string B, TimeSpan Duration)
    {
        public string Of(string state) => state == "a" ? A : B;
    }
}
