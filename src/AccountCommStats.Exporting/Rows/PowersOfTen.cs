namespace AccountCommStats.Exporting.Rows;

/// <summary>The powers of ten that fit 64 bits.</summary>
internal static class PowersOfTen
{
    /// <summary>How many powers there are, from 10 to the power of 0 on.</summary>
    public const int Count = 20;

    private static ReadOnlySpan<ulong> All =>
    [
        1,
        10,
        100,
        1_000,
        10_000,
        100_000,
        1_000_000,
        10_000_000,
        100_000_000,
        1_000_000_000,
        10_000_000_000,
        100_000_000_000,
        1_000_000_000_000,
        10_000_000_000_000,
        100_000_000_000_000,
        1_000_000_000_000_000,
        10_000_000_000_000_000,
        100_000_000_000_000_000,
        1_000_000_000_000_000_000,
        10_000_000_000_000_000_000,
    ];

    /// <summary>Ten to the power of <paramref name="exponent"/>, which is less than <see cref="Count"/>.</summary>
    public static ulong Of(int exponent) => All[exponent];
}
