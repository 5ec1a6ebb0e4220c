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

        var (whole, fraction) = SplitAtPoint(digits, scale);
        whole.TryFormat(destination[length..], out var count, default, CultureInfo.InvariantCulture);
        length += count;
        if (scale > 0)
        {
            destination[length++] = (byte)'.';
            WriteFraction(fraction, destination.Slice(length, scale));
        }

        return length + scale;
    }

    /// <summary>Divides by a power of ten; the usual ones are known to the compiler, which is several times as fast.</summary>
    private static (ulong Whole, ulong Fraction) SplitAtPoint(ulong digits, int scale) => scale switch
    {
        0 => (digits, 0),
        2 => (digits / 100, digits % 100),
        4 => (digits / 10_000, digits % 10_000),
        _ when scale < PowersOfTen.Length => Math.DivRem(digits, PowersOfTen[scale]),
        _ => (0, digits),
    };

    /// <summary>Writes as many digits as there is room for, zeros in front.</summary>
    private static void WriteFraction(ulong fraction, Span<byte> destination)
    {
        var rest = destination;
        while (rest.Length >= 2)
        {
            TwoDigits.Write((int)(fraction % 100), rest[^2..]);
            fraction /= 100;
            rest = rest[..^2];
        }

        if (rest.Length > 0)
        {
            rest[0] = (byte)('0' + fraction);
        }
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
