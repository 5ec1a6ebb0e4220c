using System.Runtime.CompilerServices;

namespace AccountCommStats.Exporting.Rows;

/// <summary>The bounds of numeric(p,s).</summary>
internal static class NumericBounds
{
    /// <summary>The maximum number of digits before the point for which <see cref="decimal"/> can hold every number.</summary>
    private const int MaximumWholeDigits = 28;

    private static readonly decimal[] Powers = CreatePowers();

    /// <summary>Whether a number needs no more than <paramref name="wholeDigits"/> digits before the point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Hold(decimal value, int wholeDigits)
    {
        // Most numbers have few digits. Comparing 64 bits of digits is far cheaper than comparing decimals.
        var bits = DecimalBits.Of(value);
        var digits = wholeDigits + bits.Scale;
        return bits.IsLow && digits < PowersOfTen.Count ? bits.Low < PowersOfTen.Of(digits) : HoldMany(value, wholeDigits);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HoldMany(decimal value, int wholeDigits)
        => wholeDigits > MaximumWholeDigits || decimal.Abs(value) < Powers[wholeDigits];

    private static decimal[] CreatePowers()
    {
        var powers = new decimal[MaximumWholeDigits + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
