using System.Globalization;
using System.Text.Json;
using AccountCommStats.CommandLine;
using AccountCommStats.Commands.Export;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exports;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Organizations without rows, and rows of another organization.</summary>
public sealed class OrganizationTests : IDisposable
{
    private const string FileOf2 = "account-core.org-2.20251210T000000Z.csv";

    private readonly TemporaryDirectory _directory = new();

    private string DuckDb => _directory.File("sample.duckdb");

    private string Output => Directory.CreateDirectory(_directory.File("files")).FullName;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task One_without_rows_ends_with_4_and_no_file_while_the_others_are_delivered()
    {
        await SeedAsync(1);

        var export = await ExportAsync(DuckDb, "--organization", "1", "2", "--retry-delay", "3600", "--json");

        Assert.Equal(4, export.ExitCode);
        Assert.Contains("error: organization 2: Organization 2 has no rows in DuckDB ", export.Error, StringComparison.Ordinal);
        Assert.Contains("--allow-empty", export.Error, StringComparison.Ordinal);
        using var summary = JsonDocument.Parse(export.Output);
        Assert.Equal(["1 delivered 0", "2 failed 4"], Outcomes(summary));
        Assert.Equal(2, Directory.GetFiles(Output).Length);
    }

    [Fact]
    public async Task One_without_rows_gets_a_file_without_rows_where_that_is_allowed()
    {
        await SeedAsync(1);

        var export = await ExportAsync(DuckDb, "--organization", "2", "--allow-empty");

        Assert.True(export.ExitCode == 0, export.Error);
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(Output, FileOf2)));
        Assert.Equal(0, (await AcstatsProcess.RunAsync("verify", Path.Combine(Output, FileOf2))).ExitCode);
    }

    [Fact]
    public async Task One_of_all_that_has_lost_its_rows_since_they_were_listed_fails_nothing()
    {
        await SeedAsync(1);
        await using var source = ExportSource.Open(DuckDb);
        var each = new ExportRequest { OrganizationId = default, OutputDirectory = Output };
        var batch = new ExportBatch(
            ExportCatalog.Default,
            source,
            new ExportBatchRequest(each) { HasAllOrganizations = true });

        var outcomes = await batch.RunAsync([1, 2]);

        Assert.Equal([ExportStatus.Delivered, ExportStatus.Empty], outcomes.Select(outcome => outcome.Status));
        Assert.Equal(ExitCode.Done, ExitCode.WorstOf(outcomes));
        Assert.Equal(2, Directory.GetFiles(Output).Length);
    }

    [Fact]
    public async Task All_of_a_source_are_counted_by_outcome()
    {
        await SeedAsync(1, 2);

        var export = await ExportAsync(DuckDb, "--all-organizations", "--json");

        Assert.Equal(0, export.ExitCode);
        using var summary = JsonDocument.Parse(export.Output);
        Assert.Equal(["1 delivered 0", "2 delivered 0"], Outcomes(summary));
        Assert.Equal((2, 0), (summary.RootElement.GetProperty("delivered").GetInt32(), summary.RootElement.GetProperty("empty").GetInt32()));
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("quarantine")]
    public async Task A_column_that_takes_organizations_for_each_other_on_PostgreSQL_ends_with_4_and_no_file(string onViolation)
    {
        await using var database = await SeededDatabase.CreateAsync(Sample(Foreign));
        await database.ExecuteAsync("alter table customer alter organization_id type double precision");

        await AssertRefusesForeignAsync(database.Uri, onViolation);
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("quarantine")]
    public async Task A_column_that_takes_organizations_for_each_other_on_DuckDB_ends_with_4_and_no_file(string onViolation)
    {
        await SeedAsync(Foreign);
        await using (var connection = new DuckDB.NET.Data.DuckDBConnection($"Data Source={DuckDb}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "create or replace table customer as select * replace (cast(organization_id as double) as organization_id) from customer";
            await command.ExecuteNonQueryAsync();
        }

        await AssertRefusesForeignAsync(DuckDb, onViolation);
    }

    [Fact]
    public async Task A_delivered_row_of_another_organization_is_told_by_verify()
    {
        await SeedAsync(2);
        await ExportAsync(DuckDb, "--organization", "2");
        var path = Path.Combine(Output, FileOf2);
        var lines = await File.ReadAllLinesAsync(path);
        var fields = lines[2].Split(',');
        fields[^2] = "1";
        lines[2] = string.Join(',', fields);
        await File.WriteAllTextAsync(path, string.Join('\n', lines) + "\n");

        var verify = await AcstatsProcess.RunAsync("verify", path);

        Assert.Equal(5, verify.ExitCode);
        Assert.StartsWith(
            $"{path}:3: field 4 (organization_id): the row belongs to organization '1', the manifest to 2\n", verify.Output, StringComparison.Ordinal);
    }

    // As double precision, these two ids are equal.
    private const long Foreign = 9_007_199_254_740_992;
    private const long Asked = Foreign + 1;

    private async Task AssertRefusesForeignAsync(string source, string onViolation)
    {
        var export = await ExportAsync(
            source, "--organization", Asked.ToString(CultureInfo.InvariantCulture), "--on-violation", onViolation);

        Assert.Equal(4, export.ExitCode);
        Assert.Contains("customer.organization_id has the type", export.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Output));
    }

    private static IEnumerable<string> Outcomes(JsonDocument summary)
        => summary.RootElement.GetProperty("organizations").EnumerateArray()
            .Select(each => $"{each.GetProperty("organization_id").GetInt64()} {each.GetProperty("outcome")} {each.GetProperty("exit_code")}");

    private Task<string> SeedAsync(params long[] organizations) => SeededDatabase.CreateFileAsync(_directory, [.. organizations.Select(Sample)]);

    private static SampleOptions Sample(long organization) => new() { OrganizationId = organization, Accounts = 3, EventsPerAccount = 2 };

    private Task<AcstatsResult> ExportAsync(string source, params string[] more)
        => AcstatsProcess.RunAsync(["export", "--export", "account-core", "--source", source, "--as-of", "2025-12-10", "--output", Output, .. more]);
}
