using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Expectations;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Pages;

namespace AccountCommStats.Reports;

/// <summary>Something that stands out in an export.</summary>
/// <param name="IsLikelyFault">Whether it is probably a fault. Otherwise it is only worth a look.</param>
/// <param name="Column">The column it is about; null if it is about the whole export.</param>
/// <param name="Text">What stands out.</param>
internal sealed record ReportRemark(bool IsLikelyFault, string? Column, string Text);

/// <summary>Finds what stands out in an export, by itself and compared with the previous export.</summary>
internal static class ReportRemarks
{
    private const double LargeShareOfOne = 0.25;
    private const long FewestRowsOfOutliers = 50;
    private const double MaximumHoursOfResponse = 24 * 366;
    private const double DaysUntilStale = 14;
    private const double RowsMoved = 0.1;
    private const double NullShareMoved = 0.1;
    private const double MeanMoved = 0.25;

    /// <summary>The remarks, likely faults first.</summary>
    public static IReadOnlyList<ReportRemark> Of(ExportProfile now, ExportProfile? before)
    {
        var remarks = new List<ReportRemark>();
        OfExport(now.Manifest, before?.Manifest, remarks);
        for (var i = 0; i < now.Columns.Count; i++)
        {
            var column = now.Columns[i];
            if (now.Schema.Key.Contains(i) || now.Manifest.Rows == 0)
            {
                continue;
            }

            var older = before is { Manifest.Rows: > 0 } ? before.Columns[i] : null;
            OfColumn(column, older, remarks);
            if (older is not null)
            {
                OfChange(column, older, remarks);
            }
        }

        return [.. remarks.OrderByDescending(remark => remark.IsLikelyFault)];
    }

    private static void OfExport(ExportManifest now, ExportManifest? before, List<ReportRemark> remarks)
    {
        if (now.Rows == 0)
        {
            remarks.Add(new ReportRemark(true, null, "The export has no rows."));
        }

        if (now.Violations.RejectedRows > 0)
        {
            remarks.Add(new ReportRemark(true, null, $"{CountText.Of(now.Violations.RejectedRows, "row")} broke the specification and {(now.Violations.RejectedRows == 1 ? "is" : "are")} missing here: see the rejects file."));
        }

        if (now.Expectations is { } expectations)
        {
            remarks.AddRange(expectations.Drift.Select(drift => new ReportRemark(true, drift.Column, $"{DriftText.DescribeFigure(drift, expectations)}.")));
        }

        if (before is { Rows: > 0 } && Math.Abs(now.Rows - before.Rows) > RowsMoved * before.Rows)
        {
            remarks.Add(new ReportRemark(true, null, $"{CountText.Of(now.Rows, "row")} where the previous export had {before.Rows:N0} ({NumberText.Change(now.Rows, before.Rows)})."));
        }

        if (before is not null && before.SpecSha256 != now.SpecSha256)
        {
            remarks.Add(new ReportRemark(false, null, "The two exports have different versions of the specification."));
        }
    }

    private static void OfColumn(ColumnProfile column, ColumnProfile? older, List<ReportRemark> remarks)
    {
        void Add(bool isFault, string text) => remarks.Add(new ReportRemark(isFault, column.Column.Name, text));

        var numbers = column.Numbers;
        if (column.Values == 0)
        {
            // If the column had values in the previous export, OfChange reports this.
            if (older is not { Values: > 0 })
            {
                Add(false, "is NULL in every row.");
            }
        }
        else if (IsZero(column))
        {
            Add(false, $"is 0 in every row that has a value{(older is { Numbers.Count: > 0 } && !IsZero(older) ? $"; its mean was {NumberText.Of(older.Numbers.Mean)}" : "")}.");
        }
        else if (column.IsNumeric && numbers.Minimum >= 0 && numbers.Count >= FewestRowsOfOutliers && numbers.Maximum > LargeShareOfOne * numbers.Sum && numbers.Sum > 0)
        {
            Add(false, $"has {NumberText.Percent(numbers.Maximum / numbers.Sum)} of its total in one row: {ValueText.Of(column.KeyOfMaximum!)} ({NumberText.Of(numbers.Maximum)}).");
        }

        if (column.IsNumeric && IsInHours(column) && numbers.Count > 0 && (numbers.Maximum > MaximumHoursOfResponse || numbers.Minimum < 0))
        {
            Add(true, $"is between {NumberText.Of(numbers.Minimum)} and {NumberText.Of(numbers.Maximum)} hours, which is implausible for a response (key {ValueText.Of(column.KeyOfMaximum!)}).");
        }

        if (column is { IsTemporal: true, Column.Relation: not null } && numbers.Count > 0)
        {
            // Times that are in the future in all rows, such as those of next meetings, are not a fault.
            if (numbers is { Minimum: < 0, Maximum: > 0 })
            {
                Add(true, $"is before the as-of time in some rows and after it in others ({NumberText.Days(-numbers.Minimum)} after it in the latest).");
            }
            else if (numbers.Minimum > DaysUntilStale)
            {
                Add(true, $"has nothing newer than {NumberText.Days(numbers.Minimum)} before the as-of time: has its source stopped?");
            }
        }
    }

    private static bool IsZero(ColumnProfile column) => column is { IsNumeric: true, Numbers: { Count: > 0, Minimum: 0, Maximum: 0 } };

    private static bool IsInHours(ColumnProfile column) => column.Column.Name.EndsWith("response_time_hours", StringComparison.Ordinal);

    private static void OfChange(ColumnProfile now, ColumnProfile before, List<ReportRemark> remarks)
    {
        void Add(bool isFault, string text) => remarks.Add(new ReportRemark(isFault, now.Column.Name, text));

        if (now.Values == 0 && before.Values > 0)
        {
            Add(true, $"had values in {NumberText.Percent(1 - before.NullShare)} of the previous export's rows, and has none now.");
        }
        else if (Math.Abs(now.NullShare - before.NullShare) > NullShareMoved)
        {
            Add(true, $"is NULL in {NumberText.Percent(now.NullShare)} of the rows; in the previous export, it was NULL in {NumberText.Percent(before.NullShare)}.");
        }

        if (now.IsNumeric && now.Numbers.Count > 0 && before.Numbers.Count > 0 && !IsZero(now)
            && Math.Abs(now.Numbers.Mean - before.Numbers.Mean) > MeanMoved * Math.Abs(before.Numbers.Mean))
        {
            Add(false, $"has a mean of {NumberText.Of(now.Numbers.Mean)}; it was {NumberText.Of(before.Numbers.Mean)} ({NumberText.Change(now.Numbers.Mean, before.Numbers.Mean)}).");
        }

        foreach (var (text, rows) in before.Texts.Where(_ => !before.HasMoreTexts && !now.HasMoreTexts).ExceptBy(now.Texts.Select(text => text.Text), text => text.Text))
        {
            Add(true, $"no longer has '{ValueText.Of(text)}'; the previous export had it in {CountText.Of(rows, "row")}.");
        }
    }
}
