using System.Text.Json;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>PostgreSQL's cost estimate of a query, which finds heavy key ranges.</summary>
public sealed class PostgresEstimateTests
{
    private static readonly SqlStatement Query = SqlStatement.Create(
        $"""select number from "events..of" where number between {"first_key":Bigint} and {"last_key":Bigint} order by number""");

    [Fact]
    public async Task Is_the_planners_cost_of_the_whole_query()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            """
            create table "events..of" as select cast(i as bigint) as number from generate_series(1, 100000) as i;
            create index "by..number" on "events..of" (number);
            analyze "events..of";
            """);
        await using var source = ExportSource.Open(database.Uri);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1), CancellationToken.None);

        var few = await EstimateAsync(snapshot, 1, 100);
        var many = await EstimateAsync(snapshot, 1, 100_000);

        Assert.Equal(await ExplainAsync(database, 1, 100), few);
        Assert.Equal(await ExplainAsync(database, 1, 100_000), many);
        Assert.True(many > 100 * few, $"{few} and {many}");
    }

    private static Task<double?> EstimateAsync(ISourceSnapshot snapshot, long first, long last)
        => snapshot.EstimateAsync(
            Query,
            new ParameterValues().With("first_key", first).With("last_key", last),
            CancellationToken.None);

    private static async Task<double> ExplainAsync(PostgresDatabase database, long first, long last)
    {
        await using var connection = await database.OpenAsync();
        var query = Query.Sql.Replace("$1", $"{first}", StringComparison.Ordinal).Replace("$2", $"{last}", StringComparison.Ordinal);
        await using var command = new NpgsqlCommand($"set jit = off; explain (format json) {query}", connection);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        return plan.RootElement[0].GetProperty("Plan").GetProperty("Total Cost").GetDouble();
    }
}
