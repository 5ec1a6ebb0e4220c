using AccountCommStats.Sample;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Which rows count nowhere: those with a word that their table does not know, and those of events at no moment.</summary>
internal static class SourceFaults
{
    private static readonly string[] Sides = ["team", "account"];
    private static readonly string[] Statuses = ["confirmed", "tentative", "cancelled"];
    private static readonly string?[] Sentiments = ["positive", "neutral", "negative", null];

    /// <summary>Whether an e-mail or chat message counts nowhere.</summary>
    public static bool HasFault(this SampleMessage message)
        => !Sides.Contains(message.SenderSide) || !Sentiments.Contains(message.Sentiment) || message.SentAt.IsInfinite();

    /// <summary>Whether a meeting counts nowhere.</summary>
    public static bool HasFault(this CalendarEventRow meeting)
        => !Statuses.Contains(meeting.Status) || meeting.StartsAt.IsInfinite() || meeting.EndsAt.IsInfinite();

    /// <summary>Whether a ticket, and with it each of its comments, counts nowhere.</summary>
    public static bool HasFault(this TicketRow ticket) => ticket.OpenedAt.IsInfinite();

    /// <summary>Whether a comment counts nowhere.</summary>
    public static bool HasFault(this TicketCommentRow comment)
        => !Sides.Contains(comment.AuthorSide) || comment.CreatedAt.IsInfinite();
}
