namespace AccountCommStats.Exporting.Rows;

/// <summary>Converts decimal numbers to unscaled integers: 1.50 with a scale of 2 is 150.</summary>
internal static class UnscaledDecimal
{
    /// <summary>The unscaled integer of a number. Digits beyond the scale are rounded, halves away from zero.</summary>
    /// <param name="value">A number that numeric(38, scale) holds.</param>
    /// <param name="scale">Digits after the point.</param>
    public static Int128 Of(decimal value, int scale)
    {
        var bits = DecimalBits.Of(value);
        var digits = bits.Low;
        if (!bits.IsLow || (bits.Scale != scale && !DecimalScale.TryChange(ref digits, bits.Scale - scale)))
        {
            return OfMany(value, scale);
        }

        return bits.IsNegative ? -(Int128)digits : digits;
    }

    private static Int128 OfMany(decimal value, int scale)
    {
        var rounded = decimal.Round(value, Math.Min(scale, DecimalScale.MaximumScale), MidpointRounding.AwayFromZero);
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(rounded, parts);
        var digits = new Int128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        for (var missing = scale - DecimalBits.Of(rounded).Scale; missing > 0; missing--)
        {
            digits = checked(digits * 10);
        }

        return decimal.IsNegative(rounded) ? -digits : digits;
    }
}
