using System.Globalization;
using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Exports are compared with earlier accepted ones, and drift is reported before anything is published.</summary>
public sealed class DriftTests : IDisposable
{
    private const string Stem = "account-communication-stats.org-1.";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Twenty_weekly_exports_of_the_sample_drift_as_it_does_and_none_is_reported()
    {
        var source = await SeedAsync(150, 12);
        for (var week = 19; week >= 0; week--)
        {
            var asOf = new DateOnly(2025, 12, 10).AddDays(-7 * week).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

            var export = await ExportAsync(source, asOf);

            Assert.True(export.ExitCode == 0, export.Everything);
            Assert.Equal(week == 19 ? "note: there is no accepted earlier delivery to compare with\n" : "", export.Error);
        }

        var expectations = Manifest("20251210").GetProperty("expectations");
        Assert.Equal(19, expectations.GetProperty("compared_with").GetArrayLength());
        Assert.True(expectations.GetProperty("figures").GetInt32() > 60);
    }

    [Theory]
    [InlineData("drift-rows", "delete from customer where id % 3 = 0")]
    [InlineData("drift-null-share", "update customer set owner = null where id % 2 = 0")]
    [InlineData("drift-zero-share", "delete from email_prop where customer_id % 3 = 0")]
    [InlineData("drift-mean", "update customer set revenue = revenue * 3")]
    public async Task Planted_drift_is_told_by_its_rule_before_anything_is_published(string rule, string fault)
    {
        var source = await SeedAsync(150, 10);
        Assert.Equal(0, (await ExportAsync(source, "2025-12-03")).ExitCode);
        Execute(source, fault);

        var refused = await ExportAsync(source, "2025-12-10", "--on-drift", "fail");

        Assert.Equal(5, refused.ExitCode);
        Assert.Contains($"({rule})", refused.Error, StringComparison.Ordinal);
        Assert.Contains("moved beyond what its specification allows; nothing was published.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("'acstats accept FILE --reason TEXT'", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path, "*20251210*"));
    }

    [Fact]
    public async Task A_delivery_with_drift_is_compared_with_when_it_is_accepted()
    {
        var source = await SeedAsync(150, 3);
        Assert.Equal(0, (await ExportAsync(source, "2025-12-03")).ExitCode);
        Execute(source, "delete from customer where id % 3 = 0");

        var warned = await ExportAsync(source, "2025-12-10");
        Assert.Equal(0, warned.ExitCode);
        Assert.Contains("(drift-rows)", warned.Error, StringComparison.Ordinal);
        Assert.Contains(Manifest("20251210").GetProperty("expectations").GetProperty("drift").EnumerateArray(), drift => drift.GetProperty("rule").GetString() == "drift-rows");
        Assert.Equal(0, (await AcstatsProcess.RunAsync("report", _directory.File(Stem + "20251210T000000Z.csv"), "--output", _directory.File("report.html"))).ExitCode);
        Assert.Contains("(drift-rows)", await File.ReadAllTextAsync(_directory.File("report.html")), StringComparison.Ordinal);

        // The next export is compared with the last one that was accepted.
        var next = await ExportAsync(source, "2025-12-10T06:00:00");
        Assert.Contains("on 2025-12-03, and ", next.Error, StringComparison.Ordinal);

        var file = _directory.File(Stem + "20251210T000000Z.csv");
        var accepted = await AcstatsProcess.RunAsync("accept", file, "--reason", "the subsidiary was sold", "--json");
        Assert.Equal(0, accepted.ExitCode);
        Assert.Equal("the subsidiary was sold", JsonDocument.Parse(accepted.Output).RootElement.GetProperty("reason").GetString());
        var after = await ExportAsync(source, "2025-12-10T12:00:00", "--on-drift", "fail");
        Assert.Equal(0, after.ExitCode);
        Assert.DoesNotContain("(drift-", after.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await AcstatsProcess.RunAsync("verify", file)).ExitCode);

        // Making the accepted export again deletes its acceptance.
        Assert.Equal(0, (await ExportAsync(source, "2025-12-10")).ExitCode);
        Assert.Empty(Directory.GetFiles(_directory.Path, "*.accepted.json"));
    }

    [Fact]
    public async Task What_cannot_be_accepted_is_refused()
    {
        var source = await SeedAsync(3, 3);
        await AcstatsProcess.RunAsync("export", "--source", source, "--organization", "1", "--as-of", "2025-12-03", "--output", _directory.Path);
        await ExportAsync(source, "2025-12-10");
        var compared = _directory.File(Stem + "20251210T000000Z.csv");

        var notCompared = await AcstatsProcess.RunAsync("accept", _directory.File(Stem + "20251203T000000Z.csv"), "--reason", "x");
        var within = await AcstatsProcess.RunAsync("accept", compared, "--reason", "x");
        var noReason = await AcstatsProcess.RunAsync("accept", compared, "--reason", " ");
        await File.AppendAllTextAsync(compared, "1");
        var damaged = await AcstatsProcess.RunAsync("accept", compared, "--reason", "x");

        Assert.Equal((4, 4, 2, 3), (notCompared.ExitCode, within.ExitCode, noReason.ExitCode, damaged.ExitCode));
        Assert.Contains("it was not compared with earlier deliveries", notCompared.Error, StringComparison.Ordinal);
        Assert.Contains("its figures are within its expectations", within.Error, StringComparison.Ordinal);
        Assert.Contains("does not match its manifest or specification", damaged.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path, "*.accepted.json"));
    }

    [Theory]
    [InlineData(2, "--on-drift needs --against", "--on-drift", "fail")]
    [InlineData(2, "--against must be a folder or a manifest", "--against", "s3://deliveries/crm")]
    [InlineData(3, "There is no folder or manifest 'none'", "--against", "none")]
    public async Task A_comparison_that_cannot_be_made_is_refused_before_the_export(int exitCode, string message, params string[] options)
    {
        var source = await SeedAsync(3, 3);

        var export = await AcstatsProcess.RunAsync(["export", "--source", source, "--organization", "1", "--output", _directory.Path, .. options]);

        Assert.Equal(exitCode, export.ExitCode);
        Assert.Contains(message, export.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path, "account-*"));
    }

    private Task<string> SeedAsync(int accounts, int events)
        => SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = accounts, EventsPerAccount = events });

    private Task<AcstatsResult> ExportAsync(string source, string asOf, params string[] options) => AcstatsProcess.RunAsync(
        ["export", "--source", source, "--organization", "1", "--as-of", asOf, "--output", _directory.Path, "--against", _directory.Path, .. options]);

    private JsonElement Manifest(string day) => JsonDocument.Parse(File.ReadAllBytes(_directory.File($"{Stem}{day}T000000Z.manifest.json"))).RootElement;

    private static void Execute(string source, string sql)
    {
        using var connection = new DuckDBConnection($"Data Source={source}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
