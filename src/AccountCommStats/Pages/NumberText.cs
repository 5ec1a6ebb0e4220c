using System.Globalization;

namespace AccountCommStats.Pages;

/// <summary>Numbers for people, with up to three significant digits.</summary>
internal static class NumberText
{
    private static readonly (double Size, string Unit)[] Units = [(1e12, " tn"), (1e9, " bn"), (1e6, " m"), (1e4, " k")];

    /// <summary>A number: 0.042, 3.7, 5,120, 48.3 k.</summary>
    public static string Of(double value)
    {
        foreach (var (size, unit) in Units)
        {
            if (Math.Abs(value) >= size)
            {
                return (value / (size == 1e4 ? 1e3 : size)).ToString(Math.Abs(value) >= 100 * (size == 1e4 ? 1e3 : size) ? "#,0" : "0.#", CultureInfo.InvariantCulture) + unit;
            }
        }

        return value.ToString(
            value == Math.Floor(value) || Math.Abs(value) >= 1_000 ? "#,0" : Math.Abs(value) >= 10 ? "0.#" : Math.Abs(value) >= 0.1 ? "0.##" : "0.####",
            CultureInfo.InvariantCulture);
    }

    /// <summary>A share as percent: 0 %, under 0.1 %, 3.4 %, 57 %.</summary>
    public static string Percent(double share)
        => share is > 0 and < 0.001 ? "under 0.1 %" : $"{(100 * share).ToString(share is > 0 and < 0.1 ? "0.#" : "0", CultureInfo.InvariantCulture)} %";

    /// <summary>A signed change in percent of the old value: +12 %, −3.4 %, unchanged.</summary>
    public static string Change(double now, double before)
        => now == before ? "unchanged"
            : before == 0 ? "from 0"
            : ((now - before) / Math.Abs(before)) is var change && Math.Abs(change) < 0.0005 ? "±0 %"
            : $"{(100 * change).ToString(Math.Abs(change) < 0.1 ? "+0.#;−0.#" : "+#,0;−#,0", CultureInfo.InvariantCulture)} %";

    /// <summary>A number of days: &lt; 1 day, 3 days, 7 weeks, 2.1 years.</summary>
    public static string Days(double days) => days switch
    {
        < 0 => $"{Of(Math.Ceiling(-days))} {(Math.Ceiling(-days) == 1 ? "day" : "days")} after",
        < 1 => "< 1 day",
        < 14 => $"{Of(Math.Floor(days))} {(Math.Floor(days) == 1 ? "day" : "days")}",
        < 120 => $"{Of(Math.Floor(days / 7))} weeks",
        < 730 => $"{Of(Math.Floor(days / 30.4))} months",
        _ => $"{(days / 365.25).ToString("0.#", CultureInfo.InvariantCulture)} years",
    };
}
