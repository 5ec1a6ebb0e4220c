namespace AccountCommStats.Sample;

/// <summary>What a sample organization looks like. The same options give the same rows on any machine.</summary>
public sealed record SampleOptions
{
    /// <summary>The tenant of the rows. Ids repeat across organizations, as if each had its own sequences.</summary>
    public long OrganizationId { get; init; } = 1;

    /// <summary>Number of accounts, at least 1.</summary>
    public int Accounts { get; init; } = 1_000;

    /// <summary>
    /// Mean number of events of an account: e-mails, chat messages, meetings, tickets and ticket comments. One account
    /// may have none, another dozens of times the mean.
    /// </summary>
    public int EventsPerAccount { get; init; } = 500;

    /// <summary>Seed of the random numbers; a different seed gives a different organization.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// The organization's current time, in UTC. Its last events are shortly before this time, and its planned meetings after it, so an
    /// export as of this time has recent activity. The time does not depend on the machine's clock, so rows can be compared.
    /// </summary>
    public DateTime AsOf { get; init; } = DefaultAsOf;

    /// <summary>2025-12-10 00:00:00 UTC, an ordinary Wednesday.</summary>
    public static DateTime DefaultAsOf { get; } = new(2025, 12, 10, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and the range.</exception>
    internal void Validate()
    {
        if (Accounts is < 1 or > MaximumAccounts)
        {
            throw new ArgumentException($"A sample organization has 1 to {MaximumAccounts} accounts, not {Accounts}.");
        }

        if (EventsPerAccount is < 0 or > MaximumEventsPerAccount)
        {
            throw new ArgumentException($"An account has 0 to {MaximumEventsPerAccount} events on average, not {EventsPerAccount}.");
        }

        if (AsOf.Kind != DateTimeKind.Utc || AsOf.Year is < 1990 or > 9000)
        {
            throw new ArgumentException($"The as-of time of a sample is a UTC time in the years 1990 to 9000, not {AsOf:O}.");
        }
    }

    private const int MaximumAccounts = 10_000_000;
    private const int MaximumEventsPerAccount = 1_000_000;
}
