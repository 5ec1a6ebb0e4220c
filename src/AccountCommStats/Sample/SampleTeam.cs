using System.Collections.Immutable;

namespace AccountCommStats.Sample;

/// <summary>The organization's own people and their connections to providers.</summary>
internal sealed class SampleTeam(SampleOptions options)
{
    private const int AccountsPerMember = 25;
    private const int MinimumMembers = 3;
    private const long FirstMember = 11;
    private const int PodSize = 5;

    private static readonly ImmutableArray<(string Channel, string Usual, string Other)> Channels =
    [
        ("email", "gmail", "outlook"),
        ("calendar", "google_calendar", "outlook_calendar"),
        ("chat", "slack", "microsoft_teams"),
        ("ticket", "zendesk", "jira_service_management"),
    ];

    // Dollars an hour.
    private static readonly Quantiles HourlyCosts = new(28, 35, 48, 62, 85, 120, 160, 210, 260);

    /// <summary>Number of members.</summary>
    public int Members { get; } = Math.Max(MinimumMembers, (options.Accounts + AccountsPerMember - 1) / AccountsPerMember);

    /// <summary>The users.id of one of the current members.</summary>
    public long AnyMember(SampleRandom random) => FirstMember + random.Below(Members);

    /// <summary>The id of a former member. Accounts still name it as their owner, but users has no row with this id.</summary>
    public static long AnyFormerMember(SampleRandom random) => 1 + random.Below(FirstMember - 1);

    /// <summary>The given member and the others who work on the same accounts.</summary>
    public ImmutableArray<long> PodOf(long member)
    {
        var first = (member - FirstMember) / PodSize * PodSize;
        // The last, incomplete pod includes members of the one before, so nobody works alone.
        first = Math.Max(0, Math.Min(first, Members - Math.Min(Members, PodSize)));
        return [.. Enumerable.Range(0, (int)Math.Min(PodSize, Members - first)).Select(i => FirstMember + first + i)];
    }

    /// <summary>The rows of users.</summary>
    public IEnumerable<UserRow> Users()
    {
        for (var i = 0; i < Members; i++)
        {
            var random = SampleRandom.For(options, SampleSubject.Users, i);
            var name = SampleNames.Person(random);
            // The cost of about one in eight members is unknown, for example of contractors and people new to payroll.
            decimal? hourlyCost = random.Chance(12)
                ? null
                : SampleMoney.FromCents((HourlyCosts.Sample(random) * 100) + (random.Below(4) * 25));
            yield return new UserRow(FirstMember + i, options.OrganizationId, name, hourlyCost);
        }
    }

    /// <summary>The rows of user_api_token.</summary>
    public IEnumerable<UserApiTokenRow> Tokens()
    {
        var id = 1L;
        for (var i = 0; i < Members; i++)
        {
            var random = SampleRandom.For(options, SampleSubject.Tokens, i);
            foreach (var (channel, usual, other) in Channels)
            {
                // Not everybody uses every channel, least of all tickets. The first member uses all of them, so every channel occurs.
                if (i > 0 && random.Chance(channel == "ticket" ? 55 : 4))
                {
                    continue;
                }

                var provider = random.Chance(78) ? usual : other;
                var connectedAt = options.AsOf.AddDays(-random.Between(30, 1_000)) - random.Within(TimeSpan.FromDays(1));
                while (true)
                {
                    DateTime? revokedAt = random.Chance(12)
                        ? connectedAt.AddDays(random.Between(1, 400)) + random.Within(TimeSpan.FromDays(1))
                        : null;
                    if (revokedAt >= options.AsOf)
                    {
                        revokedAt = null;
                    }

                    yield return new UserApiTokenRow(
                        id++, options.OrganizationId, FirstMember + i, channel, provider,
                        $"sample-{random.Next():x16}{random.Next():x16}", connectedAt, revokedAt);

                    // The token was revoked because a password was changed or the person moved to another provider. Most people connect
                    // again soon.
                    if (revokedAt is null || !random.Chance(70))
                    {
                        break;
                    }

                    connectedAt = revokedAt.Value + random.Within(TimeSpan.FromDays(20));
                    if (connectedAt >= options.AsOf)
                    {
                        break;
                    }

                    provider = random.Chance(30) ? other : provider;
                }
            }
        }
    }
}
