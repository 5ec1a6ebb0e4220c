using System.Runtime.CompilerServices;

namespace AccountCommStats.Exporting.Rows;

/// <summary>Gives numbers the digits after the point that their column has: 1.5 is 1.50 in a column of cents.</summary>
internal static class DecimalScale
{
    /// <summary>The maximum number of digits after the point of a <see cref="decimal"/>.</summary>
    public const int MaximumScale = 28;

    /// <summary>
    /// A number with <paramref name="scale"/> digits after the point; halves are rounded away from zero. It has fewer digits only if
    /// decimal has no room for more zeros.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static decimal Apply(decimal value, int scale) => DecimalBits.Of(value).Scale == scale ? value : Change(value, scale);

    /// <summary>Drops last digits or appends zeros, if the result is exact and fits 64 bits.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="excess">The number of last digits to drop; if negative, the number of zeros to append.</param>
    public static bool TryChange(ref ulong digits, int excess)
    {
        if (excess == 2)
        {
            // A value with two decimals comes here if its source sends the digits in groups of four. Dividing by a constant is several
            // times as fast as dividing by a variable.
            var hundreds = digits / 100;
            var isWhole = hundreds * 100 == digits;
            digits = hundreds;
            return isWhole;
        }

        if (Math.Abs(excess) >= PowersOfTen.Count)
        {
            return false;
        }

        var power = PowersOfTen.Of(Math.Abs(excess));
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static decimal Change(decimal value, int scale)
    {
        var bits = DecimalBits.Of(value);
        var digits = bits.Low;
        var wanted = Math.Min(scale, MaximumScale);
        return bits.IsLow && TryChange(ref digits, bits.Scale - wanted)
            ? DecimalBits.ToDecimal(digits, wanted, bits.IsNegative && digits != 0)
            : decimal.Round(value, wanted, MidpointRounding.AwayFromZero) + new decimal(0, 0, 0, isNegative: false, (byte)wanted);
    }
}
