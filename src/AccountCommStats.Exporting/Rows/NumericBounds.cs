namespace AccountCommStats.Exporting;

/// <summary>The bounds of numeric(p,s).</summary>
internal static class NumericBounds
{
    /// <summary>Most digits before the point of a number that <see cref="decimal"/> surely holds.</summary>
    private const int MostWholeDigits = 28;

    private static readonly decimal[] PowersOfTen = CreatePowersOfTen();

    /// <summary>The least positive number that needs more than <paramref name="wholeDigits"/> digits before the point.</summary>
    public static decimal FirstBeyond(int wholeDigits)
        => wholeDigits <= MostWholeDigits ? PowersOfTen[wholeDigits] : decimal.MaxValue;

    private static decimal[] CreatePowersOfTen()
    {
        var powers = new decimal[MostWholeDigits + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
