using System.CommandLine;
using AccountCommStats.Benchmarks.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Scale;

/// <summary><c>scale</c>: do the relations cost no more than they must?</summary>
internal static class ScaleCommand
{
    private const double MaximumTimesFloor = 5;
    private const double MaximumGrowth = 10.5;
    private const int GrowthFactor = 10;

    /// <summary>The tables that grow with account activity.</summary>
    private static readonly string[] EventTables =
        ["email_prop", "chat_message", "calendar_event_prop", "calendar_event_attendee", "ticket", "ticket_comment"];

    public static Command Create()
    {
        var accounts = SizeOption.Create("--accounts", 5_000, "Accounts of the sample organization.");
        var events = SizeOption.Create("--events", 600, "Its events per account.");
        var growthAccounts = SizeOption.Create("--growth-accounts", 500, "Accounts of the organization whose events grow tenfold.");
        var growthEvents = SizeOption.Create("--growth-events", 600, "Its events per account, before they grow.");
        var runs = SizeOption.Runs(5);
        var command = new Command("scale", "Each relation and the whole query against the floor, and with ten times the events.")
        {
            accounts, events, growthAccounts, growthEvents, runs,
        };
        command.SetAction(async (parse, _) =>
        {
            await using var server = await BenchmarkServer.StartAsync();
            Machine.Print("scale", server.Description);
            var bars = new Bars();
            await using (var database = await server.SeedAsync(parse.GetValue(accounts), parse.GetValue(events)))
            {
                Report.Line($"{parse.GetValue(accounts):N0} accounts, {parse.GetValue(accounts) * (long)parse.GetValue(events):N0} events, one connection.");
                Report.Line("Floor: the columns that the relation needs, of the whole organization, by `COPY (select ...) TO STDOUT (FORMAT binary)`.");
                Report.Line();
                await CompareWithFloorAsync(database, parse.GetValue(runs), bars);
                await CountScansAsync(database, bars);
            }

            await GrowAsync(server, parse.GetValue(growthAccounts), parse.GetValue(growthEvents), parse.GetValue(runs), bars);
            return bars.Print();
        });
        return command;
    }

    private static async Task CompareWithFloorAsync(PostgresDatabase database, int runs, Bars bars)
    {
        var whole = new RelationQuery("the whole query", SourceQuery.Rows, AccountCommunicationStats.Query.SourceTables);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var query in RelationQuery.All().Append(whole))
        {
            var results = await Race.RunAsync(
                [
                    Handover(query.Name, database, query.Sql),
                    Handover($"floor of {query.Name}", database, SourceQuery.Floor(query.Tables)),
                ],
                runs);
            var ratio = results[0].RatioTo(results[1]);
            var plan = await QueryPlan.OfAsync(database, query.Sql);
            rows.Add(
            [
                query.Name, RaceTable.Seconds(results[0].Min), RaceTable.Seconds(results[0].Median), RaceTable.Seconds(results[0].Max),
                RaceTable.Seconds(results[1].Median), RaceTable.Ratio(ratio), RaceTable.Whole(plan.RowsRead),
                RaceTable.Whole(plan.SpilledSorts), RaceTable.Whole(plan.SpilledHashes), RaceTable.Megabytes(plan.TemporaryMegabytes),
            ]);
            if (query == whole)
            {
                bars.AtMost("the whole query, one connection", ratio, MaximumTimesFloor, "times the floor");
            }
        }

        Report.Table(
            ["relation", "min s", "median s", "max s", "floor, median s", "ratio to floor", "rows read", "spilled sorts", "spilled hashes", "temp MB"],
            rows);
    }

    private static async Task CountScansAsync(PostgresDatabase database, Bars bars)
    {
        var plan = await QueryPlan.OfAsync(database, SourceQuery.Rows);
        Report.Table(
            ["table", "scans in the whole query"],
            AccountCommunicationStats.Query.SourceTables.Select(table => (string[])[table.Name, RaceTable.Whole(plan.ScansOf(table.Name))]));
        bars.Must(
            "each event table scanned once by the whole query",
            string.Join(", ", EventTables.Select(table => $"{table} {plan.ScansOf(table)}")),
            EventTables.All(table => plan.ScansOf(table) == 1));
    }

    private static async Task GrowAsync(BenchmarkServer server, int accounts, int events, int runs, Bars bars)
    {
        await using var few = await server.SeedAsync(accounts, events);
        await using var many = await server.SeedAsync(accounts, events * GrowthFactor);
        var results = await Race.RunAsync(
            [
                Handover($"{events:N0} events per account", few, SourceQuery.Rows),
                Handover($"{events * GrowthFactor:N0} events per account", many, SourceQuery.Rows),
            ],
            runs);
        Report.Line($"{accounts:N0} accounts, the whole query:");
        Report.Line();
        RaceTable.Print("events", results, results[0]);
        bars.AtMost("ten times the events per account", results[1].RatioTo(results[0]), MaximumGrowth, "times the time");
    }

    /// <summary>
    /// Sends the results of queries to a psql that discards them, which is the cheapest receiver. So the server is measured and not the
    /// receiver, even for the floor: its queries only copy the columns that a relation needs, and yield by far the most rows.
    /// </summary>
    private static Contestant Handover(string name, PostgresDatabase database, params IReadOnlyList<string> queries)
        => Contestant.OfProcess(name, () => Psql.ToNowhere(database, queries));
}
