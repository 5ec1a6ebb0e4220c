using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Benchmarks.Scaling;

/// <summary>Gives one account a tenth of all events: those of every tenth conversation.</summary>
internal static class BusyAccount
{
    /// <summary>Moves events of the sample organization in a database to that account.</summary>
    public static async Task MakeAsync(PostgresDatabase database)
    {
        await using var connection = await database.OpenAsync();
        foreach (var statement in Statements())
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }

        await BenchmarkServer.SettleAsync(database);
    }

    private static IEnumerable<string> Statements()
    {
        var organization = $"organization_id = {BenchmarkServer.Organization}";
        // Takes an account in the middle, so that it is read neither first nor last.
        var account = $"(select percentile_disc(0.5) within group (order by id) from customer where {organization})";
        yield return $"update email_prop set customer_id = {account} where {organization} and thread_id % 10 = 0";
        yield return $"update chat_message set customer_id = {account} where {organization} and conversation_id % 10 = 0";
        yield return $"update ticket set customer_id = {account} where {organization} and id % 10 = 0";
        // A meeting of two accounts must not become two meetings of the same account.
        yield return
            $"""
            update calendar_event_prop e set customer_id = {account}
            where {organization} and event_id % 10 = 0 and not exists (
              select from calendar_event_prop o
              where o.organization_id = e.organization_id and o.event_id = e.event_id and o.id <> e.id)
            """;
        // Removes the old row versions, so that the tables look as if they had been loaded with these values.
        yield return "vacuum full";
    }
}
