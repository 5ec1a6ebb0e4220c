using System.Globalization;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Expectations;

/// <summary>The figures of a delivery, from its manifest.</summary>
internal sealed class DeliveryFigures(ExportManifest manifest)
{
    private readonly Dictionary<string, ManifestColumn> _columns = manifest.Columns.ToDictionary(column => column.Name);

    /// <summary>The as-of time, in UTC.</summary>
    public DateTime AsOf => manifest.AsOf;

    /// <summary>
    /// The figure of a column that a check is about, or the number of rows if no column is named. Null if the delivery lacks the column or
    /// has no value in it, or if its manifest has version 1.
    /// </summary>
    public double? Of(ExpectationCheck check, string? columnName)
    {
        if (columnName is null)
        {
            return manifest.Rows;
        }

        if (!_columns.TryGetValue(columnName, out var column))
        {
            return null;
        }

        var values = manifest.Rows - column.Nulls;
        return check switch
        {
            ExpectationCheck.NullShare => manifest.Rows > 0 ? (double)column.Nulls / manifest.Rows : null,
            ExpectationCheck.ZeroShare => values > 0 ? (double?)column.Zeros / values : null,
            ExpectationCheck.Mean => values > 0 ? Parse(column.Sum) / values : null,
            ExpectationCheck.Sum => Parse(column.Sum),
            ExpectationCheck.Minimum => Parse(column.Minimum),
            ExpectationCheck.Maximum => Parse(column.Maximum),
            _ => null,
        };
    }

    /// <summary>The share of each text among the values of a column, from 0 to 1; null if the manifest does not count the texts.</summary>
    public IReadOnlyDictionary<string, double>? Categories(string columnName)
        => _columns.GetValueOrDefault(columnName)?.Values is { } counts && counts.Values.Sum() is var all
            ? counts.ToDictionary(count => count.Key, count => (double)count.Value / all)
            : null;

    /// <summary>Whether a column has so many different texts that the manifest does not count them.</summary>
    public bool HasTooManyCategories(string columnName)
        => _columns.TryGetValue(columnName, out var column) && column.Values is null && column.Nulls < manifest.Rows;

    /// <summary>How many rows of the delivery, or how many values of the column, a figure was computed from.</summary>
    public long CountOf(ExpectationCheck check, string? columnName)
        => check is ExpectationCheck.Rows or ExpectationCheck.NullShare || columnName is null || !_columns.TryGetValue(columnName, out var column)
            ? manifest.Rows
            : manifest.Rows - column.Nulls;

    /// <summary>The largest absolute value of a column; 0 if it has none.</summary>
    public double LargestOf(string columnName)
        => Math.Max(Math.Abs(Of(ExpectationCheck.Minimum, columnName) ?? 0), Math.Abs(Of(ExpectationCheck.Maximum, columnName) ?? 0));

    private static double? Parse(string? number)
        => double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
