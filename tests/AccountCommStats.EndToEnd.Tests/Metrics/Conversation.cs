using System.Numerics;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>The two sides of a conversation.</summary>
internal enum Side
{
    Team,
    Account,
}

/// <summary>A message of a conversation, on any channel.</summary>
internal readonly record struct Message(DateTime At, Side Side);

/// <summary>One conversation's messages in order, as runs that alternate between the two sides.</summary>
internal sealed class Conversation
{
    private readonly List<Message> _firstOfRuns = [];

    /// <param name="messages">The messages in order; at least one.</param>
    public Conversation(IEnumerable<Message> messages)
    {
        foreach (var message in messages)
        {
            if (_firstOfRuns.Count == 0 || _firstOfRuns[^1].Side != message.Side)
            {
                _firstOfRuns.Add(message);
            }
        }
    }

    /// <summary>The side that sent the last message.</summary>
    public Side LastSide => _firstOfRuns[^1].Side;

    /// <summary>The side's response times, in microseconds.</summary>
    public IEnumerable<BigInteger> ResponseTimes(Side side)
    {
        for (var i = 1; i < _firstOfRuns.Count; i++)
        {
            if (_firstOfRuns[i].Side == side)
            {
                yield return Exact.Microseconds(_firstOfRuns[i - 1].At, _firstOfRuns[i].At);
            }
        }
    }

    /// <summary>The mean of a side's response times over several conversations, in hours; null if there are no response times.</summary>
    public static decimal? MeanResponseHours(IEnumerable<Conversation> conversations, Side side)
    {
        BigInteger sum = 0;
        var count = 0;
        foreach (var conversation in conversations)
        {
            foreach (var time in conversation.ResponseTimes(side))
            {
                sum += time;
                count++;
            }
        }

        return count == 0 ? null : Exact.Round(sum, Exact.Hour * count, 2);
    }
}
