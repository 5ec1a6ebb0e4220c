using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AccountCommStats.Exporting.Formats.Text;

/// <summary>Dates and times as text in the ISO form that PostgreSQL prints.</summary>
internal static class TimeText
{
    private const int DateLength = 10;
    private const int SecondsLength = 19;
    private const int LengthWithSpare = SecondsLength + 1 + sizeof(ulong);

    /// <summary>Writes a time such as <c>2025-03-31 00:00:00.5</c>, with microseconds but without trailing zeros.</summary>
    /// <param name="value">The time.</param>
    /// <param name="destination">Has at least 28 bytes; the bytes after the time may change.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteTimestamp(DateTime value, Span<byte> destination)
    {
        var text = destination[..LengthWithSpare];
        var ticks = (ulong)value.Ticks;
        var day = (uint)(ticks / TimeSpan.TicksPerDay);
        var ticksOfDay = ticks - (day * (ulong)TimeSpan.TicksPerDay);
        var seconds = (uint)(ticksOfDay / TimeSpan.TicksPerSecond);
        var microseconds = (uint)(ticksOfDay - (seconds * (ulong)TimeSpan.TicksPerSecond)) / (uint)TimeSpan.TicksPerMicrosecond;
        var minutes = seconds / 60;
        var hours = minutes / 60;
        WriteDate(DateOnly.FromDayNumber((int)day), text);
        text[10] = (byte)' ';
        BinaryPrimitives.WriteUInt64LittleEndian(
            text[11..], Joined(':', DigitText.OfTwo(hours), DigitText.OfTwo(minutes - (hours * 60)), DigitText.OfTwo(seconds - (minutes * 60))));

        // Write the point and eight digits, of which the last two are always zero.
        var fraction = DigitText.OfEight(microseconds * 100);
        text[SecondsLength] = (byte)'.';
        BinaryPrimitives.WriteUInt64LittleEndian(text[(SecondsLength + 1)..], DigitText.ToText(fraction));
        return microseconds == 0 ? SecondsLength : SecondsLength + 1 + sizeof(ulong) - DigitText.TrailingZeros(fraction);
    }

    /// <summary>Writes a date such as <c>2025-03-31</c>.</summary>
    /// <param name="value">The date.</param>
    /// <param name="destination">At least 10 bytes.</param>
    /// <returns>How many bytes were written: 10.</returns>
    public static int WriteDate(DateOnly value, Span<byte> destination)
    {
        var text = destination[..DateLength];
        var (year, month, day) = value;
        var century = (uint)year / 100;
        BinaryPrimitives.WriteUInt16LittleEndian(text, (ushort)DigitText.OfTwo(century));
        BinaryPrimitives.WriteUInt64LittleEndian(
            text[2..], Joined('-', DigitText.OfTwo((uint)year - (century * 100)), DigitText.OfTwo((uint)month), DigitText.OfTwo((uint)day)));
        return DateLength;
    }

    /// <summary>Three pairs of digits, joined by separators, as eight bytes in memory order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Joined(char separator, uint first, uint second, uint third)
        => first | ((ulong)separator << 16) | ((ulong)second << 24) | ((ulong)separator << 40) | ((ulong)third << 48);
}
