namespace AccountCommStats.Sample;

/// <summary>Amounts in dollars.</summary>
internal static class SampleMoney
{
    /// <summary>The amount with exactly two decimals, as a database returns a numeric of that scale.</summary>
    public static decimal FromCents(long cents) => cents * 0.01m;
}
