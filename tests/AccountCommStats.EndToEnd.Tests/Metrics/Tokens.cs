using System.Text;
using AccountCommStats.Sample;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>One organization's connections to providers, as <see cref="SecondOpinion"/> uses them.</summary>
internal sealed class Tokens(IReadOnlyList<UserApiTokenRow> tokens, DateTime asOf)
{
    /// <summary>Whether the channel has any token, revoked or not, whenever it was connected.</summary>
    public bool IsKnown(string channel) => tokens.Any(token => token.Channel == channel);

    /// <summary>The provider of a channel for an account of this owner.</summary>
    public string? Provider(string channel, long? owner)
    {
        var active = tokens.Where(token => token.Channel == channel
            && token.ConnectedAt <= asOf
            && (token.RevokedAt is null || token.RevokedAt > asOf)).ToList();
        UserApiTokenRow? own = null;
        foreach (var token in active.Where(token => token.UserId == owner))
        {
            if (own is not { } best || token.ConnectedAt > best.ConnectedAt
                || (token.ConnectedAt == best.ConnectedAt && token.Id > best.Id))
            {
                own = token;
            }
        }

        return own is { } found ? found.Provider : MaximumActive(active);
    }

    private static string? MaximumActive(List<UserApiTokenRow> active)
    {
        string? most = null;
        var count = 0;
        foreach (var provider in active.GroupBy(token => token.Provider, StringComparer.Ordinal))
        {
            if (provider.Count() > count || (provider.Count() == count && ComesBefore(provider.Key, most!)))
            {
                (most, count) = (provider.Key, provider.Count());
            }
        }

        return most;
    }

    /// <summary>Whether a text comes before another in the order of UTF-8 bytes, which differs from the order of UTF-16.</summary>
    private static bool ComesBefore(string left, string right)
        => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)) < 0;
}
