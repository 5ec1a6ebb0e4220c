using System.Globalization;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Documents.Expectations;

/// <summary>Reads the bound of an expectation.</summary>
internal static class ExpectationBound
{
    private const string None = "none";

    /// <summary>Describes for messages how a bound of a check is written.</summary>
    public static string Form(ExpectationCheck check) => check switch
    {
        ExpectationCheck.NullShare or ExpectationCheck.ZeroShare or ExpectationCheck.Categories => "a number of percentage points such as 5 points, or the word none",
        ExpectationCheck.Minimum or ExpectationCheck.Maximum => "a number such as 0 or 99.5, or the word none",
        _ => "a percentage such as 20 %, or the word none",
    };

    /// <summary>Reads a bound.</summary>
    /// <param name="check">The check it belongs to.</param>
    /// <param name="text">The text of the cell.</param>
    /// <param name="bound">The bound, as in <see cref="ExpectationModel.Bound"/>; null for <c>none</c>.</param>
    /// <returns>Whether the text is a bound of the check.</returns>
    public static bool TryRead(ExpectationCheck check, string text, out decimal? bound)
    {
        bound = null;
        if (text.Equals(None, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (check is ExpectationCheck.Minimum or ExpectationCheck.Maximum)
        {
            bound = Number(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint);
            return bound is not null;
        }

        var isShare = check is ExpectationCheck.NullShare or ExpectationCheck.ZeroShare or ExpectationCheck.Categories;
        bound = Without(text, isShare ? ["points", "point"] : ["%"]) is { } digits ? Number(digits, NumberStyles.AllowDecimalPoint) / 100 : null;
        return bound > 0 && (!isShare || bound <= 1);
    }

    private static string? Without(string text, string[] units)
        => units.Where(unit => text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)).Select(unit => text.Substring(0, text.Length - unit.Length).TrimEnd()).FirstOrDefault();

    private static decimal? Number(string text, NumberStyles style)
        => decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : null;
}
