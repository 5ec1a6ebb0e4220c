namespace AccountCommStats.Exporting;

/// <summary>Dates and times as text in the ISO form that PostgreSQL prints.</summary>
internal static class TimeText
{
    private const int DateLength = 10;
    private const int SecondsLength = 19;

    /// <summary>Writes <c>2025-03-31 00:00:00</c> and the microseconds after a point, without their trailing zeros.</summary>
    /// <returns>How many bytes were written, at most 26.</returns>
    public static int WriteTimestamp(DateTime value, Span<byte> destination)
    {
        var (date, time) = value;
        WriteDate(date, destination);
        var ticks = time.Ticks;
        var seconds = (int)(ticks / TimeSpan.TicksPerSecond);
        var minutes = seconds / 60;
        destination[10] = (byte)' ';
        WriteTwo(minutes / 60, destination[11..]);
        destination[13] = (byte)':';
        WriteTwo(minutes % 60, destination[14..]);
        destination[16] = (byte)':';
        WriteTwo(seconds % 60, destination[17..]);
        var microseconds = (int)(ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        return microseconds == 0 ? SecondsLength : WriteFraction(microseconds, destination);
    }

    /// <summary>Writes <c>2025-03-31</c>.</summary>
    /// <returns>How many bytes were written: 10.</returns>
    public static int WriteDate(DateOnly value, Span<byte> destination)
    {
        var (year, month, day) = value;
        WriteTwo(year / 100, destination);
        WriteTwo(year % 100, destination[2..]);
        destination[4] = (byte)'-';
        WriteTwo(month, destination[5..]);
        destination[7] = (byte)'-';
        WriteTwo(day, destination[8..]);
        return DateLength;
    }

    private static int WriteFraction(int microseconds, Span<byte> destination)
    {
        destination[SecondsLength] = (byte)'.';
        var length = SecondsLength + 7;
        for (var i = length - 1; i > SecondsLength; i--)
        {
            destination[i] = (byte)('0' + (microseconds % 10));
            microseconds /= 10;
        }

        while (destination[length - 1] == '0')
        {
            length--;
        }

        return length;
    }

    private static void WriteTwo(int number, Span<byte> destination)
    {
        destination[1] = (byte)('0' + (number % 10));
        destination[0] = (byte)('0' + (number / 10));
    }
}
