using System.Text.Json;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.SourceTables;

/// <summary><c>acstats source snapshot</c> records the catalog of a database in a file.</summary>
public sealed class SourceSnapshotTests : IAsyncLifetime, IDisposable
{
    private const string Customer = """

        customer.id bigint not null
        customer.name character varying(100) not null
        customer.organization_id bigint not null
        customer.owner bigint
        customer.revenue numeric(14,2)
        customer unique (organization_id, id)

        """;

    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;

    private string File => _directory.File("catalog.txt");

    public async Task InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        await _database.ExecuteAsync(ReferenceSchema.CreateTables);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_line_for_each_column_and_key_of_the_tables_that_the_exports_read()
    {
        var result = await SnapshotAsync();

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal($"Recorded 57 columns and 9 unique keys of 9 tables in {File}.\n", result.Output);
        var text = await System.IO.File.ReadAllTextAsync(File);
        Assert.Contains(Customer, text, StringComparison.Ordinal);
        Assert.Contains("\nemail_prop.sent_at timestamp with time zone not null\n", text, StringComparison.Ordinal);
        Assert.Contains("\ncalendar_event_attendee unique (organization_id, event_id, user_id)\n", text, StringComparison.Ordinal);
        Assert.Equal(66, text.Split('\n').Count(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_record_does_not_depend_on_the_order_in_which_tables_were_altered()
    {
        await SnapshotAsync();
        var before = await System.IO.File.ReadAllTextAsync(File);
        await _database.ExecuteAsync("alter table customer drop name; alter table customer add unique (organization_id, id); "
            + "drop table users; alter table customer add name varchar(100) not null;" + ReferenceSchema.CreateTables);

        Assert.Equal(0, (await SnapshotAsync()).ExitCode);

        Assert.Equal(before, await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task DuckDB_gives_the_same_record_apart_from_the_lengths_that_it_does_not_keep()
    {
        await SnapshotAsync();
        var expected = await System.IO.File.ReadAllTextAsync(File);
        var duckDb = await SourceFile.CreateDuckDbAsync(_directory, ReferenceSchema.CreateTables);

        var result = await AcstatsProcess.RunAsync("source", "snapshot", "--source", duckDb, "--output", File);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            System.Text.RegularExpressions.Regex.Replace(expected, @" (character varying\(\d+\)|text)", " character varying"),
            await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Further_tables_are_recorded_as_they_are_written_with_capitals_in_quotes()
    {
        await _database.ExecuteAsync("""
            create schema desk; create table desk."slaPolicies" (id bigint primary key, "accountId" bigint not null, "order" text);
            """);

        var result = await SnapshotAsync("--table", "DESK.\"slaPolicies\"", "--table", "customer");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(
            """

            desk."slaPolicies"."accountId" bigint not null
            desk."slaPolicies"."order" text
            desk."slaPolicies".id bigint not null
            desk."slaPolicies" unique (id)

            """,
            await System.IO.File.ReadAllTextAsync(File),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_told_and_left_out()
    {
        await _database.ExecuteAsync("drop table ticket");

        var result = await SnapshotAsync("--json");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("warning: not found, so not recorded: ticket", result.Error, StringComparison.Ordinal);
        var recording = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("ticket", Assert.Single(recording.GetProperty("not_found").EnumerateArray()).GetString());
        Assert.Equal(8, recording.GetProperty("tables").GetArrayLength());
        Assert.DoesNotContain("\nticket.", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "--table", "desk.contacts")]
    [InlineData("drop table customer, users, user_api_token, email_prop, calendar_event_prop, calendar_event_attendee, chat_message, ticket, ticket_comment")]
    public async Task A_database_that_cannot_be_meant_leaves_the_record_as_it_is(string change, params string[] arguments)
    {
        await System.IO.File.WriteAllTextAsync(File, "mine");
        await _database.ExecuteAsync($"select 1; {change}");

        var result = await SnapshotAsync(arguments);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("nothing was written", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File));
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("contacts; drop table users")]
    [InlineData("\"open")]
    public async Task What_is_no_name_of_a_table_is_refused(string name)
    {
        var result = await SnapshotAsync("--table", name);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is not the name of a table", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_right_to_the_tables_is_needed()
    {
        await _database.ExecuteAsync($"create role visitor_{_database.Name} login");
        try
        {
            var uri = _database.Uri.Replace("postgres@", $"visitor_{_database.Name}@", StringComparison.Ordinal);

            var result = await AcstatsProcess.RunAsync("source", "snapshot", "--source", uri, "--output", File);

            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            Assert.Contains(Customer, await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
        }
        finally
        {
            await _database.ExecuteAsync($"drop role visitor_{_database.Name}");
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told()
    {
        var result = await AcstatsProcess.RunAsync(
            "source", "snapshot", "--source", _database.Uri, "--output", _directory.File("nowhere/catalog.txt"));

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("nowhere/catalog.txt", result.Error, StringComparison.Ordinal);
    }

    private Task<AcstatsResult> SnapshotAsync(params string[] arguments)
        => AcstatsProcess.RunAsync(["source", "snapshot", "--source", _database.Uri, "--output", File, .. arguments]);
}
