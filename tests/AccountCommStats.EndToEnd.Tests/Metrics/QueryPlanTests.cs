using System.Globalization;
using System.Text.RegularExpressions;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>The cost of the whole query, as PostgreSQL plans it.</summary>
public sealed class QueryPlanTests
{
    private static readonly World Seeded = new()
    {
        AsOf = new DateTime(2025, 12, 10, 0, 0, 0, DateTimeKind.Utc),
        TimeFrame = TimeSpan.FromDays(90),
    };

    [Fact]
    public async Task Each_event_table_is_scanned_once()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await SampleSeeder.SeedAsync(
            database.ConnectionString, new SampleOptions { OrganizationId = Seeded.OrganizationId, Accounts = 60, EventsPerAccount = 60 });

        var plan = await ExplainAsync(database, AccountCommunicationStats.Query.Rows);

        string[] eventTables =
            ["email_prop", "chat_message", "calendar_event_prop", "calendar_event_attendee", "ticket", "ticket_comment"];
        Assert.Equal(
            eventTables.Select(table => $"{table}: 1"),
            eventTables.Select(table => $"{table}: {Regex.Count(plan, $@" on {table}( |$)", RegexOptions.Multiline)}"));
    }

    [Fact]
    public async Task The_latest_events_are_found_by_their_indexes()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await SampleSeeder.SeedAsync(
            database.ConnectionString, new SampleOptions { OrganizationId = Seeded.OrganizationId, Accounts = 60, EventsPerAccount = 60 });

        var plan = await ExplainAsync(database, Assert.Single(AccountCommunicationStats.Query.SystemValues).Statement);

        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_of_keys_costs_no_more_than_its_rows()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await SampleSeeder.SeedAsync(
            database.ConnectionString, new SampleOptions { OrganizationId = Seeded.OrganizationId, Accounts = 2_000, EventsPerAccount = 2 });

        // The smaller an organization's share of all accounts is, the fewer rows the planner expects from a grouped relation. If
        // it expects only a handful, it joins that relation by comparing each of its rows with every row of the other side of the join.
        await database.ExecuteAsync(
            $"""
            insert into customer (organization_id, id, name)
            select {Seeded.OrganizationId + 1}, i, 'Other' from generate_series(1, 400000) as i;
            analyze customer;
            """);
        var lastKey = await NumberAsync(
            database, $"select id from customer where organization_id = {Seeded.OrganizationId} order by id offset 999 limit 1");

        var plan = await ExplainAsync(database, AccountCommunicationStats.Query.Rows, "analyze, timing off,", lastKey);

        const long MaximumRows = 50_000;
        Assert.DoesNotContain(
            Regex.Matches(plan, @"rows=(\d+) loops=(\d+)|Join Filter: (\d+)"),
            match => (match.Groups[3].Success ? Number(match, 3) : Number(match, 1) * Number(match, 2)) > MaximumRows);
    }

    private static async Task<long> NumberAsync(PostgresDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static async Task<string> ExplainAsync(
        PostgresDatabase database, SqlStatement statement, string options = "", long lastKey = long.MaxValue)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand($"explain ({options} costs) {statement.Sql}", connection);
        foreach (var parameter in statement.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter
            {
                Value = parameter.Name switch
                {
                    "organization_id" => Seeded.OrganizationId,
                    "first_key" => long.MinValue,
                    "last_key" => lastKey,
                    "time_frame_start" => Seeded.TimeFrameStart,
                    "data_as_of" => DateTime.SpecifyKind(Seeded.AsOf, DateTimeKind.Unspecified),
                    _ => Seeded.AsOf,
                },
            });
        }

        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
