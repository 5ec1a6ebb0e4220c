using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Errors of unreadable sources say what happened, where, and what to do. They never show a secret.</summary>
public sealed class SourceErrorTests
{
    [Fact]
    public async Task Says_that_a_server_cannot_be_reached()
    {
        var exception = await FailAsync<SourceException>("postgresql://exporter:geheim@127.0.0.1:1/crm");

        Assert.StartsWith("PostgreSQL 127.0.0.1:1/crm as exporter cannot be reached: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Check host and port", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
        Assert.DoesNotContain("geheim", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_database_does_not_exist()
    {
        var server = await PostgresServer.GetAsync();

        var exception = await FailAsync<SourceException>(server.ConnectionString("nowhere"));

        Assert.Contains("database \"nowhere\" does not exist", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Theory]
    [InlineData("drop table sample", "relation \"sample\" does not exist", "Create the table, or edit the file that reads it, to match your schema.")]
    [InlineData("alter table sample drop column a_text", "column \"a_text\" does not exist", "Add the column, or edit the file that reads it, to match your schema.")]
    [InlineData("alter table sample drop column a_double; alter table sample add column a_double boolean", "cannot cast type boolean to double precision", "Compare the types of the source's columns with the files that read them.")]
    public async Task Says_what_a_PostgreSQL_source_lacks(string change, string expected, string remedy)
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        await sample.Database.ExecuteAsync(change);

        var exception = await FailAsync<SourceMismatchException>(sample.Database.Uri);

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(sample.Database.Name, exception.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_right_is_missing()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        await sample.Database.ExecuteAsync("drop role if exists nobody; create role nobody login");

        var exception = await FailAsync<SourceMismatchException>(sample.Database.Uri.Replace("postgres@", "nobody@", StringComparison.Ordinal));

        Assert.Contains("permission denied for table sample. Grant SELECT on it to the role.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alter table sample drop column a_double; alter table sample add column a_double text default 'no number'", "invalid input syntax for type double precision", "a_double")]
    [InlineData("alter table sample alter column a_integer type numeric using 1e30", "bigint out of range", "a_integer")]
    [InlineData("alter table sample alter column a_wide_numeric type numeric using 1e30", "numeric field overflow", "a_wide_numeric")]
    public async Task Says_in_which_column_PostgreSQL_cannot_compute_a_value(string change, string expected, string column)
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        await sample.Database.ExecuteAsync(change);

        var exception = await FailAsync<SourceDataException>(sample.Database.Uri);

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"The column {column} is computed from this value", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_which_column_there_are_bytes_that_are_no_text()
    {
        var server = await PostgresServer.GetAsync();
        await using var database = new PostgresDatabase(server, "bytes");
        await (await PostgresDatabase.CreateAsync()).ExecuteAsync("create database bytes template template0 encoding 'SQL_ASCII'");
        await database.ExecuteAsync(
            PostgresSample.CreateTable
            + $"; insert into sample (organization_id, id, a_text, a_varchar, a_required) values ({PostgresSample.OrganizationId}, 1, 'sound', E'\\xff', 'x')");

        var exception = await FailAsync<SourceDataException>(database.Uri);

        Assert.Contains("invalid byte sequence", exception.Message, StringComparison.Ordinal);
        Assert.Contains("The column a_varchar is computed from this value", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_which_column_DuckDB_cannot_compute_a_value()
    {
        using var sample = new DuckDbSample();
        sample.Fill([new SampleValues { Id = 1 }]);
        sample.Execute("alter table sample alter column a_double type varchar; update sample set a_double = 'no number'");

        var exception = await FailAsync<SourceDataException>(sample.Path);

        Assert.Contains("Conversion Error", exception.Message, StringComparison.Ordinal);
        Assert.Contains("The column a_double is computed from this value", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_if_DuckDB_cannot_compute_a_value_after_many_rows()
    {
        using var sample = new DuckDbSample();
        await using var source = ExportSource.Open(sample.Path);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1), CancellationToken.None);

        var exception = await Assert.ThrowsAsync<SourceDataException>(
            () => TextRecords.ReadAsync(snapshot, "select cast(cast(if(i = 600000, 'no number', '1') as bigint) as text) from range(700000) as one (i)", 1, CancellationToken.None));

        Assert.Contains("Conversion Error: Could not convert string 'no number' to INT64", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_row_security_hides_rows_and_not_that_a_grant_is_missing()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        await sample.Database.ExecuteAsync($"""
            create role hidden_{sample.Database.Name} login;
            grant select on sample to hidden_{sample.Database.Name};
            alter table sample enable row level security
            """);

        var exception = await FailAsync<SourceMismatchException>(
            sample.Database.Uri.Replace("postgres@", $"hidden_{sample.Database.Name}@", StringComparison.Ordinal) + "?options=-c row_security=off");

        Assert.Contains("rows would be missing silently", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Grant", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_right_on_a_schema_is_missing_and_where_tables_may_be()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        await sample.Database.ExecuteAsync($"""
            create role outsider_{sample.Database.Name} login;
            create schema app;
            create table app.hidden ();
            alter table sample set schema app;
            alter database {sample.Database.Name} set search_path = app, public
            """);
        var outsider = sample.Database.Uri.Replace("postgres@", $"outsider_{sample.Database.Name}@", StringComparison.Ordinal);

        var missing = await FailAsync<SourceMismatchException>(outsider);
        Assert.Contains("relation \"sample\" does not exist", missing.Message, StringComparison.Ordinal);
        Assert.Contains("search path", missing.Message, StringComparison.Ordinal);

        await sample.Database.ExecuteAsync($"""
            create function public.peek() returns boolean language sql as 'select not exists (select from app.hidden)';
            create view public.sample as select * from app.sample where public.peek();
            grant select on public.sample to outsider_{sample.Database.Name}
            """);
        var denied = await FailAsync<SourceMismatchException>(outsider);
        Assert.Contains("permission denied for schema app. Grant USAGE on it to the role.", denied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_server_does_not_encrypt()
    {
        var server = await PostgresServer.GetAsync();

        var exception = await FailAsync<SourceException>($"{server.Uri("postgres")}?sslmode=require");

        Assert.Contains("does not offer encryption", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Theory]
    [InlineData("damaged", "is damaged. Restore it")]
    [InlineData("cut", "is damaged: its end is missing")]
    [InlineData("empty", "is not a DuckDB database")]
    [InlineData("SQLite", "is a SQLite database")]
    [InlineData("folder", "is a folder")]
    public async Task Says_what_is_wrong_with_a_file(string fault, string expected)
    {
        using var sample = new DuckDbSample();
        sample.Execute("insert into sample (organization_id, id, a_text) select 7, i, 'text of row ' || i from range(1, 20000) as rows (i)");
        sample.Execute("checkpoint");
        using var directory = new TemporaryDirectory();
        var path = directory.File("spoiled lock.duckdb");
        var bytes = await File.ReadAllBytesAsync(sample.Path);
        switch (fault)
        {
            case "damaged":
                bytes.AsSpan(4096, 4096).Reverse();
                break;
            case "cut":
                bytes = bytes[..20_000];
                break;
            case "empty":
                bytes = [];
                break;
            case "SQLite":
                "SQLite format 3\0"u8.CopyTo(bytes);
                break;
            default:
                Directory.CreateDirectory(path);
                break;
        }

        if (!Directory.Exists(path))
        {
            await File.WriteAllBytesAsync(path, bytes);
        }

        var exception = await FailAsync<SourceException>(path);

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("in use", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Theory]
    [InlineData("drop table sample", "Table with name sample does not exist")]
    [InlineData("alter table sample drop column a_text", "a_text")]
    public async Task Says_what_a_DuckDB_source_lacks(string change, string expected)
    {
        using var sample = new DuckDbSample();
        sample.Execute(change);

        var exception = await FailAsync<SourceMismatchException>(sample.Path);

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(sample.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Add what is missing to the source, or edit the file that reads it", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_there_is_no_such_DuckDB_file()
    {
        var exception = await FailAsync<SourceException>("/no/such.duckdb");

        Assert.StartsWith("There is no DuckDB file '/no/such.duckdb'.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_file_is_no_DuckDB_database()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("notes.txt"), new string('x', 10_000));

        var exception = await FailAsync<SourceException>(directory.File("notes.txt"));

        Assert.Contains("is not a DuckDB database", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_writes_to_a_DuckDB_file()
    {
        using var sample = new DuckDbSample();
        sample.Fill([new SampleValues { Id = 1 }]);
        using var directory = new TemporaryDirectory();
        var before = await File.ReadAllBytesAsync(sample.Path);

        await sample.ExportAsync(new ExportRequest { OrganizationId = PostgresSample.OrganizationId, OutputDirectory = directory.Path });

        Assert.Equal(before, await File.ReadAllBytesAsync(sample.Path));
    }

    [Theory]
    [InlineData("Host=h;Password=geheim;Port=geheim")]
    [InlineData("Host=h;Password=geheim;Nonsense=geheim")]
    public void Refuses_a_malformed_connection_string_without_repeating_it(string connection)
    {
        var exception = Assert.Throws<SourceException>(() => ExportSource.Open(connection));

        Assert.DoesNotContain("geheim", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("Host=...;Database=...", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<TException> FailAsync<TException>(string connection)
        where TException : ExportException
    {
        using var directory = new TemporaryDirectory();
        await using var source = ExportSource.Open(connection);
        var request = new ExportRequest { OrganizationId = PostgresSample.OrganizationId, OutputDirectory = directory.Path };
        var exception = await Assert.ThrowsAsync<TException>(
            () => new Exporter<SampleRow>(source).ExportAsync(request, null, CancellationToken.None));
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
        return exception;
    }
}
