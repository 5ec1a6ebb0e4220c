using CsCheck;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Instants in whole microseconds in the years 1 to 9999, the range of an export.</summary>
internal static class Instants
{
    private static readonly DateTime First = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
    private static readonly DateTime Last = First + TimeSpan.FromMicroseconds(DateTime.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Stands for infinity. It is later than every instant, and not a whole microsecond, so no instant equals it.</summary>
    public static readonly DateTime Infinity = Last.AddTicks(1);

    /// <summary>Stands for minus infinity. It is not a whole microsecond, so no instant equals it.</summary>
    public static readonly DateTime MinusInfinity = First.AddTicks(1);

    private static readonly Gen<DateTime> Any = Gen.Frequency(
        (1, Gen.OneOf(First, Last)),
        (3, Gen.Long[0, Last.Ticks / TimeSpan.TicksPerMicrosecond]
            .Select(microseconds => First + TimeSpan.FromMicroseconds(microseconds))));

    /// <summary>The times that as-of times are derived from: half of them in 2025, the others in any year.</summary>
    public static Gen<DateTime> Noon { get; } = Gen.Frequency(
        (5, Gen.Const(new DateTime(2025, 3, 31, 12, 0, 0, DateTimeKind.Utc))),
        (4, Gen.OneOf(1, 1000, 1850, 2100, 9999).Select(year => new DateTime(year, 3, 31, 12, 0, 0, DateTimeKind.Utc))),
        (1, Any));

    /// <summary>Instants. Many of them are equal, and many are at or next to an edge of the time frame.</summary>
    public static Gen<DateTime> Around(DateTime asOf, TimeSpan frame)
    {
        var start = asOf - frame;
        var microsecond = TimeSpan.FromMicroseconds(1);
        return Gen.Frequency(
            (2, Gen.OneOf(asOf, asOf.Minus(microsecond), asOf.Plus(microsecond))),
            (2, Gen.OneOf(start, start.Minus(microsecond), start.Plus(microsecond))),
            (12, Gen.Select(
                Gen.Int[0, 12], Gen.Int[0, 1], (count, less) => asOf.Minus(TimeSpan.FromSeconds(18 * count) + (less * microsecond)))),
            (3, Gen.Int[0, 60].Select(days => asOf.Minus(TimeSpan.FromDays(days)))),
            (4, Gen.Long[0, 60L * 86_400_000_000].Select(back => asOf.Minus(TimeSpan.FromMicroseconds(back)))),
            (1, Gen.Long[0, 5L * 86_400_000_000].Select(ahead => asOf.Plus(TimeSpan.FromMicroseconds(ahead)))),
            (2, Any));
    }

    /// <summary>Instants, and sometimes infinity or minus infinity.</summary>
    public static Gen<DateTime> OrInfinite(this Gen<DateTime> instants)
        => Gen.Frequency((30, instants), (1, Gen.OneOf(Infinity, MinusInfinity)));

    /// <summary>Whether this is infinity or minus infinity.</summary>
    public static bool IsInfinite(this DateTime instant) => instant == Infinity || instant == MinusInfinity;

    /// <summary>Adds a time; the result is at most the last instant.</summary>
    public static DateTime Plus(this DateTime instant, TimeSpan time)
        => time > Last - instant ? Last : time < First - instant ? First : instant + time;

    /// <summary>Subtracts a time; the result is at least the first instant.</summary>
    public static DateTime Minus(this DateTime instant, TimeSpan time) => time > instant - First ? First : instant - time;
}
