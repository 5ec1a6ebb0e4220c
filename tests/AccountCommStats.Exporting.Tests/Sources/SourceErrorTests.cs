using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests;

/// <summary>Sources that cannot be read say what happened, where, and what to do; never a secret.</summary>
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
    [InlineData("drop table sample", "relation \"sample\" does not exist")]
    [InlineData("alter table sample drop column a_text", "column \"a_text\" does not exist")]
    [InlineData("alter table sample drop column a_double; alter table sample add column a_double boolean", "cannot cast type boolean to double precision")]
    public async Task Says_what_a_PostgreSQL_source_lacks(string change, string expected)
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        await sample.Database.ExecuteAsync(change);

        var exception = await FailAsync<SourceMismatchException>(sample.Database.Uri);

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(sample.Database.Name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_right_is_missing()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        await sample.Database.ExecuteAsync("drop role if exists nobody; create role nobody login");

        var exception = await FailAsync<SourceMismatchException>(sample.Database.Uri.Replace("postgres@", "nobody@", StringComparison.Ordinal));

        Assert.Contains("permission denied for table sample. Grant SELECT on it to the role.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_query_failed()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        await sample.Database.ExecuteAsync("alter table sample drop column a_double; alter table sample add column a_double text default 'no number'");

        var exception = await FailAsync<SourceException>(sample.Database.Uri);

        Assert.Contains("invalid input syntax for type double precision", exception.Message, StringComparison.Ordinal);
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
        Assert.Contains("Host=db.example.com", exception.Message, StringComparison.Ordinal);
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
