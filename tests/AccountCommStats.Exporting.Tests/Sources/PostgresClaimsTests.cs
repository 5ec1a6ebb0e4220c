using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>What the source tables rely on, such as unique keys, is checked on the server before anything is published.</summary>
public sealed class PostgresClaimsTests(SharedDatabase shared) : IClassFixture<SharedDatabase>, IAsyncLifetime
{
    private const string Schema = """
        create schema crm;
        create collation crm.any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        create domain crm.tenant as bigint;
        create domain crm.strict_tenant as crm.tenant check (value > 0);
        create table tenants (
          a_int8 bigint, a_int4 integer, a_int2 smallint, a_numeric numeric(20), a_double double precision, a_char char(5), a_text text,
          a_varchar varchar(9), any_case text collate crm.any_case, a_name name, a_uuid uuid, a_domain crm.strict_tenant);
        create view crm.tenants_of as select a_int8, a_double, any_case, a_text from tenants;
        create table keys (whole bigint unique, together bigint, two bigint, part bigint, computed bigint, broken bigint, plain bigint, unique (together, two));
        create unique index on keys (part) where part > 0;
        create unique index on keys (abs(computed));
        create unique index broken_key on keys (broken);
        update pg_index set indisvalid = false where indexrelid = 'broken_key'::regclass;
        create table parents (id bigint primary key);
        create table children () inherits (parents);
        create table parts (id bigint primary key) partition by range (id);
        create table part partition of parts for values from (0) to (9);
        create view crm.keys_of as select whole from keys;
        create table texts (any_case text collate crm.any_case, exact text);
        create unique index on texts (any_case collate "C");
        create unique index on texts (exact) include (any_case);
        create function crm.steady(bigint) returns bigint language sql immutable as 'select $1';
        create function crm.moody(bigint) returns bigint language plpgsql as 'begin return $1; end';
        """;

    private readonly PostgresDatabase _database = shared.Database;

    public Task InitializeAsync() => shared.ResetAsync(Schema);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(SqlKind.Bigint, "tenants", "a_int8 a_int4 a_int2 a_numeric a_domain")]
    [InlineData(SqlKind.Text, "tenants", "a_text a_varchar")]
    [InlineData(SqlKind.Uuid, "tenants", "a_uuid")]
    [InlineData(SqlKind.Bigint, "crm.tenants_of", "a_int8")]
    public async Task Columns_that_compare_exactly_may_be_compared_with_the_organization(SqlKind kind, string table, string columns)
        => await ReadAsync(new SourceTable(table, []) { TenantColumns = [.. columns.Split(' ')] }, kind);

    [Theory]
    [InlineData(SqlKind.Bigint, "tenants", "a_double", "has the type double precision. Organization ids are bigint here: compare them with")]
    [InlineData(SqlKind.Text, "tenants", "a_char", "has the type character(5). Organization ids are text here: compare them with")]
    [InlineData(SqlKind.Text, "tenants", "a_name", "has the type name.")]
    [InlineData(SqlKind.Text, "tenants", "any_case", "has the type text, of a collation that takes different texts for equal.")]
    [InlineData(SqlKind.Text, "crm.tenants_of", "any_case", "has the type text, of a collation")]
    [InlineData(SqlKind.Bigint, "crm.tenants_of", "a_double", "has the type double precision.")]
    [InlineData(SqlKind.Uuid, "tenants", "a_text", "has the type text.")]
    public async Task Columns_that_do_not_are_refused(SqlKind kind, string table, string column, string found)
        => await AssertRefusedAsync(new SourceTable(table, []) { TenantColumns = [column] }, kind, $"  {table}.{column} {found}");

    [Theory]
    [InlineData("keys", "whole")]
    [InlineData("parts", "id")]
    [InlineData("texts", "exact")]
    public async Task A_column_with_an_index_of_its_own_is_unique(string table, string column)
        => await ReadAsync(new SourceTable(table, []) { UniqueColumns = [column] }, SqlKind.Bigint);

    [Theory]
    [InlineData("keys", "together", "has no valid unique index of its own over all rows. Create a unique index")]
    [InlineData("keys", "part", "has no valid unique index")]
    [InlineData("keys", "computed", "has no valid unique index")]
    [InlineData("keys", "broken", "has no valid unique index")]
    [InlineData("keys", "plain", "has no valid unique index")]
    [InlineData("texts", "any_case", "has no valid unique index")]
    [InlineData("parents", "id", "is a column of a table that other tables inherit from")]
    [InlineData("crm.keys_of", "whole", "is a column of a view or foreign table")]
    public async Task A_column_without_is_refused(string table, string column, string found)
        => await AssertRefusedAsync(new SourceTable(table, []) { UniqueColumns = [column] }, SqlKind.Bigint, $"  {table}.{column} {found}");

    [Theory]
    [InlineData("crm.moody", "is volatile.")]
    [InlineData("crm.missing", "does not exist.")]
    [InlineData("pg_catalog.now", "is a function of PostgreSQL itself")]
    [InlineData("now", "is a function of PostgreSQL itself")]
    public async Task A_function_that_is_not_what_it_is_declared_for_is_refused(string function, string found)
    {
        var query = PostgresProbe.Names("keys") with { Functions = [new SourceFunction(function, [])] };

        var exception = await Assert.ThrowsAsync<SourceMismatchException>(() => PostgresProbe.ReadAsync(_database, query, "select whole from keys"));

        Assert.Contains($"  {function} {found}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declared_function_that_only_reads_is_none()
    {
        var query = PostgresProbe.Names("keys") with { Functions = [new SourceFunction("crm.steady", [])] };

        await PostgresProbe.ReadAsync(_database, query, "select crm.steady(whole) from keys");
    }

    private Task<SnapshotEvidence> ReadAsync(SourceTable table, SqlKind kind)
        => PostgresProbe.ReadAsync(
            _database, PostgresProbe.Names() with { SourceTables = [table], OrganizationKind = kind }, $"select count(*) from {table.Name}");

    private async Task AssertRefusedAsync(SourceTable table, SqlKind kind, string found)
    {
        var exception = await Assert.ThrowsAsync<SourceMismatchException>(() => ReadAsync(table, kind));

        Assert.Contains("lacks properties that the source tables rely on; nothing was published.\n" + found, exception.Message, StringComparison.Ordinal);
    }
}
