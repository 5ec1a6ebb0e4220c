using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>The server, and not our SQL reader, tells what a PostgreSQL session has read.</summary>
public sealed class PostgresWitnessTests(SharedDatabase shared) : IClassFixture<SharedDatabase>, IAsyncLifetime
{
    private const string Schema = """
        create schema crm;
        create table customer (id bigint primary key, tenant bigint);
        create table secret (id bigint primary key);
        create table event (at date, id bigint) partition by range (at);
        create table event_2024 partition of event for values from ('2024-01-01') to ('2025-01-01');
        create table event_2025 partition of event for values from ('2025-01-01') to ('2026-01-01') partition by list (id);
        create table event_2025_rest partition of event_2025 default;
        create table other_event (at date, id bigint) partition by range (at);
        create table other_event_2024 partition of other_event for values from ('2024-01-01') to ('2025-01-01');
        create table animal (id bigint);
        create table cat () inherits (animal);
        create view crm.account as select id from customer;
        create view crm.big_account as select a.id from crm.account a join event e on e.id = a.id;
        create materialized view crm.summary as select count(*) as id from secret;
        create function crm.inlined() returns setof secret language sql stable as 'select * from public.secret';
        create function crm.procedural() returns bigint language plpgsql stable as $$ begin return (select max(id) from public.secret); end $$;
        create view crm.sly as select id from customer where crm.procedural() is null;
        """;

    private readonly PostgresDatabase _database = shared.Database;

    public Task InitializeAsync() => shared.ResetAsync(Schema);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("customer", "select id from customer", "public.customer")]
    [InlineData("public.\"customer\"", "select id from customer where id = 5", "public.customer")]
    [InlineData("event", "select id from event", "public.event public.event_2024 public.event_2025 public.event_2025_rest")]
    [InlineData("animal", "select id from animal", "public.animal public.cat")]
    [InlineData("crm.big_account", "select id from crm.big_account where id > 1", "crm.account crm.big_account public.customer public.event public.event_2024 public.event_2025 public.event_2025_rest")]
    [InlineData("crm.summary", "select id from crm.summary", "crm.summary")]
    public async Task Tells_the_views_tables_and_partitions_that_were_read(string named, string sql, string read)
    {
        var evidence = await PostgresProbe.ReadAsync(_database, PostgresProbe.Names(named), sql);

        Assert.Equal(read.Split(' '), evidence.Relations);
        Assert.Equal([SnapshotChecks.RelationsNamed, SnapshotChecks.RelationsUnchanged, SnapshotChecks.ClaimsHold], evidence.Checks);
    }

    [Theory]
    [InlineData("select id from customer union all select id from secret", "public.secret")]
    [InlineData("select id from customer where exists (select from crm.inlined())", "public.secret")]
    [InlineData("select id from customer where crm.procedural() is null", "public.secret")]
    [InlineData("select id from crm.sly", "public.secret")]
    [InlineData("select id from other_event_2024", "public.other_event_2024")]
    [InlineData("select id from event where at = '2024-05-05' union all select id from other_event where at = '2024-05-05'", "public.other_event, public.other_event_2024")]
    [InlineData("select query_to_xml('select id from secret', true, false, '')", "public.secret")]
    [InlineData("select tablename from pg_stats", "pg_catalog.pg_attribute, pg_catalog.pg_class, pg_catalog.pg_namespace, pg_catalog.pg_statistic, pg_catalog.pg_stats")]
    [InlineData("select rolname from pg_authid", "pg_catalog.pg_authid")]
    public async Task Stops_what_was_read_behind_the_back_of_the_source_tables(string sql, string unknown)
    {
        var named = PostgresProbe.Names("customer", "crm.sly", "event");

        var exception = await Assert.ThrowsAsync<SourceMismatchException>(() => PostgresProbe.ReadAsync(_database, named, sql));

        Assert.Contains($": the export read {unknown}, which no source table mentions", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declared_function_may_read_what_it_is_declared_to_read()
    {
        var query = PostgresProbe.Names("customer") with { Functions = [new SourceFunction("crm.procedural", ["secret"])] };

        var evidence = await PostgresProbe.ReadAsync(_database, query, "select id from customer where crm.procedural() is null");

        Assert.Equal(["public.customer", "public.secret"], evidence.Relations);
    }

    [Fact]
    public async Task A_partition_that_is_named_itself_may_lock_its_parents_for_their_bounds()
    {
        await _database.ExecuteAsync($"alter database {_database.Name} set constraint_exclusion = on");

        var evidence = await PostgresProbe.ReadAsync(
            _database, PostgresProbe.Names("event_2025_rest"), "select id from event_2025_rest where at > '2025-05-05'");

        Assert.Equal(["public.event", "public.event_2025", "public.event_2025_rest"], evidence.Relations);
    }

    [Fact]
    public async Task Every_session_is_asked()
    {
        var query = PostgresProbe.Names("customer");
        await using var source = ExportSource.Open(_database.Uri);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(3) { Queries = [query] }, CancellationToken.None);
        await TextRecords.ReadAsync(snapshot, "select cast(id as text) from customer", 1, CancellationToken.None);
        await TextRecords.ReadAsync(snapshot, "select cast(id as text) from customer", 1, CancellationToken.None);
        await TextRecords.ReadAsync(snapshot, "select cast(id as text) from secret", 1, CancellationToken.None);

        var exception = await Assert.ThrowsAsync<SourceMismatchException>(() => snapshot.VerifyAsync(query, CancellationToken.None));

        Assert.Contains("the export read public.secret, which no source table mentions", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_for_one_export_is_not_held_against_the_next_which_reads_the_same_snapshot()
    {
        await _database.ExecuteAsync("insert into secret values (5)");
        ExportQuery[] queries = [PostgresProbe.Names("customer"), PostgresProbe.Names("secret")];
        await using var source = ExportSource.Open(_database.Uri);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(2) { Queries = queries }, CancellationToken.None);
        await ReadAsync(snapshot, "customer");
        await snapshot.VerifyAsync(queries[0], CancellationToken.None);

        await snapshot.ForgetReadsAsync(CancellationToken.None);
        await _database.ExecuteAsync("truncate customer; insert into secret values (6)");
        Assert.Equal("5", (await ReadAsync(snapshot, "secret")).Single()[0]);
        Assert.Equal(["public.secret"], (await snapshot.VerifyAsync(queries[1], CancellationToken.None)).Relations);

        await snapshot.ForgetReadsAsync(CancellationToken.None);
        await ReadAsync(snapshot, "customer");
        var exception = await Assert.ThrowsAsync<SourceException>(() => snapshot.VerifyAsync(queries[0], CancellationToken.None));
        Assert.Contains("public.customer had been truncated", exception.Message, StringComparison.Ordinal);

        async Task<List<string?[]>> ReadAsync(ISourceSnapshot from, string table)
        {
            var first = await TextRecords.ReadAsync(from, $"select cast(id as text) from {table}", 1, CancellationToken.None);
            Assert.Equal(first, await TextRecords.ReadAsync(from, $"select cast(id as text) from {table}", 1, CancellationToken.None)); // The second read uses the other session.
            return first;
        }
    }

    [Fact]
    public async Task An_export_that_read_an_undeclared_table_publishes_nothing()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 3);
        await sample.Database.ExecuteAsync("""
            alter table sample rename to kept;
            create function rows_of() returns setof kept language plpgsql stable as $$ begin return query select * from kept; end $$;
            create view sample as select * from rows_of();
            """);
        using var directory = new TemporaryDirectory();

        var exception = await Assert.ThrowsAsync<SourceMismatchException>(() => sample.ExportAsync(
            new ExportRequest { OrganizationId = PostgresSample.OrganizationId, OutputDirectory = directory.Path, Connections = 2 }));

        Assert.Contains("the export read public.kept, which no source table mentions", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Theory]
    [InlineData("truncate customer; insert into customer values (1, 1)")]
    [InlineData("alter table customer alter tenant type numeric")]
    [InlineData("cluster customer using customer_pkey")]
    [InlineData("vacuum full customer")]
    [InlineData("begin; alter table customer rename to customer_old; create table customer (id bigint, tenant bigint); commit")]
    [InlineData("begin; alter table customer rename to customer_old; alter table animal rename to customer; commit")]
    [InlineData("drop table customer cascade; create table customer (id bigint, tenant bigint)")]
    [InlineData("begin; savepoint a; truncate customer; release savepoint a; commit")]
    [InlineData("begin; alter table customer rename id to id_old; alter table customer rename tenant to id; commit")]
    [InlineData("begin; alter table customer add id_new bigint; alter table customer drop id cascade; alter table customer rename id_new to id; commit")]
    public async Task A_table_that_was_reloaded_or_altered_after_the_snapshot_is_a_failure_that_passes(string change)
        => await AssertChangedAsync("customer", "select id from customer", change, "public.customer");

    [Theory]
    [InlineData("create table event_2026 as select date '2026-01-01' as at, cast(1 as bigint) as id; alter table event attach partition event_2026 for values from ('2026-01-01') to ('2027-01-01')")]
    [InlineData("alter table event detach partition event_2024")]
    [InlineData("alter table event_2025 detach partition event_2025_rest")]
    [InlineData("drop table event_2024")]
    [InlineData("truncate event_2025_rest")]
    [InlineData("alter table other_event detach partition other_event_2024; alter table event attach partition other_event_2024 for values from ('2030-01-01') to ('2031-01-01')")]
    public async Task Partitions_that_came_or_went_after_the_snapshot_are_a_failure_that_passes(string change)
        => await AssertChangedAsync("event", "select id from event", change, "public.");

    [Theory]
    [InlineData("create table dog () inherits (animal)")]
    [InlineData("create table dog (id bigint); alter table dog inherit animal")]
    [InlineData("alter table cat no inherit animal")]
    [InlineData("alter table secret inherit animal")]
    public async Task Children_that_came_or_went_after_the_snapshot_are_a_failure_that_passes(string change)
        => await AssertChangedAsync("animal", "select id from animal", change, "public.");

    [Theory]
    [InlineData("create or replace view crm.account as select -id as id from customer")]
    [InlineData("create table fresh as select * from customer; create or replace view crm.account as select id from fresh")]
    [InlineData("refresh materialized view crm.summary")]
    [InlineData("begin; set search_path = crm, public; create table crm.customer (like public.customer); commit")]
    public async Task A_view_that_was_replaced_after_the_snapshot_is_a_failure_that_passes(string change)
    {
        await _database.ExecuteAsync($"alter database {_database.Name} set search_path = crm, public");

        await AssertChangedAsync(
            "customer crm.account crm.summary", "select id from crm.account union all select id from crm.summary union all select id from customer", change, "crm.");
    }

    [Fact]
    public async Task A_declared_function_that_was_replaced_after_the_snapshot_is_a_failure_that_passes()
    {
        var query = PostgresProbe.Names("customer") with { Functions = [new SourceFunction("crm.procedural", ["secret"])] };

        var exception = await Assert.ThrowsAsync<SourceException>(() => PostgresProbe.ReadAsync(
            _database,
            query,
            "select id from customer where crm.procedural() is null",
            "create or replace function crm.procedural() returns bigint language sql stable as 'select 5'"));

        Assert.True(exception.IsTransient);
        Assert.Contains("crm.procedural had been truncated", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insert into customer values (7, 7); update customer set tenant = 8; delete from customer")]
    [InlineData("vacuum analyze customer")]
    [InlineData("create index on customer (tenant); reindex table customer")]
    [InlineData("truncate secret; alter table secret rename to secret_old")]
    [InlineData("begin; truncate customer; rollback")]
    [InlineData("begin; alter table customer rename to x; rollback")]
    [InlineData("create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01')")]
    [InlineData("create table e (at date, id bigint); alter table event attach partition e for values from ('2026-01-01') to ('2027-01-01')")]
    public async Task What_changes_nothing_that_was_read_is_no_failure(string change)
        => await PostgresProbe.ReadAsync(
            _database,
            PostgresProbe.Names("customer", "event"),
            "select id from customer union all select id from event where at = '2024-05-05'",
            change);

    private async Task AssertChangedAsync(string named, string sql, string change, string expected)
    {
        var exception = await Assert.ThrowsAsync<SourceException>(
            () => PostgresProbe.ReadAsync(_database, PostgresProbe.Names(named.Split(' ')), sql, change));

        Assert.True(exception.IsTransient);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains("had been truncated, rewritten, renamed or altered after the snapshot", exception.Message, StringComparison.Ordinal);
    }
}
