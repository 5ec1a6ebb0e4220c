using AccountCommStats.Exporting;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Infinite times and NaN in the source end in a violation that names them, and not in an error of the database.</summary>
public sealed class UnboundedValueTests : IDisposable
{
    private static readonly DateTime AsOf = new(2025, 12, 10, 0, 0, 0, DateTimeKind.Utc);

    // The one of the sample that has events of every kind.
    private const long Account = 1008;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>What goes wrong in one account, and one of the violations that come of it.</summary>
    public static TheoryData<string, string, ViolationRule, string> OfBoth { get; } = new()
    {
        { "update calendar_event_prop set ends_at = 'infinity' where {0}", "meeting_time_hours", ViolationRule.Range, "1663775282.42" },
        { "update calendar_event_prop set starts_at = '-infinity' where {0}", "last_meeting_date", ViolationRule.Finite, "-infinity" },
        { "update email_prop set sent_at = '-infinity' where {0}", "team_last_sent_email_date", ViolationRule.Finite, "-infinity" },
        { "update chat_message set sent_at = '-infinity' where {0}", "team_last_sent_chat_date", ViolationRule.Finite, "-infinity" },
        { "update ticket set opened_at = '-infinity' where {0}", "team_ticket_response_time_hours", ViolationRule.Range, "139129615.80" },
    };

    /// <summary>What only PostgreSQL can hold.</summary>
    public static TheoryData<string, string, ViolationRule, string> OfPostgres { get; } = new()
    {
        { "update customer set revenue = 'NaN' where {1}", "time_frame_revenue", ViolationRule.Finite, "NaN" },
        { "update users set hourly_cost = 'NaN'", "team_effort_cost", ViolationRule.Finite, "NaN" },
    };

    [Theory]
    [MemberData(nameof(OfBoth))]
    [MemberData(nameof(OfPostgres))]
    public async Task On_PostgreSQL(string spoil, string column, ViolationRule rule, string value)
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await SeedAsync(database.ConnectionString);
        await database.ExecuteAsync(Spoil(spoil));

        await AssertReportedAsync(database.Uri, column, rule, value);
    }

    [Theory]
    [MemberData(nameof(OfBoth))]
    public async Task On_DuckDB(string spoil, string column, ViolationRule rule, string value)
    {
        var path = _directory.File("sample.duckdb");
        await SeedAsync(path);
        await using (var connection = new DuckDBConnection($"Data Source={path}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = Spoil(spoil);
            await command.ExecuteNonQueryAsync();
        }

        await AssertReportedAsync(path, column, rule, value);
    }

    private static string Spoil(string sql)
        => sql.Replace("{0}", $"customer_id = {Account}", StringComparison.Ordinal).Replace("{1}", $"id = {Account}", StringComparison.Ordinal);

    private static Task<SeedResult> SeedAsync(string target)
        => SampleSeeder.SeedAsync(target, new SampleOptions { OrganizationId = 1, Accounts = 5, EventsPerAccount = 200 });

    private async Task AssertReportedAsync(string source, string column, ViolationRule rule, string value)
    {
        await using var opened = ExportSource.Open(source);
        var output = Directory.CreateDirectory(_directory.File("output")).FullName;
        var request = new ExportRequest { OrganizationId = 1, AsOf = AsOf, OutputDirectory = output };

        var exception = await Assert.ThrowsAsync<ViolationsException>(
            () => new Exporter<AccountCommunicationStats>(opened).ExportAsync(request, null, CancellationToken.None));

        Assert.Contains(($"{Account}", column, rule, value), exception.Violations.Select(violation => (violation.Key, violation.Column, violation.Rule, violation.Value)));
        Assert.Empty(Directory.GetFileSystemEntries(output));
    }
}
