using System.Diagnostics;
using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Loading;

/// <summary>
/// Scripts load files into real databases. Every cell arrives, and neither a second load nor an incomplete file changes anything.
/// </summary>
public sealed class LoaderTests : IAsyncLifetime, IDisposable
{
    private const int Accounts = 120;
    private const string Table = "account_communication_stats";

    private readonly TemporaryDirectory _directory = new();
    private string _source = "";

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_directory.File("out"));
        _source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = Accounts, EventsPerAccount = 20 });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("none", "cat")]
    [InlineData("gzip", "gunzip -c")]
    public async Task PostgreSQL_has_every_byte_of_the_file_and_a_second_load_changes_nothing(string compression, string reader)
    {
        await using var warehouse = await PostgresDatabase.CreateAsync();
        var (file, script) = await WriteAsync("postgres", compression);

        for (var load = 1; load <= 2; load++)
        {
            Assert.Equal((0, ""), await LoadAsync(warehouse, reader, file, script));
            Assert.Equal(
                await ContentOf(reader, file),
                await warehouse.PsqlAsync($"copy (select * from {Table} order by account_id) to stdout (format csv, header)"));
        }

        var described = await warehouse.PsqlAsync($"""
            copy (
              select
                (select count(col_description(attrelid, attnum)) from pg_attribute where attrelid = '{Table}'::regclass and attnum > 0),
                (select count(*) from pg_constraint where conrelid = '{Table}'::regclass and contype = 'p')
            ) to stdout (format csv)
            """);
        Assert.Equal("52,1\n"u8, described);
    }

    [Theory]
    [InlineData("cut", "the file does not have the 120 rows of its manifest")]
    [InlineData("twice", "the key account_id appears twice")]
    [InlineData("null", "total_emails does not have the ")]
    [InlineData("header", "column name mismatch in header line field 2")]
    public async Task PostgreSQL_refuses_what_is_not_the_delivery_and_keeps_what_it_had(string damage, string message)
    {
        await using var warehouse = await PostgresDatabase.CreateAsync();
        var (file, script) = await WriteAsync("postgres", "none");
        Assert.Equal((0, ""), await LoadAsync(warehouse, "cat", file, script));
        var before = await warehouse.PsqlAsync($"copy (select * from {Table} order by account_id) to stdout");
        var lines = await File.ReadAllLinesAsync(file);
        switch (damage)
        {
            case "cut":
                lines = lines[..^1];
                break;
            case "twice":
                lines[2] = lines[1];
                break;
            case "null":
                lines[1] = string.Join(',', lines[1].Split(',').Select((value, i) => i == 1 ? "" : value));
                break;
            default:
                lines[0] = lines[0].Replace("total_emails", "emails", StringComparison.Ordinal);
                break;
        }

        await File.WriteAllLinesAsync(file, lines);

        var (exitCode, errors) = await LoadAsync(warehouse, "cat", file, script);

        Assert.Equal(3, exitCode);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Equal(before, await warehouse.PsqlAsync($"copy (select * from {Table} order by account_id) to stdout"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("none", "parquet")]
    public async Task DuckDB_has_every_cell_of_the_file_and_a_second_load_changes_nothing(string compression, string format = "csv")
    {
        var (file, script) = await WriteAsync("duckdb", compression, format);
        var delivered = format == "csv" ? $"from read_csv('{file}', header = true, all_varchar = true, allow_quoted_nulls = false)" : $"select columns(*)::varchar from read_parquet('{file}')";
        await using var warehouse = new DuckDBConnection($"Data Source={_directory.File("warehouse.duckdb")}");
        await warehouse.OpenAsync();

        for (var load = 1; load <= 2; load++)
        {
            await ExecuteAsync(warehouse, await File.ReadAllTextAsync(script));
            Assert.Equal(0L, await ExecuteAsync(warehouse, $"""
                with loaded as (select columns(*)::varchar from {Table}),
                delivered as ({delivered})
                select count(*) from ((from loaded except from delivered) union all (from delivered except from loaded))
                """));
            Assert.Equal((long)Accounts, await ExecuteAsync(warehouse, $"select count(*) from {Table}"));
        }

        Assert.Equal(52L, await ExecuteAsync(warehouse, $"select count(comment) from duckdb_columns() where table_name = '{Table}'"));
        Assert.Equal(1L, await ExecuteAsync(warehouse, $"select count(*) from duckdb_constraints() where table_name = '{Table}' and constraint_type = 'PRIMARY KEY'"));
    }

    [Fact]
    public async Task DuckDB_refuses_a_file_that_is_cut_off()
    {
        var (file, script) = await WriteAsync("duckdb", "none");
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file))[..^1]);
        await using var warehouse = new DuckDBConnection("Data Source=:memory:");
        await warehouse.OpenAsync();

        var exception = await Assert.ThrowsAnyAsync<DuckDBException>(async () => await ExecuteAsync(warehouse, await File.ReadAllTextAsync(script)));

        Assert.Contains("the file does not have the 120 rows of its manifest", exception.Message, StringComparison.Ordinal);
        await ExecuteAsync(warehouse, "rollback");
        Assert.Equal(0L, await ExecuteAsync(warehouse, $"select count(*) from {Table}"));
    }

    [Fact]
    public async Task A_delivery_in_parts_has_no_script_of_one_file()
    {
        var export = await AcstatsProcess.RunAsync(
            "export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.File("out"), "--split-rows", "50");
        Assert.Equal(0, export.ExitCode);

        var loader = await AcstatsProcess.RunAsync("spec", "loader", "--target", "duckdb", "--from", Assert.Single(Directory.GetFiles(_directory.File("out"), "*.manifest.json")));

        Assert.Equal((4, ""), (loader.ExitCode, loader.Output));
        Assert.Contains("has its rows in 3 parts", loader.Error, StringComparison.Ordinal);
    }

    /// <summary>Exports an organization, and writes the load script of the delivery.</summary>
    private async Task<(string File, string Script)> WriteAsync(string target, string compression, string format = "csv")
    {
        var export = await AcstatsProcess.RunAsync(
            "export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.File("out"), "--compression", compression, "--format", format, "--json");
        Assert.Equal(0, export.ExitCode);
        var file = JsonDocument.Parse(export.Output).RootElement.GetProperty("organizations")[0].GetProperty("file").GetString()!;
        var loader = await AcstatsProcess.RunAsync("spec", "loader", "--target", target, "--from", file);
        Assert.Equal((0, ""), (loader.ExitCode, loader.Error));
        var script = _directory.File("load.sql");
        await File.WriteAllTextAsync(script, loader.Output);
        return (file, script);
    }

    /// <summary>Runs the script as its header says.</summary>
    private static async Task<(int ExitCode, string Errors)> LoadAsync(PostgresDatabase warehouse, string reader, string file, string script)
    {
        var psql = $"{reader} '{file}' | PGOPTIONS='-c client_min_messages=warning' '{PostgresBinaries.Path("psql")}' -X -q -o /dev/null -v ON_ERROR_STOP=1 -d '{warehouse.Uri}' -f '{script}'";
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", psql]) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }

    private static async Task<byte[]> ContentOf(string reader, string file)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", $"{reader} '{file}'"]) { RedirectStandardOutput = true })!;
        using var content = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(content);
        await process.WaitForExitAsync();
        return content.ToArray();
    }

    /// <summary>Runs statements.</summary>
    /// <returns>The value of the last.</returns>
    private static async Task<object?> ExecuteAsync(DuckDBConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        object? value = null;
        do
        {
            while (await reader.ReadAsync())
            {
                value = reader.GetValue(0);
            }
        }
        while (await reader.NextResultAsync());
        return value;
    }
}
