using System.Text;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using Sylvan.Data.Csv;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Exports a seeded organization with the real specification, on both engines and with psql.</summary>
public sealed class SampleExportTests
{
    private const string AsOf = "2025-12-10";
    private const string FileName = "account-communication-stats.org-7.20251210T000000Z.csv";

    private static readonly SampleOptions Options = new() { OrganizationId = 7, Accounts = 60 };

    [Fact]
    public async Task The_file_is_byte_for_byte_what_psql_copies()
    {
        await using var database = await SeededDatabase.CreateAsync(Options);
        using var directory = new TemporaryDirectory();

        var export = await ExportAsync(database.Uri, directory.Path);

        Assert.Equal(0, export.ExitCode);
        var file = await File.ReadAllTextAsync(directory.File(FileName));
        var cells = file.Split('\n')[1].Split(',');
        var query = await PreparedAsync(extractedAt: cells[50], dataAsOf: cells[51]);
        var columns = string.Join(", ", AccountCommunicationStats.Schema.Columns.Select(column => column.Name));
        var expected = await database.PsqlAsync($"copy (select {columns} from ({query}) as rows) to stdout (format csv, header)");
        Assert.Equal(Encoding.UTF8.GetString(expected), file);
    }

    [Fact]
    public async Task PostgreSQL_and_DuckDB_give_the_same_cells_but_for_extracted_at()
    {
        await using var database = await SeededDatabase.CreateAsync(Options);
        using var onPostgres = new TemporaryDirectory();
        using var onDuckDb = new TemporaryDirectory();
        var duckDb = await SeededDatabase.CreateFileAsync(onDuckDb, Options);

        Assert.Equal(0, (await ExportAsync(database.Uri, onPostgres.Path)).ExitCode);
        Assert.Equal(0, (await ExportAsync(duckDb, onDuckDb.Path)).ExitCode);

        using var left = await CsvDataReader.CreateAsync(onPostgres.File(FileName));
        using var right = await CsvDataReader.CreateAsync(onDuckDb.File(FileName));
        var extractedAt = left.GetOrdinal("extracted_at");
        var rows = 0;
        while (await left.ReadAsync())
        {
            Assert.True(await right.ReadAsync());
            rows++;
            for (var i = 0; i < left.FieldCount; i++)
            {
                Assert.True(
                    i == extractedAt || left.GetString(i) == right.GetString(i),
                    $"account {left.GetString(0)}, {left.GetName(i)}: {left.GetString(i)} on PostgreSQL, {right.GetString(i)} on DuckDB");
            }
        }

        Assert.False(await right.ReadAsync());
        Assert.Equal(60, rows);
    }

    private static Task<AcstatsResult> ExportAsync(string source, string directory)
        => AcstatsProcess.RunAsync("export", "--source", source, "--organization", "7", "--as-of", AsOf, "--output", directory);

    /// <summary>The query as <c>spec show --sql</c> prints it, with parameter values filled in.</summary>
    private static async Task<string> PreparedAsync(string extractedAt, string dataAsOf)
    {
        var values = new Dictionary<string, string>
        {
            ["organization_id"] = "bigint '7'",
            ["first_key"] = "bigint '-9223372036854775808'",
            ["last_key"] = "bigint '9223372036854775807'",
            ["as_of"] = $"timestamptz '{AsOf} 00:00:00+00'",
            ["time_frame_start"] = "timestamptz '2025-09-11 00:00:00+00'",
            ["extracted_at"] = $"timestamptz '{extractedAt}+00'",
            ["data_as_of"] = $"timestamp '{dataAsOf}'",
        };
        var sql = (await AcstatsProcess.RunAsync("spec", "show", "--sql")).Output.TrimEnd().TrimEnd(';');
        foreach (var parameter in sql.Split('\n').Where(line => line.StartsWith("-- $", StringComparison.Ordinal)))
        {
            var words = parameter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            sql = sql.Replace(words[1], values[words[2]], StringComparison.Ordinal);
        }

        return sql;
    }
}
