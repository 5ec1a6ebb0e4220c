using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>NaN in the source is reported as a violation that names it, not as a database error.</summary>
public sealed class UnboundedValueTests : IDisposable
{
    private static readonly DateTime AsOf = new(2025, 12, 10, 0, 0, 0, DateTimeKind.Utc);

    // An account of the sample that has events of every kind.
    private const long Account = 1008;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>SQL that stores a value that only PostgreSQL can hold, and one of the violations that the value causes.</summary>
    public static TheoryData<string, string, ViolationRule, string> Spoilt { get; } = new()
    {
        { "update customer set revenue = 'NaN' where {0}", "time_frame_revenue", ViolationRule.Finite, "NaN" },
        { "update users set hourly_cost = 'NaN'", "team_effort_cost", ViolationRule.Finite, "NaN" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task On_PostgreSQL(string spoil, string column, ViolationRule rule, string value)
    {
        await using var database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 1, Accounts = 5, EventsPerAccount = 200 });
        await database.ExecuteAsync(Spoil(spoil));

        await AssertReportedAsync(database.Uri, column, rule, value);
    }

    private static string Spoil(string sql)
        => sql.Replace("{0}", $"id = {Account}", StringComparison.Ordinal);

    private async Task AssertReportedAsync(string source, string column, ViolationRule rule, string value)
    {
        await using var opened = ExportSource.Open(source);
        var output = Directory.CreateDirectory(_directory.File("output")).FullName;
        var request = new ExportRequest { OrganizationId = 1, AsOf = AsOf, OutputDirectory = output };

        var exception = await Assert.ThrowsAsync<ViolationsException>(
            () => new Exporter<AccountCommunicationStats>(opened).ExportAsync(request, null, CancellationToken.None));

        Assert.Contains(($"{Account}", (string?)column, rule, value), exception.Violations.Select(violation => (violation.Key, violation.Column?.Name, violation.Rule, violation.Value)));
        Assert.Empty(Directory.GetFileSystemEntries(output));
    }
}
