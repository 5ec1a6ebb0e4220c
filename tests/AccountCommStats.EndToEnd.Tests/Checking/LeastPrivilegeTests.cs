using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Checking;

/// <summary>The role that <c>acstats check --grants</c> creates can export, but cannot do anything else.</summary>
public sealed class LeastPrivilegeTests : IAsyncLifetime
{
    // A name that must be quoted.
    private readonly string _role = $"weekly \"export\" {Guid.NewGuid():N}"[..40];
    private PostgresDatabase _database = null!;

    private string ConnectionString => new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = _role, Pooling = false }.ConnectionString;

    public async Task InitializeAsync()
    {
        _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 42, Accounts = 30, EventsPerAccount = 30 });
        await _database.ExecuteAsync($"create role \"{_role.Replace("\"", "\"\"", StringComparison.Ordinal)}\" login");
        var grants = await AcstatsProcess.RunAsync("check", "--grants", _role);
        Assert.Equal((0, ""), (grants.ExitCode, grants.Error));
        await _database.PsqlAsync(grants.Output);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task It_exports_what_the_superuser_exports()
    {
        Assert.Equal(await ExportAsync(_database.ConnectionString), await ExportAsync(ConnectionString));

        // Returns the rows without the two system columns at the end of each row.
        static async Task<IEnumerable<string>> ExportAsync(string connection)
        {
            using var directory = new TemporaryDirectory();
            var result = await AcstatsProcess.RunAsync(
                "export", "--source", connection, "--organization", "42", "--as-of", "2025-12-10", "--output", directory.Path);
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            var rows = await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(directory.Path, "*.csv")));
            Assert.Equal(31, rows.Length);
            return [.. rows.Select(row => string.Join(',', row.Split(',').SkipLast(2)))];
        }
    }

    [Fact]
    public async Task Check_is_green()
    {
        var result = await AcstatsProcess.RunAsync("check", "--source", ConnectionString);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("warning", result.Output, StringComparison.Ordinal);
        Assert.Contains("may read what the source tables read, and nothing else", result.Output, StringComparison.Ordinal);
        Assert.Contains(" fits (", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select token from user_api_token")]
    [InlineData("select * from user_api_token")]
    [InlineData("select u from user_api_token u")]
    [InlineData("select full_name from users")]
    [InlineData("insert into customer (id, organization_id, name) values (1, 1, 'x')")]
    [InlineData("update customer set name = 'x'")]
    [InlineData("delete from email_prop")]
    [InlineData("truncate ticket")]
    [InlineData("create table mine (id bigint)")]
    [InlineData("drop table ticket")]
    public async Task Whatever_an_export_does_not_need_is_refused_even_if_the_session_is_made_writable(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var writable = new NpgsqlCommand("set default_transaction_read_only = off", connection);
        await writable.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Its_sessions_are_read_only()
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("create temp table t (id bigint)", connection);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
    }

    [Fact]
    public async Task A_right_that_is_missing_is_told_with_what_to_run()
    {
        await _database.ExecuteAsync($"revoke select (provider) on user_api_token from \"{_role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");

        var result = await AcstatsProcess.RunAsync("check", "--source", ConnectionString);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("no right to read provider", result.Output, StringComparison.Ordinal);
        Assert.Contains("grant select (\"provider\") on \"public\".\"user_api_token\" to", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grants_for_tables_of_another_schema_name_it_and_put_it_on_the_search_path()
    {
        var result = await AcstatsProcess.RunAsync("check", "--grants", "exporter", "--schema", "crm");

        Assert.Contains("grant usage on schema \"crm\" to \"exporter\";", result.Output, StringComparison.Ordinal);
        Assert.Contains("on \"crm\".\"customer\" to \"exporter\";", result.Output, StringComparison.Ordinal);
        Assert.Contains("alter role \"exporter\" set search_path = \"crm\";", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"token\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_could_end_a_comment_is_refused()
        => Assert.Equal(2, (await AcstatsProcess.RunAsync("check", "--grants", "x\ndrop table customer; --")).ExitCode);
}
