using System.Globalization;

namespace AccountCommStats.Exporting;

/// <summary>Decimal numbers as text with a fixed number of digits after the point.</summary>
internal static class DecimalText
{
    private static readonly ulong[] PowersOfTen = CreatePowersOfTen();

    /// <summary>Writes a number with exactly <paramref name="scale"/> digits after the point, halves rounded away from zero.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int Write(decimal value, int scale, Span<byte> destination)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = ((ulong)(uint)parts[1] << 32) | (uint)parts[0];
        var excess = ((parts[3] >> 16) & 0xFF) - scale;
        return parts[2] == 0 && TryScale(ref digits, excess)
            ? WriteDigits(digits, parts[3] < 0, scale, destination)
            : WriteSlowly(value, scale, destination);
    }

    /// <summary>Brings digits to the wanted scale, where that is exact and fits 64 bits.</summary>
    private static bool TryScale(ref ulong digits, int excess)
    {
        if (excess == 0)
        {
            return true;
        }

        if (Math.Abs(excess) >= PowersOfTen.Length)
        {
            return false;
        }

        var power = PowersOfTen[Math.Abs(excess)];
        if (excess > 0)
        {
            var (quotient, remainder) = Math.DivRem(digits, power);
            digits = quotient;
            return remainder == 0;
        }

        var isExact = Math.BigMul(digits, power, out var product) == 0;
        digits = product;
        return isExact;
    }

    private static int WriteDigits(ulong digits, bool isNegative, int scale, Span<byte> destination)
    {
        var length = 0;
        if (isNegative && digits != 0)
        {
            destination[length++] = (byte)'-';
        }

        if (scale == 0)
        {
            digits.TryFormat(destination[length..], out var whole, default, CultureInfo.InvariantCulture);
            return length + whole;
        }

        // All digits, with zeros in front so that at least one stands before the point; then the point moves in.
        Span<byte> text = stackalloc byte[20];
        digits.TryFormat(text, out var count, default, CultureInfo.InvariantCulture);
        var before = count - scale;
        if (before > 0)
        {
            text[..before].CopyTo(destination[length..]);
            length += before;
            destination[length++] = (byte)'.';
            text[before..count].CopyTo(destination[length..]);
            return length + scale;
        }

        destination[length++] = (byte)'0';
        destination[length++] = (byte)'.';
        destination.Slice(length, -before).Fill((byte)'0');
        text[..count].CopyTo(destination[(length - before)..]);
        return length + scale;
    }

    private static int WriteSlowly(decimal value, int scale, Span<byte> destination)
    {
        // Beyond 28 digits after the point decimal has nothing to round, and the format pads with zeros.
        var rounded = decimal.Round(value, Math.Min(scale, 28), MidpointRounding.AwayFromZero);
        if (rounded == 0)
        {
            rounded = 0; // Without the sign that decimal can give a zero.
        }

        Span<char> format = stackalloc char[8];
        format[0] = 'F';
        scale.TryFormat(format[1..], out var formatLength, default, CultureInfo.InvariantCulture);
        rounded.TryFormat(destination, out var written, format[..(formatLength + 1)], CultureInfo.InvariantCulture);
        return written;
    }

    private static ulong[] CreatePowersOfTen()
    {
        var powers = new ulong[20];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
