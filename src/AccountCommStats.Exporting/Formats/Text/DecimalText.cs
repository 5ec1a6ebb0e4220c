using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Formats.Text;

/// <summary>Decimal numbers as text with a fixed number of digits after the point.</summary>
internal static class DecimalText
{
    /// <summary>Writes a number with exactly <paramref name="scale"/> digits after the point. Halves are rounded away from zero.</summary>
    /// <returns>How many bytes were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(decimal value, int scale, Span<byte> destination)
    {
        var bits = DecimalBits.Of(value);
        var digits = bits.Low;
        return bits.IsLow && (bits.Scale == scale || DecimalScale.TryChange(ref digits, bits.Scale - scale))
            ? WriteDigits(digits, bits.IsNegative, scale, destination)
            : WriteSlowly(value, scale, destination);
    }

    private static int WriteDigits(ulong digits, bool isNegative, int scale, Span<byte> destination)
    {
        var length = 0;
        if (isNegative && digits != 0)
        {
            destination[length++] = (byte)'-';
        }

        if (scale == 2)
        {
            // Hours and money have two digits after the point. The compiler optimizes a division by this constant.
            var hundredths = (uint)(digits % 100);
            length += IntegerText.Write(digits / 100, destination[length..]);
            destination[length] = (byte)'.';
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(length + 1)..], (ushort)DigitText.OfTwo(hundredths));
            return length + 3;
        }

        var (whole, fraction) = scale < PowersOfTen.Count ? Math.DivRem(digits, PowersOfTen.Of(scale)) : (0, digits);
        length += IntegerText.Write(whole, destination[length..]);
        if (scale > 0)
        {
            destination[length++] = (byte)'.';
            WriteFraction(fraction, destination.Slice(length, scale));
        }

        return length + scale;
    }

    /// <summary>Fills the destination with the digits of the fraction, padded with leading zeros.</summary>
    private static void WriteFraction(ulong fraction, Span<byte> destination)
    {
        var rest = destination;
        while (rest.Length >= 2)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest[^2..], (ushort)DigitText.OfTwo((uint)(fraction % 100)));
            fraction /= 100;
            rest = rest[..^2];
        }

        if (rest.Length > 0)
        {
            rest[0] = (byte)('0' + fraction);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteSlowly(decimal value, int scale, Span<byte> destination)
    {
        // decimal has at most 28 digits after the point; further ones are zeros.
        var rounded = decimal.Round(value, Math.Min(scale, 28), MidpointRounding.AwayFromZero);
        if (rounded == 0)
        {
            rounded = 0; // Drops the minus sign, which even a decimal zero can have.
        }

        Span<char> format = stackalloc char[8];
        format[0] = 'F';
        scale.TryFormat(format[1..], out var formatLength, default, CultureInfo.InvariantCulture);
        rounded.TryFormat(destination, out var written, format[..(formatLength + 1)], CultureInfo.InvariantCulture);
        return written;
    }
}
