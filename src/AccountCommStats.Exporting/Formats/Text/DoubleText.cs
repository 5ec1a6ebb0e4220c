using System.Globalization;
using System.Numerics;
using System.Text;

namespace AccountCommStats.Exporting.Formats.Text;

/// <summary>Floating point numbers as the shortest text that reads back as the same number, in PostgreSQL's form.</summary>
internal static class DoubleText
{
    // PostgreSQL writes an exponent for numbers from 1e15 up, but .NET only for larger ones. Both write one for numbers below 1e-4.
    private const double MinimumWithExponent = 1e15;

    // Only from here up to the next constant can the shortest text of a number be the exact midpoint between it and a neighbor.
    private const double MinimumWithMidpoints = 9_007_199_254_740_992;
    private const double FirstBeyondMidpoints = 1e41;
    private const int MaximumDigits = 17;

    /// <summary>Writes a finite number.</summary>
    /// <returns>How many bytes were written, at most 24.</returns>
    public static int Write(double value, Span<byte> destination)
    {
        value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
        if (Math.Abs(value) is >= MinimumWithMidpoints and < FirstBeyondMidpoints && !IsInside(destination[..length], value))
        {
            length = WriteInside(value, destination);
        }

        var exponent = destination[..length].IndexOf((byte)'E');
        if (exponent >= 0)
        {
            destination[exponent] = (byte)'e';
            return length;
        }

        return Math.Abs(value) < MinimumWithExponent ? length : AddExponent(destination, length, value < 0 ? 1 : 0);
    }

    /// <summary>Turns 1234567890123456.8 into 1.2345678901234568e+15.</summary>
    private static int AddExponent(Span<byte> text, int length, int signLength)
    {
        var digits = text[signLength..];
        var count = length - signLength;
        var point = digits[..count].IndexOf((byte)'.');
        var exponent = (point < 0 ? count : point) - 1;
        if (point >= 0)
        {
            digits[(point + 1)..count].CopyTo(digits[point..]);
            count--;
        }

        while (digits[count - 1] == '0')
        {
            count--;
        }

        if (count > 1)
        {
            digits[1..count].CopyTo(digits[2..]);
            digits[1] = (byte)'.';
            count++;
        }

        "e+"u8.CopyTo(digits[count..]);
        exponent.TryFormat(digits[(count + 2)..], out var exponentLength, default, CultureInfo.InvariantCulture);
        return signLength + count + 2 + exponentLength;
    }

    /// <summary>
    /// Whether a text lies nearer to the number than to its neighbors. .NET also accepts a text that lies exactly halfway, and reads it
    /// back as the even neighbor. PostgreSQL does not accept such a text: it writes 1e23 as 9.999999999999999e+22.
    /// </summary>
    private static bool IsInside(ReadOnlySpan<byte> text, double value)
    {
        var exact = new BigInteger(value);
        var distance = BigInteger.Parse(Encoding.ASCII.GetString(text), NumberStyles.Float, CultureInfo.InvariantCulture) - exact;
        var neighbor = distance.Sign < 0 ? Math.BitDecrement(value) : Math.BitIncrement(value);
        return 2 * BigInteger.Abs(distance) < BigInteger.Abs(new BigInteger(neighbor) - exact);
    }

    private static int WriteInside(double value, Span<byte> destination)
    {
        for (var digits = 2; ; digits++)
        {
            // Writes the nearest text that has the given number of digits; 17 digits always suffice.
            value.TryFormat(destination, out var length, $"E{digits - 1}", CultureInfo.InvariantCulture);
            if (digits == MaximumDigits || IsInside(destination[..length], value))
            {
                return RemoveExponentZero(destination, length);
            }
        }
    }

    /// <summary>Turns the three digits of an exponent below 100, as in E+022, into two.</summary>
    private static int RemoveExponentZero(Span<byte> text, int length)
    {
        var exponent = text[..length].IndexOf((byte)'E') + 2;
        if (length - exponent == 3 && text[exponent] == '0')
        {
            text[(exponent + 1)..length].CopyTo(text[exponent..]);
            length--;
        }

        return length;
    }
}
