using AccountCommStats.Contracts;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>The command that prints contracts, as a user runs it.</summary>
public sealed class SpecContractCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Prints_one_document_to_be_piped_on()
    {
        var contract = await AcstatsProcess.RunAsync("spec", "contract", "--as", "odcs");

        Assert.Equal((0, ""), (contract.ExitCode, contract.Error));
        Assert.Equal(Assert.Single(OdcsContract.Create(ContractSubjects.Of("account-communication-stats"))).Text, contract.Output);
    }

    [Fact]
    public async Task Prints_several_files_with_their_names_in_comments()
    {
        var contract = await AcstatsProcess.RunAsync("spec", "contract", "--as", "dbt", "--export", "account-core", "--target", "bigquery");

        Assert.Equal((0, ""), (contract.ExitCode, contract.Error));
        Assert.Equal(
            ["# models/acstats/_acstats__account_core__sources.yml", "# models/acstats/_acstats__account_core__models.yml", "-- models/acstats/stg_acstats__account_core.sql"],
            contract.Output.Split('\n').Where(line => line.StartsWith('#') || line.StartsWith("--", StringComparison.Ordinal)));
        Assert.Contains("data_type: \"INT64\"", contract.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_the_files_into_a_folder_and_replaces_what_it_wrote_before()
    {
        var folder = _directory.File("project");
        for (var run = 1; run <= 2; run++)
        {
            var contract = await AcstatsProcess.RunAsync("spec", "contract", "--as", "dbt", "--export", "account-core", "--output", folder);
            Assert.Equal((0, ""), (contract.ExitCode, contract.Error));
        }

        var files = DbtContract.Create(ContractSubjects.Of("account-core"));
        Assert.Equal(files.Select(file => Path.Combine(folder, file.Path)).Order(StringComparer.Ordinal), Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(file.Text, File.ReadAllText(Path.Combine(folder, file.Path))));
    }

    [Theory]
    [InlineData("--as xml", "Argument 'xml' not recognized")]
    [InlineData("", "Option '--as' is required")]
    [InlineData("--as odcs --target duckdb", "--target: a contract of kind 'odcs' is the same for every database")]
    [InlineData("--as dbt --from none.csv", "--from: a contract of kind 'dbt' is the same for all deliveries")]
    public async Task What_has_no_meaning_is_said(string arguments, string message)
    {
        var contract = await AcstatsProcess.RunAsync(["spec", "contract", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((2, ""), (contract.ExitCode, contract.Output));
        Assert.Contains(message, contract.Error, StringComparison.Ordinal);
    }
}
