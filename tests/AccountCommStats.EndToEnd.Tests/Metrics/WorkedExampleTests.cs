namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>The worked example of docs/metrics.md, cell by cell.</summary>
public sealed class WorkedExampleTests(WorldEngines engines) : IClassFixture<WorldEngines>
{
    private const string Account1 = """
        account_id=1 total_emails=5 team_sent_emails=2 team_last_sent_email_date=2025-03-11T12:00:00 account_sent_emails=3
        account_last_sent_email_date=2025-03-11T15:00:00 emails_sent_by_owner=2 team_email_response_time_hours=3.00
        account_email_response_time_hours=27.00 team_open_email_threads=1 account_open_email_threads=0
        email_last_touch_dm=2025-03-10T09:00:00 email_positive_sentiment=2 email_neutral_sentiment=1 email_negative_sentiment=1
        email_provider=gmail team_effort_hours=0.20 owner_effort_hours=0.20 team_effort_cost=12.00 efficiency_rate=0.0004
        time_frame_revenue=30000.00 data_as_of=2025-03-11T15:00:00
        """;

    private const string Account2 = """
        account_id=2 total_emails=0 team_sent_emails=0 account_sent_emails=0 team_open_email_threads=0 account_open_email_threads=0
        email_positive_sentiment=0 email_neutral_sentiment=0 email_negative_sentiment=0 email_provider=gmail
        team_effort_hours=0.00 team_effort_cost=0.00 data_as_of=2025-03-11T15:00:00
        """;

    private static readonly World Example = new()
    {
        AsOf = Utc(3, 31, 0),
        TimeFrame = TimeSpan.FromDays(30),
        Users = [new(11, 7, "Ann", 60.00m), new(12, 7, "Bob", null)],
        Tokens =
        [
            new(1, 7, 11, "email", "gmail", "secret", new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), null),
            new(2, 7, 12, "email", "outlook", "secret", new DateTime(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc), null),
        ],
        Customers = [new(1, 7, "One", 11, 365000.00m), new(2, 7, "Two", null, null)],
        Emails =
        [
            new(1, 7, 1, 5, new(Utc(3, 10, 9), "account", null, true, "neutral")),
            new(2, 7, 1, 5, new(Utc(3, 10, 10), "account", null, false, "negative")),
            new(3, 7, 1, 5, new(Utc(3, 10, 12), "team", 11, false, "positive")),
            new(4, 7, 1, 5, new(Utc(3, 11, 12), "team", 11, false, null)),
            new(5, 7, 1, 5, new(Utc(3, 11, 15), "account", null, false, "positive")),
        ],
    };

    [Fact]
    public async Task PostgreSQL_gives_every_cell_of_it() => AssertIsExample((await engines.OnPostgresAsync(Example)).Rows);

    [Fact]
    public async Task DuckDB_gives_every_cell_of_it() => AssertIsExample((await engines.OnDuckDbAsync(Example)).Rows);

    [Fact]
    public void The_second_opinion_gives_every_cell_of_it()
        => AssertIsExample(SecondOpinion.Rows(Example, DateTime.UnixEpoch));

    private static DateTime Utc(int month, int day, int hour) => new(2025, month, day, hour, 0, 0, DateTimeKind.Utc);

    private static void AssertIsExample(IEnumerable<Dictionary<string, string?>> rows)
        => Assert.Equal(
            [Normal(Account1), Normal(Account2)],
            rows.Select(row => row
                .Where(cell => cell.Value is not null && cell.Key != "extracted_at")
                .Select(cell => $"{cell.Key}={cell.Value!.Replace(' ', 'T')}")));

    private static string[] Normal(string cells) => cells.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
