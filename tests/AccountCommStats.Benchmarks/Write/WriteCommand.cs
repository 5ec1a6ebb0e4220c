using System.CommandLine;
using System.Globalization;
using AccountCommStats.Benchmarks.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.PlainExport;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Write;

/// <summary><c>write</c>: how fast do rows become a file, when the query costs nothing?</summary>
internal static class WriteCommand
{
    private const double MaximumTimesPsql = 1.0;
    private const double MaximumTimesPsqlOnTwo = 0.75;
    private const double MaximumTimesDapper = 0.4;
    private const double MaximumShareOfChecks = 0.10;

    public static Command Create()
    {
        var rows = SizeOption.Create("--rows", 500_000, "Rows of the plain table.");
        var runs = SizeOption.Runs(9);
        var command = new Command("write", "The columns of the specification from a plain table into CSV, against what a user would pick instead.") { rows, runs };
        command.SetAction((parse, _) => RunAsync(parse.GetValue(rows), parse.GetValue(runs)));
        return command;
    }

    private static async Task<int> RunAsync(int rows, int runs)
    {
        using var folder = new TemporaryDirectory();
        var checkedExport = await NativeOrManaged.PublishAsync("tests/AccountCommStats.PlainExport", "plain-export", folder);
        var uncheckedExport = await NativeOrManaged.PublishAsync("tests/AccountCommStats.PlainExport.Unchecked", "plain-export-unchecked", folder);
        await using var server = await BenchmarkServer.StartAsync();
        Machine.Print("write", server.Description);
        await using var database = await server.CreateDatabaseAsync();
        Report.Progress($"creating the plain table of {rows:N0} rows");
        await PlainTable.CreateAsync(database, rows);

        var psqlFile = folder.File("psql.csv");
        Contestant Ours(NativeOrManaged program, string name, int connections)
            => Contestant.OfProcess(name, () => program.Command(database.Uri, folder.Path, connections.ToString(CultureInfo.InvariantCulture)));

        var psql = Contestant.OfProcess("psql", () => Psql.ToCsv(database, PlainRow.AllRows, psqlFile));
        var one = Ours(checkedExport, "ours, 1 connection", 1);
        var two = Ours(checkedExport, "ours, 2 connections", 2);
        var withoutChecks = Ours(uncheckedExport, "ours without checks of fields, 1 connection", 1);
        await HoldIdenticalAsync(psql, psqlFile, [one, two, withoutChecks]);
        var duckDb = folder.File("plain.duckdb");
        await OtherWriters.FillDuckDbAsync(duckDb, psqlFile);
        var dapper = OtherWriters.InProcess(OtherWriters.Dapper, "Dapper + CsvHelper", database.ConnectionString, folder.File("dapper.csv"));

        Contestant[] contestants =
        [
            psql,
            one,
            two,
            Ours(NativeOrManaged.Built("tests/AccountCommStats.PlainExport", "plain-export"), "ours, 1 connection, by dotnet", 1),
            withoutChecks,
            OtherWriters.InProcess(OtherWriters.Sylvan, "Npgsql + Sylvan", database.ConnectionString, folder.File("sylvan.csv")),
            dapper,
            OtherWriters.InProcess(OtherWriters.DuckDb, "DuckDB COPY, own table, all cores", duckDb, folder.File("duckdb.csv")),
        ];
        var results = await Race.RunAsync([.. contestants.Select(contestant => contestant with { Rows = rows })], runs);
        foreach (var (file, who) in ((string, string)[])[("sylvan.csv", "Sylvan"), ("dapper.csv", "CsvHelper"), ("duckdb.csv", "DuckDB")])
        {
            Files.RequireRows(folder.File(file), rows, who);
        }

        Report.Line($"{rows:N0} rows x {PlainRow.Schema.Columns.Length} columns, {new FileInfo(psqlFile).Length / 1e6:F0} MB. Whole processes.");
        Report.Line("Ours is a native binary unless it says otherwise; it also checks every value, hashes the file, flushes it to disk and writes a manifest. Its file is byte for byte psql's.");
        Report.Line();
        RaceTable.Print("writer", results, results[0]);

        Result Of(Contestant contestant) => results.Single(result => result.Contestant.Name == contestant.Name);
        var bars = new Bars();
        bars.AtMost("one connection, all checks", Of(one).RatioTo(Of(psql)), MaximumTimesPsql, "times psql");
        bars.AtMost("one connection, all checks", Of(one).RatioTo(Of(dapper)), MaximumTimesDapper, "times Dapper + CsvHelper");
        bars.AtMost("two connections, all checks", Of(two).RatioTo(Of(psql)), MaximumTimesPsqlOnTwo, "times psql");
        bars.AtMost("checks of nullability, lengths and ranges", 1 - Of(withoutChecks).RatioTo(Of(one)), MaximumShareOfChecks, "of the time");
        return bars.Print();
    }

    /// <summary>Runs psql and each of our contestants once, and compares the files.</summary>
    /// <exception cref="BenchmarkException">The files differ.</exception>
    private static async Task HoldIdenticalAsync(Contestant psql, string psqlFile, IReadOnlyList<Contestant> ours)
    {
        Report.Progress("comparing the files");
        await psql.RunAsync();
        foreach (var contestant in ours)
        {
            var file = (await contestant.RunAsync()).Output.Trim();
            Files.RequireIdentical(psqlFile, file, contestant.Name);
        }
    }
}
