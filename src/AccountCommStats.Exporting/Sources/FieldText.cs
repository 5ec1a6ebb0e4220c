using System.Globalization;

namespace AccountCommStats.Exporting.Sources;

/// <summary>Formats values for messages as a source would print them, including values that no .NET type can represent.</summary>
internal static class FieldText
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private const long DaysFromCivilEpoch = 730_425; // 0000-03-01 to 2000-01-01

    /// <summary>A timestamp given in microseconds since 2000-01-01 UTC.</summary>
    public static string OfTimestamp(long microseconds)
    {
        if (microseconds is long.MaxValue or long.MinValue)
        {
            return OfInfinity(microseconds > 0);
        }

        var days = Math.DivRem(microseconds, MicrosecondsPerDay, out var time);
        if (time < 0)
        {
            (days, time) = (days - 1, time + MicrosecondsPerDay);
        }

        var clock = TimeSpan.FromMicroseconds(time).ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);
        var (date, era) = Civil(days);
        return $"{date} {clock}{era}";
    }

    /// <summary>A date given in days since 2000-01-01.</summary>
    public static string OfDate(int days)
    {
        if (days is int.MaxValue or int.MinValue)
        {
            return OfInfinity(days > 0);
        }

        var (date, era) = Civil(days);
        return date + era;
    }

    /// <summary>Infinity or minus infinity.</summary>
    public static string OfInfinity(bool isPositive) => isPositive ? "infinity" : "-infinity";

    /// <summary>A date in the proleptic Gregorian calendar, for any year. Counts in 400-year cycles from 1 March of the year 0.</summary>
    private static (string Date, string Era) Civil(long daysSince2000)
    {
        const long daysPerCycle = 146_097;
        var day = daysSince2000 + DaysFromCivilEpoch;
        var cycle = (day >= 0 ? day : day - daysPerCycle + 1) / daysPerCycle;
        var dayOfCycle = day - (cycle * daysPerCycle);
        var yearOfCycle = (dayOfCycle - (dayOfCycle / 1_460) + (dayOfCycle / 36_524) - (dayOfCycle / 146_096)) / 365;
        var dayOfYear = dayOfCycle - ((365 * yearOfCycle) + (yearOfCycle / 4) - (yearOfCycle / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        var dayOfMonth = dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        var year = yearOfCycle + (cycle * 400) + (month <= 2 ? 1 : 0);
        var shownYear = year > 0 ? year : 1 - year;
        return (string.Create(CultureInfo.InvariantCulture, $"{shownYear:0000}-{month:00}-{dayOfMonth:00}"), year > 0 ? "" : " BC");
    }
}
