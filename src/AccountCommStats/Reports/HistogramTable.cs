using System.Globalization;
using System.Text;
using AccountCommStats.Pages;

namespace AccountCommStats.Reports;

/// <summary>The table behind a histogram, for people who want the numbers or cannot see bars.</summary>
internal static class HistogramTable
{
    /// <summary>Writes the table, collapsed.</summary>
    /// <param name="html">The page so far.</param>
    /// <param name="column">The column.</param>
    /// <param name="now">Its histogram.</param>
    /// <param name="older">Its histogram in the previous export, on the same scale; null if there is none.</param>
    public static void Write(StringBuilder html, ColumnProfile column, Histogram now, Histogram? older)
    {
        html.Append("<details><summary>Table</summary><table class=\"counts\"><thead><tr><th scope=\"col\">").Append(column.IsTemporal ? "days before the as-of time" : "value").Append("</th><th scope=\"col\">rows</th>");
        html.Append(older is null ? "" : "<th scope=\"col\">before</th>").Append("</tr></thead><tbody>");
        for (var i = 0; i < now.Bars.Count; i++)
        {
            if (now.Bars[i].Count > 0 || older?.Bars[i].Count > 0)
            {
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Html.Encode(now.Bars[i].Label)}</td><td>{now.Bars[i].Count:N0}</td>");
                html.Append(older is null ? "" : string.Create(CultureInfo.InvariantCulture, $"<td>{older.Bars[i].Count:N0}</td>")).Append("</tr>");
            }
        }

        html.Append("</tbody></table></details>");
    }
}
