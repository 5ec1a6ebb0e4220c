using System.Globalization;
using System.Text;
using AccountCommStats.Pages;

namespace AccountCommStats.Reports;

/// <summary>A histogram as SVG, with the previous export's as a line.</summary>
internal static class HistogramChart
{
    private const int Width = 240;
    private const int Height = 56;

    /// <summary>Writes the chart.</summary>
    /// <param name="html">The page so far.</param>
    /// <param name="column">The column.</param>
    /// <param name="now">Its histogram.</param>
    /// <param name="before">The column in the previous export; null if there is none.</param>
    /// <param name="older">Its histogram in the previous export, on the same scale; null if there is none.</param>
    public static void Write(StringBuilder html, ColumnProfile column, Histogram now, ColumnProfile? before, Histogram? older)
    {
        var maximum = Math.Max(now.Bars.Max(bar => ShareOf(bar, column)), older?.Bars.Max(bar => ShareOf(bar, before!)) ?? 0);
        var width = (double)Width / now.Bars.Count;
        var name = Html.Encode(column.Column.Name);
        html.Append(CultureInfo.InvariantCulture, $"""<svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{name}-t {name}-d" preserveAspectRatio="none"><title id="{name}-t">Distribution of {name}</title><desc id="{name}-d">{Html.Encode(DescriptionOf(column))}</desc>""");
        for (var i = 0; i < now.Bars.Count; i++)
        {
            var height = HeightOf(ShareOf(now.Bars[i], column), maximum);
            if (height > 0)
            {
                html.Append(CultureInfo.InvariantCulture, $"""<rect x="{(i * width) + 0.5:0.##}" y="{Height - height:0.##}" width="{Math.Max(width - 1, 1):0.##}" height="{height:0.##}"/>""");
            }
        }

        if (older is not null)
        {
            var path = string.Concat(older.Bars.Select((bar, i) => string.Create(
                CultureInfo.InvariantCulture, $"{(i == 0 ? "M" : "L")}{i * width:0.##} {Height - HeightOf(ShareOf(bar, before!), maximum):0.##}H{(i + 1) * width:0.##}")));
            html.Append(CultureInfo.InvariantCulture, $"""<path d="{path}"/>""");
        }

        html.Append("</svg>");
        var days = column.IsTemporal;
        html.Append(CultureInfo.InvariantCulture, $"""<p class="axis"><span>{Text(column.Numbers.Minimum, days)}</span><span>{(days ? now.IsLogarithmic ? "age, log scale" : "age" : now.IsLogarithmic ? "log scale" : "")}</span><span>{Text(column.Numbers.Maximum, days)}</span></p>""");
    }

    private static double ShareOf(HistogramBar bar, ColumnProfile column) => column.Numbers.Count == 0 ? 0 : (double)bar.Count / column.Numbers.Count;

    // Every bar is visible: at least a pixel and a half.
    private static double HeightOf(double share, double maximum) => share == 0 || maximum == 0 ? 0 : Math.Max(1.5, share / maximum * (Height - 2));

    private static string Text(double value, bool isDays) => Html.Encode(isDays ? NumberText.Days(value) : NumberText.Of(value));

    private static string DescriptionOf(ColumnProfile column)
    {
        var numbers = column.Numbers;
        var days = column.IsTemporal;
        string Format(double value) => days ? NumberText.Days(value) : NumberText.Of(value);
        return $"From {Format(numbers.Minimum)} to {Format(numbers.Maximum)}; half of the values are at most {Format(numbers.Quantile(0.5))}, 95 percent at most {Format(numbers.Quantile(0.95))}.";
    }
}
