using System.Numerics;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Exact arithmetic for <c>SecondOpinion</c>: whole microseconds, and fractions that are rounded once.</summary>
internal static class Exact
{
    /// <summary>Microseconds in an hour.</summary>
    public static readonly BigInteger Hour = 3_600_000_000;

    /// <summary>Microseconds in a day.</summary>
    public static readonly BigInteger Day = 24 * Hour;

    /// <summary>The time from one instant to another, in microseconds.</summary>
    public static BigInteger Microseconds(DateTime from, DateTime to) => new((to.Ticks - from.Ticks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>An amount of money in cents.</summary>
    public static BigInteger Cents(decimal dollars) => new(dollars * 100);

    /// <summary>A duration in hours, rounded to two decimal places.</summary>
    public static decimal Hours(BigInteger microseconds) => Round(microseconds, Hour, 2);

    /// <summary>
    /// Rounds the fraction to this many decimal places, halves away from zero. A value that is too large for a decimal is also
    /// too large for every column, so it becomes the largest decimal.
    /// </summary>
    public static decimal Round(BigInteger numerator, BigInteger denominator, int scale)
    {
        var isNegative = numerator.Sign * denominator.Sign < 0;
        var (quotient, remainder) = BigInteger.DivRem(
            BigInteger.Abs(numerator) * BigInteger.Pow(10, scale), BigInteger.Abs(denominator));
        if (2 * remainder >= BigInteger.Abs(denominator))
        {
            quotient++;
        }

        var value = quotient < (BigInteger)decimal.MaxValue ? (decimal)quotient : decimal.MaxValue;
        for (var i = 0; i < scale; i++)
        {
            value /= 10;
        }

        return isNegative ? -value : value;
    }
}
