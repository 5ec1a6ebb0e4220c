using System.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.Benchmarks.Small;

/// <summary>Copies the rows of a query to a file with DuckDB's own COPY, in a separate process.</summary>
internal static class DuckDbCopy
{
    private const string CommandName = "run-duckdb-copy";

    /// <summary>The hidden command that runs the copy.</summary>
    public static Command Create()
    {
        var source = new Argument<string>("source");
        var query = new Argument<FileInfo>("query");
        var file = new Argument<string>("file");
        var command = new Command(CommandName, "Run DuckDB's COPY of a query.") { source, query, file };
        command.Hidden = true;
        command.SetAction((parse, _) => RunAsync(parse.GetRequiredValue(source), parse.GetRequiredValue(query), parse.GetRequiredValue(file)));
        return command;
    }

    /// <summary>The copy as a contestant.</summary>
    public static Contestant InProcess(string source, string query, TemporaryDirectory folder)
    {
        var text = folder.File("query.sql");
        File.WriteAllText(text, query);
        return Contestant.OfProcess(
            "DuckDB's COPY", () => MeasuredProcess.Command("dotnet", typeof(DuckDbCopy).Assembly.Location, CommandName, source, text, folder.File("duckdb.csv")));
    }

    private static async Task RunAsync(string source, FileInfo query, string file)
    {
        await using var connection = new DuckDBConnection($"Data Source={source};access_mode=read_only");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"set timezone = 'UTC'; copy (\n{await File.ReadAllTextAsync(query.FullName)}\n) to '{file}' (header)";
        await command.ExecuteNonQueryAsync();
    }
}
