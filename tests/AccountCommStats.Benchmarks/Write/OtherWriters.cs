using System.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.PlainExport;
using CsvHelper;
using Dapper;
using DuckDB.NET.Data;
using Npgsql;
using Sylvan.Data.Csv;

namespace AccountCommStats.Benchmarks.Write;

/// <summary>The writers that a .NET user would use instead of acstats. Each runs in its own process.</summary>
internal static class OtherWriters
{
    /// <summary>Dapper maps rows to objects, and CsvHelper writes them.</summary>
    public const string Dapper = "dapper";

    /// <summary>Sylvan writes what Npgsql's reader reads.</summary>
    public const string Sylvan = "sylvan";

    /// <summary>DuckDB writes CSV from its own table.</summary>
    public const string DuckDb = "duckdb";

    /// <summary>DuckDB writes Parquet from its own table.</summary>
    public const string DuckDbParquet = "duckdb-parquet";

    private const string CommandName = "run-contestant";

    /// <summary>The hidden command that runs one of the writers.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("name");
        name.AcceptOnlyFromAmong(Dapper, Sylvan, DuckDb, DuckDbParquet);
        var source = new Argument<string>("source");
        var file = new Argument<string>("file");
        var command = new Command(CommandName, "Run one contestant of the benchmark write.") { name, source, file };
        command.Hidden = true;
        command.SetAction((parse, _) =>
        {
            var (from, to) = (parse.GetRequiredValue(source), parse.GetRequiredValue(file));
            return parse.GetRequiredValue(name) switch
            {
                Dapper => WriteByDapperAsync(from, to),
                Sylvan => WriteBySylvanAsync(from, to),
                DuckDb => WriteByDuckDbAsync(from, to, "header"),
                _ => WriteByDuckDbAsync(from, to, "format parquet, compression zstd"),
            };
        });
        return command;
    }

    /// <summary>One of the writers as a contestant.</summary>
    public static Contestant InProcess(string writer, string name, string source, string file)
        => Contestant.OfProcess(
            name, () => MeasuredProcess.Command("dotnet", typeof(OtherWriters).Assembly.Location, CommandName, writer, source, file));

    /// <summary>Fills DuckDB's own table with the rows of a file.</summary>
    public static async Task FillDuckDbAsync(string database, string file)
    {
        var columns = PlainRow.Schema.Columns.Select(column => $"'{column.Name}': '{DuckDbType(column.Type)}'");
        await ExecuteDuckDbAsync(
            database,
            $"create table {PlainRow.Table} as select * from read_csv('{file}', header = true, columns = {{{string.Join(", ", columns)}}})");
    }

    private static async Task WriteByDapperAsync(string source, string file)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        await using var connection = new NpgsqlConnection(source);
        CsvRecordWriter.Register<AccountCommunicationStats>(_ => new CsvHelperRow());
        await using var csv = CsvWriter.ToFile(file);
        await csv.WriteRecordsAsync(connection.Query<AccountCommunicationStats>(PlainRow.AllRows, buffered: false, commandTimeout: 0));
    }

    private static async Task WriteBySylvanAsync(string source, string file)
    {
        await using var connection = new NpgsqlConnection(source);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(PlainRow.AllRows, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        await using var csv = CsvDataWriter.Create(file);
        await csv.WriteAsync(reader);
    }

    private static Task WriteByDuckDbAsync(string database, string file, string options)
        => ExecuteDuckDbAsync(database, $"copy ({PlainRow.AllRows}) to '{file}' ({options})");

    private static async Task ExecuteDuckDbAsync(string database, string sql)
    {
        await using var connection = new DuckDBConnection($"Data Source={database}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static string DuckDbType(SqlType type) => type.Kind is SqlKind.Jsonb ? "varchar" : type.ToString();
}
