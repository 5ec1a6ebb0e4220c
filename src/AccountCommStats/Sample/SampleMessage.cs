using System.Collections.Immutable;

namespace AccountCommStats.Sample;

/// <summary>What e-mails and chat messages have in common.</summary>
/// <param name="SentAt">Instant in UTC.</param>
/// <param name="SenderSide"><c>team</c> or <c>account</c>.</param>
/// <param name="SenderUserId">A users.id; null for the account's messages and for those of an unknown team member.</param>
/// <param name="DmInvolved">Whether a decision maker is involved.</param>
/// <param name="Sentiment"><c>positive</c>, <c>neutral</c>, <c>negative</c>, or null if nobody labeled it.</param>
public readonly record struct SampleMessage(
    DateTime SentAt,
    string SenderSide,
    long? SenderUserId,
    bool DmInvolved,
    string? Sentiment)
{
    /// <summary>Side of the organization's own people.</summary>
    internal const string Team = "team";

    /// <summary>Side of the account's people.</summary>
    internal const string Account = "account";

    /// <summary>Names of the columns, in the order of <see cref="WriteTo"/>.</summary>
    internal static ImmutableArray<string> Columns { get; } =
        ["sent_at", "sender_side", "sender_user_id", "dm_involved", "sentiment"];

    /// <summary>Writes the values of all columns in their order.</summary>
    internal void WriteTo(IValueSink sink)
    {
        sink.WriteInstant(SentAt);
        sink.WriteText(SenderSide);
        sink.WriteBigint(SenderUserId);
        sink.WriteBoolean(DmInvolved);
        sink.WriteText(Sentiment);
    }
}
