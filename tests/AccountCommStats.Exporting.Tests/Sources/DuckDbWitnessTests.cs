using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>The plans of the statements, and not our SQL reader, tell what was read from a DuckDB file.</summary>
public sealed class DuckDbWitnessTests : IDisposable
{
    private readonly DuckDbSample _sample = new();

    public DuckDbWitnessTests() => _sample.Execute(
        "create schema crm",
        "create table customer (id bigint primary key, tenant bigint, any_case varchar collate nocase, code uuid, twice bigint, half double)",
        "insert into customer values (1, 7, 'a', null, 5, 1), (2, 7, 'b', null, 5, 2), (3, 8, 'c', null, null, 3)",
        "create table secret (id bigint)",
        "insert into secret values (5)",
        "create view crm.account as select id, any_case from customer",
        "create view crm.sly as select id from secret",
        "create macro crm.leak() as table select id from secret",
        "create macro crm.most() as (select max(id) from secret)");

    public void Dispose() => _sample.Dispose();

    [Theory]
    [InlineData("select id from customer", "\"sample\".main.customer")]
    [InlineData("select id from crm.account where id in (select i from range(3) as r (i))", "\"sample\".main.customer")]
    [InlineData("with recursive r as (select 1 as n union all select n + 1 from r where n < 3) select n from r, customer, unnest([1, 2]), (values (1))", "\"sample\".main.customer")]
    [InlineData("select 1 where false", "")]
    public async Task Tells_the_tables_that_were_read(string sql, string read)
    {
        var evidence = await ReadAsync(PostgresProbe.Names("customer", "crm.account"), sql);

        Assert.Equal(read, string.Join(' ', evidence.Relations));
        Assert.Equal(1, evidence.Sessions);
    }

    [Theory]
    [InlineData("select id from customer union all select id from secret", "\"sample\".main.\"secret\"")]
    [InlineData("select id from crm.sly", "\"sample\".main.\"secret\"")]
    [InlineData("select id from customer semi join crm.leak() using (id)", "\"sample\".main.\"secret\"")]
    [InlineData("select crm.most()", "\"sample\".main.\"secret\"")]
    [InlineData("select count(*) from secret", "\"sample\".main.\"secret\"")]
    [InlineData("select id from customer where id > (select max(id) from secret s where s.id < customer.id)", "\"sample\".main.\"secret\"")]
    [InlineData("select id from customer union all select id from crm.leak() where false", "\"sample\".main.\"secret\"")]
    [InlineData("select size from read_text('/etc/hostname')", "READ_TEXT")]
    [InlineData("select count(*) from duckdb_tables()", "DUCKDB_TABLES")]
    public async Task Stops_what_was_read_behind_the_back_of_the_source_tables(string sql, string unknown)
    {
        var exception = await Assert.ThrowsAsync<SourceMismatchException>(() => ReadAsync(PostgresProbe.Names("customer"), sql));

        Assert.Contains($": the export read {unknown}, which no source table mentions", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_for_one_export_is_not_held_against_the_next()
    {
        ExportQuery[] queries = [PostgresProbe.Names("customer"), PostgresProbe.Names("secret")];
        await using var source = ExportSource.Open(_sample.Path);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1) { Queries = queries }, CancellationToken.None);
        await TextRecords.ReadAsync(snapshot, "select cast(id as text) from customer", 1, CancellationToken.None);
        await snapshot.VerifyAsync(queries[0], CancellationToken.None);

        await snapshot.ForgetReadsAsync(CancellationToken.None);
        await TextRecords.ReadAsync(snapshot, "select cast(id as text) from secret", 1, CancellationToken.None);

        Assert.Equal(["\"sample\".main.\"secret\""], (await snapshot.VerifyAsync(queries[1], CancellationToken.None)).Relations);
    }

    [Fact]
    public async Task A_declared_macro_may_read_what_it_is_declared_to_read()
        => await ReadAsync(PostgresProbe.Names("customer") with { Functions = [new SourceFunction("crm.leak", ["secret"])] }, "select id from crm.leak()");

    [Theory]
    [InlineData(SqlKind.Bigint, "customer", "half", "has the type DOUBLE.")]
    [InlineData(SqlKind.Text, "customer", "any_case", "has a collation that treats different texts as equal.")]
    [InlineData(SqlKind.Text, "crm.account", "any_case", "has a collation that treats different texts as equal.")]
    [InlineData(SqlKind.Uuid, "customer", "any_case", "has the type VARCHAR.")]
    [InlineData(SqlKind.Bigint, "customer", "tenant", null)]
    [InlineData(SqlKind.Uuid, "customer", "code", null)]
    public async Task Columns_must_compare_exactly_with_the_organization(SqlKind kind, string table, string column, string? found)
        => await AssertAsync(new SourceTable(table, []) { TenantColumns = [column] }, kind, column, found);

    [Theory]
    [InlineData("customer", "id", null)]
    [InlineData("customer", "half", null)]
    [InlineData("crm.account", "id", null)]
    [InlineData("customer", "twice", "has a value twice.")]
    public async Task Columns_must_be_unique(string table, string column, string? found)
        => await AssertAsync(new SourceTable(table, []) { UniqueColumns = [column] }, SqlKind.Bigint, column, found);

    private async Task AssertAsync(SourceTable table, SqlKind kind, string column, string? found)
    {
        var reading = ReadAsync(PostgresProbe.Names() with { SourceTables = [table], OrganizationKind = kind }, $"select 1 from {table.Name}");
        if (found is null)
        {
            await reading;
            return;
        }

        var exception = await Assert.ThrowsAsync<SourceMismatchException>(() => reading);
        Assert.Contains($"nothing was published.\n  {table.Name}.{column} {found}", exception.Message, StringComparison.Ordinal);
    }

    private async Task<SnapshotEvidence> ReadAsync(ExportQuery query, string sql)
    {
        await using var source = ExportSource.Open(_sample.Path);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1) { Queries = [query] }, CancellationToken.None);
        await TextRecords.ReadAsync(snapshot, $"select cast(x as text) from ({sql}) as probe (x)", 1, CancellationToken.None);
        return await snapshot.VerifyAsync(query, CancellationToken.None);
    }
}
