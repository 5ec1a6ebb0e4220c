using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.Exporting.Tests.Catalogs;

/// <summary>What a database's catalog says about tables, above all which keys are certainly unique.</summary>
public sealed class DatabaseCatalogTests
{
    [Fact]
    public async Task Only_keys_that_no_two_rows_can_share_are_unique_on_PostgreSQL()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("""
            create table whole (a integer primary key, b integer, c integer, unique (c, b));
            create table deferred (a integer unique deferrable);
            create table covering (a integer, b integer); create unique index on covering (a) include (b);
            create table partial (a integer, gone boolean); create unique index on partial (a) where not gone;
            create table by_expression (a text); create unique index on by_expression (lower(a));
            create table other_collation (a text collate "C"); create unique index on other_collation (a collate "POSIX");
            create table other_class (a text); create unique index on other_class (a text_pattern_ops);
            create table broken (a integer unique); update pg_index set indisvalid = false where indrelid = 'broken'::regclass;
            create table parent (a integer unique); create table child () inherits (parent);
            create table partitioned (a integer unique) partition by range (a);
            create table part partition of partitioned for values from (0) to (10);
            create materialized view seen as select 1 as a; create unique index on seen (a);
            create view looked_at as select * from whole;
            """);

        var tables = await DatabaseCatalog.ReadSchemasAsync(database.Uri, []);

        Assert.Equal(
            [
                "broken", "by_expression", "child", "covering (a)", "deferred (a)", "looked_at", "other_class", "other_collation", "parent",
                "partial", "partitioned (a)", "seen (a)", "whole (a) (c, b)",
            ],
            tables.Select(Keys));
    }

    [Fact]
    public async Task Only_keys_that_no_two_rows_can_share_are_unique_on_DuckDB()
    {
        using var directory = new TemporaryDirectory();
        var file = await CreateDuckDbAsync(directory, """
            create table whole (a integer primary key, b integer, c integer, unique (c, b));
            create table indexed (a integer, "b c" integer, "D" integer);
            create unique index one on indexed (a, "D");
            create unique index two on indexed ("b c");
            create unique index three on indexed (abs(a));
            create index four on indexed ("D");
            create view looked_at as select * from whole;
            """);

        var tables = await DatabaseCatalog.ReadSchemasAsync(file, []);

        Assert.Equal(["indexed (a, D) (b c)", "looked_at", "whole (a) (c, b)"], tables.Select(Keys));
    }

    [Fact]
    public async Task Types_are_named_in_the_words_of_PostgreSQL_on_both_engines()
    {
        const string Table = """
            create table typed (
              a bigint not null, b integer, c smallint, d numeric(14,2), e double precision, f real, g varchar, h boolean, i date,
              j timestamp, k timestamptz, l uuid, m json, n integer[], o interval, p time, q bytea);
            """;
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(Table);
        using var directory = new TemporaryDirectory();
        var file = await CreateDuckDbAsync(directory, Table);

        var expected = (await DatabaseCatalog.ReadSchemasAsync(database.Uri, [])).Single();
        var actual = (await DatabaseCatalog.ReadSchemasAsync(file, [])).Single();

        Assert.Equal(
            ["bigint", "integer", "smallint", "numeric(14,2)", "double precision", "real", "character varying", "boolean", "date"],
            expected.Columns.Take(9).Select(column => column.Type));
        Assert.Equal(
            expected.Columns.Select(column => (column.Name, column.Type, column.IsNullable)),
            actual.Columns.Select(column => (column.Name, column.Type, column.IsNullable)));
    }

    [Fact]
    public async Task A_name_without_a_schema_means_what_the_search_path_says()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync($"""
            create schema desk; create schema crm;
            create table crm.contacts (in_crm integer); create table desk.contacts (in_desk integer); create table desk."Contacts" (capital integer);
            alter database {database.Name} set search_path = desk, crm;
            """);

        var tables = await DatabaseCatalog.FindTablesAsync(
            database.Uri, ["contacts", "Contacts", "crm.contacts", "desk.\"Contacts\"", "public.contacts", "nothing"]);

        Assert.Equal(
            ["in_desk", "in_desk", "in_crm", "capital", null, null],
            new[] { "contacts", "Contacts", "crm.contacts", "desk.\"Contacts\"", "public.contacts", "nothing" }
                .Select(name => tables[name]?.Columns.Single().Name));
    }

    [Fact]
    public async Task Foreign_keys_are_told_with_their_columns_in_order()
    {
        const string Tables = """
            create table parent (t integer, id integer, primary key (t, id));
            create table child (t integer, parent_id integer, foreign key (t, parent_id) references parent (t, id));
            """;
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(Tables);
        using var directory = new TemporaryDirectory();
        var file = await CreateDuckDbAsync(directory, Tables);

        foreach (var source in new[] { database.Uri, file })
        {
            var reference = Assert.Single((await DatabaseCatalog.ReadSchemasAsync(source, [])).Single(table => table.Name == "child").References);
            Assert.Equal(("t, parent_id", "parent", "t, id"), (string.Join(", ", reference.Columns), reference.Table, string.Join(", ", reference.Targets)));
        }
    }

    [Fact]
    public async Task The_primary_key_and_comments_are_told_on_both_engines()
    {
        const string Table = """
            create table line (note text, line_no integer, order_id integer, unique (note), primary key (order_id, line_no));
            comment on column line.note is 'For the packer';
            """;
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(Table);
        using var directory = new TemporaryDirectory();
        var file = await CreateDuckDbAsync(directory, Table);

        foreach (var source in new[] { database.Uri, file })
        {
            var table = (await DatabaseCatalog.ReadSchemasAsync(source, [])).Single();
            Assert.Equal("order_id, line_no", string.Join(", ", table.PrimaryKey));
            Assert.Equal(["For the packer", "", ""], table.Columns.Select(column => column.Comment));
        }
    }

    private static async Task<string> CreateDuckDbAsync(TemporaryDirectory directory, string sql)
    {
        var file = directory.File("source.duckdb");
        await using var connection = new DuckDBConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        return file;
    }

    private static string Keys(DatabaseTable table)
        => table.Name + string.Concat(table.UniqueKeys.Select(key => $" ({string.Join(", ", key)})").Order(StringComparer.Ordinal));
}
