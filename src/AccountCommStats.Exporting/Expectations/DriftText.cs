using System.Globalization;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Expectations;

/// <summary>Describes in words how figures drifted.</summary>
internal static class DriftText
{
    /// <summary>Says which figure moved, from which value, and how far it may move.</summary>
    /// <param name="drift">The figure.</param>
    /// <param name="expectations">What it was compared with.</param>
    public static string Describe(ManifestDrift drift, ManifestExpectations expectations)
        => (drift.Column is { } column ? $"column '{column}': " : "") + DescribeFigure(drift, expectations);

    /// <summary>Says the same without naming the column.</summary>
    public static string DescribeFigure(ManifestDrift drift, ManifestExpectations expectations)
        => drift switch
        {
            { Value: null } => $"there are more than {TextCounts.MaximumTexts} different values, too many to be categories",
            { Previous: null, Lowest: { } lowest } => $"the minimum is {Number(drift.Value)}; {Number(lowest)} is the lowest allowed",
            { Previous: null } => $"the maximum is {Number(drift.Value)}; {Number(drift.Highest)} is the highest allowed",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{Name(drift)} is {Show(drift, drift.Value)}; it was {Show(drift, drift.Previous)} on {expectations.ComparedWith[^1]:yyyy-MM-dd}, and {Show(drift, drift.Lowest)} to {Show(drift, drift.Highest)} is allowed"),
        } + $" ({drift.Rule})";

    private static string Name(ManifestDrift drift) => drift.Rule switch
    {
        "drift-rows" => "the number of rows",
        "drift-null-share" => "the share of NULL",
        "drift-zero-share" => "the share of zeros",
        "drift-mean" => "the mean",
        "drift-sum" => "the sum",
        _ => $"the share of '{drift.Category}'",
    };

    private static string Show(ManifestDrift drift, double? figure) => drift.Rule switch
    {
        "drift-rows" => figure!.Value.ToString("#,##0", CultureInfo.InvariantCulture),
        "drift-null-share" or "drift-zero-share" or "drift-categories" => Math.Clamp(figure!.Value, 0, 1).ToString("0.## %", CultureInfo.InvariantCulture),
        _ => Number(figure),
    };

    private static string Number(double? figure) => figure!.Value.ToString("#,##0.######", CultureInfo.InvariantCulture);
}
