using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Checking;

/// <summary><c>acstats check</c> on sources that fit, and on sources that lack something.</summary>
public sealed class CheckCommandTests : IAsyncLifetime
{
    private static readonly SampleOptions Options = new() { OrganizationId = 42, Accounts = 5, EventsPerAccount = 5 };

    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await SeededDatabase.CreateAsync(Options);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_superuser_fits_and_is_warned_of()
    {
        var result = await CheckAsync();

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        AssertHasLine(result, "warning  role postgres", "superuser");
        AssertHasLine(result, "warning  role postgres", "may change rows of calendar_event_attendee, calendar_event_prop");
        AssertHasLine(result, "warning  role postgres", "may read what no source table reads: ");
        AssertHasLine(result, "warning  role postgres", "user_api_token.token");
        AssertHasLine(result, "ok       query of the rows", "planned");
        Assert.Contains("fits, with 3 warnings", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_missing_tables_and_columns_are_listed_at_once()
    {
        await _database.ExecuteAsync("drop table ticket; drop table users; alter table email_prop drop sentiment, drop dm_involved");

        var result = await CheckAsync();

        Assert.Equal(4, result.ExitCode);
        AssertHasLine(result, "missing  table ticket ", "not found");
        AssertHasLine(result, "missing  table users", "not found");
        AssertHasLine(result, "    Create it", "(spec/source/reference/schema.sql defines the reference tables), or edit source/ticket.sql.");
        AssertHasLine(result, "    Create it", "or edit source/users.sql.");
        AssertHasLine(result, "missing  table email_prop", "2 columns missing: dm_involved, sentiment");
        AssertHasLine(result, "    Add them to \"public\".\"email_prop\"", "or edit source/email_prop.sql.");
        AssertHasLine(result, "ok       table customer", "has the 4 columns for source/customer.sql");
        Assert.Contains("does not fit: 3 of", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_of_a_type_that_does_not_fit_is_told_with_its_relation()
    {
        await _database.ExecuteAsync("alter table email_prop alter sent_at type text");

        var result = await CheckAsync();

        Assert.Equal(4, result.ExitCode);
        var line = File.ReadAllLines(Repository.PathOf("spec", "account-communication-stats", "system", "data_as_of.sql")).Index().First(line => line.Item.Contains("e.sent_at <= ", StringComparison.Ordinal));
        AssertHasLine(result, "missing  query of the rows", "in email.sql, line ");
        AssertHasLine(result, "missing  query of data_as_of", $"in system/data_as_of.sql, line {line.Index + 1}, at '");
        AssertHasLine(result, "missing  query of data_as_of", "operator does not exist: text <= timestamp with time zone");
        AssertHasLine(result, "    Change the type of the database column", "or edit the source table that reads it");
    }

    [Fact]
    public async Task Columns_that_may_be_null_and_must_not_are_a_warning()
    {
        Assert.Contains("ok       nulls", (await CheckAsync()).Output, StringComparison.Ordinal);
        await _database.ExecuteAsync(
            "alter table email_prop alter sent_at drop not null, alter sentiment drop not null; alter table user_api_token alter channel drop not null");

        var result = await CheckAsync();

        Assert.Equal(0, result.ExitCode);
        AssertHasLine(
            result, "warning  nulls", "the relations rely on values in columns that may be NULL: email_prop.sent_at, user_api_token.channel");
        AssertHasLine(result, "    alter table ... alter column ... set not null", "or edit the file that reads the column so that it leaves out rows where the column is NULL.");
    }

    [Fact]
    public async Task A_missing_index_is_a_warning_with_the_statement_that_creates_it()
    {
        await _database.ExecuteAsync("drop index chat_message_conversation; create index on chat_message (customer_id, organization_id)");

        var result = await CheckAsync();

        Assert.Equal(0, result.ExitCode);
        AssertHasLine(result, "warning  index on chat_message", "none leads with organization_id, customer_id");
        AssertHasLine(result, "    create index if not exists chat_message_conversation on chat_message (organization_id, customer_id,", ");   --");
        AssertHasLine(result, "ok       index on email_prop", "one leads with organization_id, customer_id");
    }

    [Fact]
    public async Task Each_index_that_is_created_with_the_reference_tables_is_checked()
    {
        await using var connection = await _database.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from pg_indexes where schemaname = 'public' and indexname not like '%pkey'", connection);
        var created = (long)(await command.ExecuteScalarAsync())!;

        var result = await CheckAsync();

        Assert.Equal(created, result.Output.Split('\n').Count(line => line.StartsWith("ok       index on", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tables_outside_the_search_path_are_found_and_told()
    {
        await _database.ExecuteAsync("create schema crm; alter table ticket set schema crm");
        var missing = await CheckAsync();
        AssertHasLine(missing, "missing  table ticket ", "not on the search path; there is one in schema crm");
        AssertHasLine(missing, "    alter role current_user set search_path", "or write the schema in source/ticket.sql.");

        await _database.ExecuteAsync($"alter database {_database.Name} set search_path = public, crm");
        var result = await CheckAsync();

        Assert.Equal(0, result.ExitCode);
        AssertHasLine(result, "ok       table ticket ", "\"crm\".\"ticket\"");
    }

    [Fact]
    public async Task Times_without_time_zone_are_a_warning()
    {
        await _database.ExecuteAsync("alter table ticket alter opened_at type timestamp");

        var result = await CheckAsync();

        AssertHasLine(result, "warning  times", "read as UTC: ticket.opened_at");
        AssertHasLine(result, "    If they are local times", "say so in the source tables that read them");
    }

    [Fact]
    public async Task A_DuckDB_file_is_checked_too()
    {
        using var directory = new TemporaryDirectory();
        var file = await SeededDatabase.CreateFileAsync(directory, Options);
        var good = await AcstatsProcess.RunAsync([("ACSTATS_SOURCE", file)], "check");
        Assert.Equal(0, good.ExitCode);
        Assert.Contains("sample.duckdb fits (", good.Output, StringComparison.Ordinal);

        await using (var connection = new DuckDB.NET.Data.DuckDBConnection($"Data Source={file}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "drop table users; alter table customer drop column revenue";
            await command.ExecuteNonQueryAsync();
        }

        var bad = await AcstatsProcess.RunAsync("check", "--source", file);
        Assert.Equal(4, bad.ExitCode);
        AssertHasLine(bad, "missing  table users", "not found");
        AssertHasLine(bad, "missing  table customer", "1 column missing: revenue");
    }

    [Fact]
    public async Task Json_has_an_object_for_each_check()
    {
        var result = await AcstatsProcess.RunAsync("check", "--source", _database.Uri, "--json");

        var checks = JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ToList();
        Assert.Contains(checks, check => check.GetProperty("status").GetString() == "ok" && check.GetProperty("subject").GetString() == "table users");
    }

    [Fact]
    public async Task Without_a_source_the_usage_is_told()
    {
        var result = await AcstatsProcess.RunAsync("check");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("ACSTATS_SOURCE", result.Error, StringComparison.Ordinal);
    }

    private Task<AcstatsResult> CheckAsync() => AcstatsProcess.RunAsync("check", "--source", _database.Uri);

    private static void AssertHasLine(AcstatsResult result, string start, string part)
        => Assert.True(
            result.Output.Split('\n').Any(line => line.StartsWith(start, StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal)),
            $"No line '{start}...{part}' in:\n{result.Everything}");
}
