using AccountCommStats.Exporting.Errors;
using AccountCommStats.Sample;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Costs so large that a database may not be able to compute with them.</summary>
public sealed class OverflowTests(WorldEngines engines) : IClassFixture<WorldEngines>
{
    private const int Members = 15;
    private const int Meetings = 20;

    /// <summary>Every member attends every meeting, from year 2 to 9999, at the largest hourly cost.</summary>
    private static readonly World Extreme = new()
    {
        AsOf = Utc(9999),
        TimeFrame = Utc(9999) - Utc(1),
        Customers = [new(1, 7, "One", 1, 0.01m)],
        Users = [.. Enumerable.Range(1, Members).Select(user => new UserRow(user, 7, "Member", 99_999_999.99m))],
        Meetings = [.. Enumerable.Range(1, Meetings).Select(meeting
            => new CalendarEventRow(meeting, 7, 1, meeting, Utc(2), Utc(9999), "confirmed", false))],
        Attendees = [.. Enumerable.Range(1, Members * Meetings).Select(i
            => new CalendarEventAttendeeRow(7, 1 + (i % Meetings), 1 + (i / Meetings % Members)))],
    };

    [Fact]
    public async Task PostgreSQL_computes_all_of_them_and_their_columns_refuse_them()
    {
        var found = await engines.OnPostgresAsync(Extreme);

        Assert.Empty(Cells.Differences(SecondOpinion.Rows(Extreme, found.ExtractedAt), found.Rows));
        Assert.Equal("out of range", Assert.Single(found.Rows)["team_effort_cost"]);
    }

    [Fact]
    public async Task DuckDB_says_that_they_are_beyond_its_numbers()
    {
        var exception = await Assert.ThrowsAsync<SourceDataException>(() => engines.OnDuckDbAsync(Extreme));

        Assert.Contains("the query cannot compute with: Out of Range Error: Overflow", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("account_id", exception.Message, StringComparison.Ordinal);
    }

    private static DateTime Utc(int year) => new(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
}
