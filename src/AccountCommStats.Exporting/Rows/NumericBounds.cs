namespace AccountCommStats.Exporting;

/// <summary>The bounds of numeric(p,s).</summary>
internal static class NumericBounds
{
    /// <summary>Most digits before the point of a number that <see cref="decimal"/> surely holds.</summary>
    private const int MostWholeDigits = 28;

    /// <summary>Powers of ten that fit 64 bits.</summary>
    private static readonly ulong[] PowersOf64Bits = [.. Enumerable.Range(0, 20).Select(power => (ulong)Power(power))];

    private static readonly decimal[] Powers = [.. Enumerable.Range(0, MostWholeDigits + 1).Select(Power)];

    /// <summary>Whether a number needs no more than <paramref name="wholeDigits"/> digits before the point.</summary>
    public static bool Hold(decimal value, int wholeDigits)
    {
        // Most numbers have few digits, and comparing those is far cheaper than comparing decimals.
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = wholeDigits + ((parts[3] >> 16) & 0xFF);
        return parts[2] == 0 && digits < PowersOf64Bits.Length
            ? (((ulong)(uint)parts[1] << 32) | (uint)parts[0]) < PowersOf64Bits[digits]
            : wholeDigits > MostWholeDigits || decimal.Abs(value) < Powers[wholeDigits];
    }

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
