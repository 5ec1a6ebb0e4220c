using System.CommandLine;
using System.Diagnostics;
using AccountCommStats.Benchmarks.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Benchmarks.Write;
using AccountCommStats.PlainExport;
using AccountCommStats.Testing;
using AccountCommStats.Testing.ObjectStorage;

namespace AccountCommStats.Benchmarks.Formats;

/// <summary>
/// <c>formats</c>: what does each format and compression cost compared with plain CSV, and what does our Parquet cost compared
/// with DuckDB's?
/// </summary>
internal static class FormatsCommand
{
    private const double MaximumTimesOfParquet = 1.5;
    private const double MaximumTimesOfZstd = 1.15;
    private const double MaximumTimesOfGzip = 2;
    private const double MaximumTimesOfStorage = 1.2;
    private const double MaximumMegabytesOfParquet = 150;
    private const double MaximumMegabytes = 60;
    private const double MaximumGrowth = 1.2;
    private const int FewerTimes = 10;

    public static Command Create()
    {
        var rows = SizeOption.Create("--rows", 500_000, "Rows of the plain table.");
        var runs = SizeOption.Runs(9);
        var command = new Command("formats", "The columns of the specification from a plain DuckDB table into each format, against plain CSV and DuckDB's own Parquet.") { rows, runs };
        command.SetAction((parse, _) => RunAsync(parse.GetValue(rows), parse.GetValue(runs)));
        return command;
    }

    private static async Task<int> RunAsync(int rows, int runs)
    {
        using var folder = new TemporaryDirectory();
        var program = await NativeOrManaged.PublishAsync("tests/AccountCommStats.PlainExport", "plain-export", folder);
        await using var server = await BenchmarkServer.StartAsync();
        Machine.Print("formats", server.Description);
        Report.Progress($"creating the plain tables of {rows / FewerTimes:N0} and {rows:N0} rows");
        await using var fewRows = await server.CreateDatabaseAsync();
        await PlainTable.CreateAsync(fewRows, rows / FewerTimes);
        await using var manyRows = await server.CreateDatabaseAsync();
        await PlainTable.CreateAsync(manyRows, rows);
        var duckDbSource = await CopyToDuckDbAsync(manyRows, folder);

        Contestant Ours(string source, string name, string format, string compression = "")
            => Contestant.OfProcess(name, () => program.Command(source, Directory.CreateDirectory(folder.File(name)).FullName, "2", format, compression)) with { Rows = rows };

        var csv = Ours(duckDbSource, "csv", "Csv");
        var gzip = Ours(duckDbSource, "csv.gz", "Csv", "Gzip");
        var zstd = Ours(duckDbSource, "csv.zst", "Csv", "Zstd");
        var json = Ours(duckDbSource, "jsonl", "JsonLines");
        var parquet = Ours(duckDbSource, "parquet", "Parquet");
        var duckDbFile = folder.File("duckdb.parquet");
        var duckDb = OtherWriters.InProcess(OtherWriters.DuckDbParquet, "DuckDB COPY to Parquet", duckDbSource, duckDbFile) with { Rows = rows };
        await using var storage = await S3Server.StartAsync();
        storage.KeepsParts = false;
        var intoStorage = Contestant.OfProcess("csv into object storage", () => WithStorage(program.Command(duckDbSource, $"s3://{S3Server.Bucket}/formats", "2", "Csv"), storage)) with { Rows = rows };
        var results = await Race.RunAsync([csv, gzip, zstd, json, parquet, intoStorage, duckDb], runs);

        // Measures memory with rows from PostgreSQL: with rows from a DuckDB file, DuckDB's cache of that file would hide the
        // memory of the formats.
        (string Format, string Compression)[] formats = [("Csv", ""), ("Csv", "Zstd"), ("JsonLines", ""), ("Parquet", "")];
        var few = await Race.RunAsync([.. formats.Select(format => Ours(fewRows.Uri, $"few {format.Format} {format.Compression}", format.Format, format.Compression))], 3);
        var many = await Race.RunAsync([.. formats.Select(format => Ours(manyRows.Uri, $"many {format.Format} {format.Compression}", format.Format, format.Compression))], 3);

        Report.Line($"{rows:N0} rows x {PlainRow.Schema.Columns.Length} columns from one DuckDB table, two connections. Whole processes; ours is a native binary that checks every value, hashes and flushes the files.");
        Report.Line();
        RaceTable.Print("format", results, results[0]);
        var size = new FileInfo(Directory.GetFiles(folder.File("parquet"), "*.parquet")[0]).Length;
        var theirs = new FileInfo(duckDbFile).Length;
        Report.Line($"Parquet with zstd: {size / 1e6:F1} MB, DuckDB's {theirs / 1e6:F1} MB.");

        Result Of(Contestant contestant) => results.Single(result => result.Contestant.Name == contestant.Name);
        var bars = new Bars();
        bars.AtMost("csv.gz", Of(gzip).RatioTo(Of(csv)), MaximumTimesOfGzip, "times csv");
        bars.AtMost("csv.zst", Of(zstd).RatioTo(Of(csv)), MaximumTimesOfZstd, "times csv");
        bars.AtMost("parquet with zstd", Of(parquet).RatioTo(Of(csv)), MaximumTimesOfParquet, "times csv");
        bars.AtMost("parquet with zstd", Of(parquet).RatioTo(Of(duckDb)), 1, "times DuckDB's COPY to Parquet");
        bars.AtMost("csv into object storage, loopback", Of(intoStorage).RatioTo(Of(csv)), MaximumTimesOfStorage, "times csv into a folder");
        bars.AtMost("size of parquet with zstd", (double)size / theirs, 1, "times DuckDB's");
        foreach (var (format, less, more) in formats.Zip(few, many))
        {
            var name = $"memory of {format.Format} {format.Compression}".TrimEnd();
            bars.AtMost(name, more.PeakMegabytes, format.Format == "Parquet" ? MaximumMegabytesOfParquet : MaximumMegabytes, "MB");
            bars.AtMost($"{name} for {FewerTimes} times the rows", more.PeakMegabytes / less.PeakMegabytes, MaximumGrowth, "times");
        }

        return bars.Print();
    }

    private static ProcessStartInfo WithStorage(ProcessStartInfo start, S3Server storage)
    {
        start.Environment["AWS_ACCESS_KEY_ID"] = S3Server.AccessKey;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = S3Server.SecretKey;
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["AWS_ENDPOINT_URL_S3"] = storage.Endpoint.ToString();
        return start;
    }

    private static async Task<string> CopyToDuckDbAsync(PostgresDatabase database, TemporaryDirectory folder)
    {
        var file = folder.File("plain.csv");
        await MeasuredProcess.RunAsync(Psql.ToCsv(database, PlainRow.AllRows, file));
        var path = folder.File("plain.duckdb");
        await OtherWriters.FillDuckDbAsync(path, file);
        File.Delete(file);
        return path;
    }
}
