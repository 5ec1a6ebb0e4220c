using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Tables whose rows are on another server, which a shared snapshot does not reach.</summary>
public sealed class RemoteTableTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private PostgresSample _remote = null!;
    private PostgresSample _sample = null!;

    public async Task InitializeAsync()
    {
        _remote = await PostgresSample.CreateAsync(rows: 20);
        _sample = await PostgresSample.CreateAsync();
        await _sample.Database.ExecuteAsync($"""
            create extension postgres_fdw;
            create server other foreign data wrapper postgres_fdw
              options (host '127.0.0.1', port '{_remote.Database.Server.Port}', dbname '{_remote.Database.Name}');
            create user mapping for public server other options (user 'postgres');
            """);
    }

    public async Task DisposeAsync()
    {
        await _sample.DisposeAsync();
        await _remote.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("drop table sample; import foreign schema public from server other into public", "sample")]
    [InlineData("""
        alter table sample rename to kept;
        import foreign schema public limit to (sample) from server other into public;
        alter table sample rename to far;
        create view sample as select * from far
        """, "far")]
    [InlineData("""
        alter table sample rename to kept;
        create table sample (like kept) partition by list (organization_id);
        create foreign table rows_of_seven partition of sample for values in (7) server other options (table_name 'sample')
        """, "rows_of_seven")]
    public async Task One_connection_reads_a_foreign_table_and_a_remark_says_so(string arrangement, string table)
    {
        await _sample.Database.ExecuteAsync(arrangement);

        var result = await ExportAsync(connections: 4);

        Assert.Equal(20, result.Manifest.Rows);
        Assert.Equal(
            $"The export ran on 1 of 4 connections, because rows of {table} are on another server, where connections cannot share a snapshot.",
            Assert.Single(result.Remarks));
    }

    [Fact]
    public async Task One_connection_asked_for_is_no_remark()
    {
        await _sample.Database.ExecuteAsync("drop table sample; import foreign schema public from server other into public");

        Assert.Empty((await ExportAsync(connections: 1)).Remarks);
    }

    [Fact]
    public async Task A_foreign_table_that_the_export_does_not_name_changes_nothing()
    {
        await _sample.Database.ExecuteAsync("""
            import foreign schema public limit to (sample) from server other into pg_temp;
            create foreign table far (id bigint) server other;
            """);

        Assert.Empty((await ExportAsync(connections: 2)).Remarks);
    }

    /// <summary>Imitates the tables and the function of Citus on a coordinator that itself has a shard.</summary>
    [Fact]
    public async Task One_connection_reads_a_distributed_table_and_its_shards_are_its_own()
    {
        await _sample.Database.ExecuteAsync($"""
            set allow_system_table_mods = on;
            create table pg_catalog.pg_dist_partition (logicalrelid regclass);
            create table pg_catalog.pg_dist_shard (logicalrelid regclass, shardid bigint);
            create function pg_catalog.shard_name(regclass, bigint) returns text language sql as 'select $1 || ''_'' || $2';
            alter table sample rename to sample_102008;
            create function rows_of_shards() returns setof sample_102008 language plpgsql stable as
              'begin return query select * from sample_102008; end';
            create view sample as select * from rows_of_shards();
            insert into pg_catalog.pg_dist_partition values ('sample');
            insert into pg_catalog.pg_dist_shard values ('sample', 102008);
            """);

        var result = await ExportAsync(connections: 2);

        Assert.Contains("rows of sample are on another server", Assert.Single(result.Remarks), StringComparison.Ordinal);
    }

    private Task<ExportResult> ExportAsync(int connections) => _sample.ExportAsync(
        new ExportRequest { AllowEmpty = true, OrganizationId = PostgresSample.OrganizationId, OutputDirectory = _directory.Path, Connections = connections });
}
