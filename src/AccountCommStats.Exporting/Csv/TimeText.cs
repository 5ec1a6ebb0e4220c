namespace AccountCommStats.Exporting;

/// <summary>Dates and times as text in the ISO form that PostgreSQL prints.</summary>
internal static class TimeText
{
    private const int DateLength = 10;
    private const int SecondsLength = 19;
    private const int MostLength = 26;

    /// <summary>Writes <c>2025-03-31 00:00:00</c> and the microseconds after a point, without their trailing zeros.</summary>
    /// <param name="value">The time.</param>
    /// <param name="destination">At least 26 bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteTimestamp(DateTime value, Span<byte> destination)
    {
        var text = destination[..MostLength];
        var ticks = value.Ticks;
        var day = (int)(ticks / TimeSpan.TicksPerDay);
        var ticksOfDay = ticks - (day * TimeSpan.TicksPerDay);
        var seconds = (int)(ticksOfDay / TimeSpan.TicksPerSecond);
        var minutes = seconds / 60;
        WriteDate(DateOnly.FromDayNumber(day), text);
        text[10] = (byte)' ';
        TwoDigits.Write(minutes / 60, text[11..]);
        text[13] = (byte)':';
        TwoDigits.Write(minutes % 60, text[14..]);
        text[16] = (byte)':';
        TwoDigits.Write(seconds % 60, text[17..]);
        var microseconds = (int)(ticksOfDay - (seconds * TimeSpan.TicksPerSecond)) / (int)TimeSpan.TicksPerMicrosecond;
        return microseconds == 0 ? SecondsLength : WriteFraction(microseconds, text);
    }

    /// <summary>Writes <c>2025-03-31</c>.</summary>
    /// <param name="value">The date.</param>
    /// <param name="destination">At least 10 bytes.</param>
    /// <returns>How many bytes were written: 10.</returns>
    public static int WriteDate(DateOnly value, Span<byte> destination)
    {
        var text = destination[..DateLength];
        var (year, month, day) = value;
        TwoDigits.Write(year / 100, text);
        TwoDigits.Write(year % 100, text[2..]);
        text[4] = (byte)'-';
        TwoDigits.Write(month, text[5..]);
        text[7] = (byte)'-';
        TwoDigits.Write(day, text[8..]);
        return DateLength;
    }

    private static int WriteFraction(int microseconds, Span<byte> text)
    {
        text[SecondsLength] = (byte)'.';
        TwoDigits.Write(microseconds / 10_000, text[20..]);
        TwoDigits.Write(microseconds / 100 % 100, text[22..]);
        TwoDigits.Write(microseconds % 100, text[24..]);
        var length = MostLength;
        while (text[length - 1] == '0')
        {
            length--;
        }

        return length;
    }
}
