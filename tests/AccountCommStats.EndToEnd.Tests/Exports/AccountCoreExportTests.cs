using System.Text;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>The export <c>account-core</c>, which is not the default and is therefore chosen by its name.</summary>
public sealed class AccountCoreExportTests
{
    private const string FileName = "account-core.org-7.20251210T000000Z.csv";

    private static readonly SampleOptions Options = new() { OrganizationId = 7, Accounts = 60, EventsPerAccount = 10 };

    [Fact]
    public async Task Both_engines_write_byte_for_byte_what_psql_copies()
    {
        await using var database = await SeededDatabase.CreateAsync(Options);
        using var onPostgres = new TemporaryDirectory();
        using var onDuckDb = new TemporaryDirectory();
        var duckDb = await SeededDatabase.CreateFileAsync(onDuckDb, Options);

        await ExportAsync(database.Uri, onPostgres.Path);
        await ExportAsync(duckDb, onDuckDb.Path);

        var expected = await database.PsqlAsync("""
            copy (
              select id as account_id, name as account_name, owner as owner_id, organization_id, revenue
              from customer where organization_id = 7 order by id
            ) to stdout (format csv, header)
            """);
        Assert.Equal(61, expected.Count(character => character == '\n'));
        Assert.Equal(Encoding.UTF8.GetString(expected), await File.ReadAllTextAsync(onPostgres.File(FileName)));
        Assert.Equal(expected, await File.ReadAllBytesAsync(onDuckDb.File(FileName)));
    }

    [Fact]
    public async Task Its_columns_are_shown_by_its_name()
    {
        var outcome = await AcstatsProcess.RunAsync("spec", "show", "--export", "account-core");

        Assert.Equal(0, outcome.ExitCode);
        var lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.Matches(@"^4 +organization_id +bigint +no +customer\.organization_id ", lines[4]);
    }

    [Theory]
    [InlineData("export", "--source", "x.duckdb", "--organization", "1", "--output", ".", "--export", "account-cor")]
    [InlineData("spec", "show", "--export", "account-cor")]
    public async Task An_unknown_name_is_answered_with_those_there_are(params string[] arguments)
    {
        var outcome = await AcstatsProcess.RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("'account-cor'; this binary makes account-communication-stats and account-core", outcome.Error, StringComparison.Ordinal);
    }

    private static async Task ExportAsync(string source, string directory)
    {
        var export = await AcstatsProcess.RunAsync(
            "export", "--export", "account-core", "--source", source, "--organization", "7", "--as-of", "2025-12-10", "--output", directory);
        Assert.True(export.ExitCode == 0, export.Error);
    }
}
