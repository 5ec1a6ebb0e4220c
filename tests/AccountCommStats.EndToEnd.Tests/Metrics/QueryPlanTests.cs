using System.Text.RegularExpressions;
using AccountCommStats.Exporting;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>What the whole query costs the source, as PostgreSQL plans it.</summary>
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

    private static async Task<string> ExplainAsync(PostgresDatabase database, SqlStatement statement)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand("explain " + statement.Sql, connection);
        foreach (var parameter in statement.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter
            {
                Value = parameter.Name switch
                {
                    "organization_id" => Seeded.OrganizationId,
                    "first_key" => long.MinValue,
                    "last_key" => long.MaxValue,
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
