using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Pages;

namespace AccountCommStats.Reports;

/// <summary>The report: one page that shows whether the numbers of an export make sense. The same export gives the same bytes.</summary>
internal sealed class ReportPage
{
    private const int MaximumTexts = 6;
    private const int MaximumRemarks = 40;

    private readonly StringBuilder _html = new();
    private readonly ExportProfile _now;
    private readonly ExportProfile? _before;
    private readonly IReadOnlyList<ReportRemark> _remarks;

    private ReportPage(ExportProfile now, ExportProfile? before, IReadOnlyList<ReportRemark> remarks)
    {
        _now = now;
        _before = before;
        _remarks = remarks;
    }

    /// <summary>Writes the page.</summary>
    /// <param name="now">The export.</param>
    /// <param name="before">The earlier export to compare with; null for none.</param>
    /// <param name="remarks">What stands out.</param>
    public static string Create(ExportProfile now, ExportProfile? before, IReadOnlyList<ReportRemark> remarks)
    {
        var page = new ReportPage(now, before, remarks);
        page.WriteHead();
        page.WriteTiles();
        page.WriteRemarks();
        page.WriteSections();

        page.WriteFoot();
        return Html.Page($"{now.Schema.Name}, organization {now.Manifest.OrganizationId}, {Day(now.Manifest.AsOf)}", page._html.ToString());
    }

    private void WriteHead()
    {
        var manifest = _now.Manifest;
        Add($"<header><p class=\"kicker\">Report of an export · {Html.Encode(_now.Schema.Name)}</p><h1>Organization {Html.Encode(manifest.OrganizationId.Text)} <span>as of {Html.Time(manifest.AsOf)}</span></h1>");
        Add($"<p class=\"lead {(_remarks.Any(remark => remark.IsLikelyFault) ? "fault" : "good")}\">{Html.Encode(Lead())}</p></header><main>");
    }

    private string Lead()
    {
        var faults = _remarks.Count(remark => remark.IsLikelyFault);
        return faults > 0 ? $"{faults} {(faults == 1 ? "thing needs" : "things need")} a look before you pass this on."
            : _before is null ? "Nothing looks wrong. A comparison with a previous export (--against) would show more."
            : "Nothing looks wrong, even compared with the previous export.";
    }

    private void WriteTiles()
    {
        var manifest = _now.Manifest;
        Add($"<ul class=\"tiles\">");
        Tile("rows", $"{manifest.Rows:N0}", _before is null ? "" : NumberText.Change(manifest.Rows, _before.Manifest.Rows));
        var filled = _now.Columns.Count(column => column.Values > 0);
        Tile("columns with values", $"{filled} of {_now.Columns.Count}", "");
        var nulls = NullShareOf(_now);
        Tile("fields that are NULL", NumberText.Percent(nulls), _before is null ? "" : $"was {NumberText.Percent(NullShareOf(_before))}");
        if (_now.Columns.Where(column => column.Column.Relation is not null).Max(column => column.Latest is { } time && time <= manifest.AsOf ? column.Latest : null) is { } latest)
        {
            Tile("newest activity", NumberText.Days((manifest.AsOf - latest).TotalDays), "before the as-of time");
        }

        if (manifest.Expectations is { Figures: > 0 } expectations)
        {
            Tile("expectations", expectations.Drift.Count == 0 ? "all met" : $"{expectations.Drift.Count} not met", $"of {expectations.Figures} figures");
        }

        Tile("rejected rows", $"{manifest.Violations.RejectedRows:N0}", "");
        Tile(manifest.Files.Count == 1 ? "file" : $"{manifest.Files.Count} files", $"{NumberText.Of(manifest.Files.Sum(file => file.Bytes))}B", FormatsOf(manifest));
        Add($"</ul>");
        if (_before is not null)
        {
            Add($"<p class=\"more\"><svg class=\"key\" viewBox=\"0 0 22 12\" aria-hidden=\"true\"><rect width=\"22\" height=\"12\"/></svg>this export <svg class=\"key\" viewBox=\"0 0 22 12\" aria-hidden=\"true\"><path d=\"M0 9H11V3H22\"/></svg>the <span class=\"before\">line</span> is the export as of {Html.Time(_before.Manifest.AsOf)}</p>");
        }
    }

    /// <summary>The formats of the files, such as <c>csv, gzip</c>.</summary>
    private static string FormatsOf(ExportManifest manifest)
        => string.Join(", ", manifest.Files.Select(file => $"{file.Format ?? manifest.Format}{(file.Compression is { } compression ? $", {compression}" : "")}").Distinct());

    private static double NullShareOf(ExportProfile profile)
        => profile.Manifest.Rows == 0 ? 0 : (double)profile.Columns.Sum(column => column.Nulls) / (profile.Manifest.Rows * profile.Columns.Count);

    private void Tile(string label, string value, string more)
        => Add($"<li><span class=\"label\">{Html.Encode(label)}</span><strong>{Html.Encode(value)}</strong><span class=\"more\">{Html.Encode(more)}</span></li>");

    private void WriteRemarks()
    {
        if (_remarks.Count == 0)
        {
            return;
        }

        Add($"<section id=\"stands-out\"><h2>What stands out</h2><ul class=\"remarks\">");
        foreach (var remark in _remarks.Take(MaximumRemarks))
        {
            Add($"<li class=\"{(remark.IsLikelyFault ? "fault" : "note")}\"><span class=\"mark\">{(remark.IsLikelyFault ? "check" : "note")}</span><span>");
            if (remark.Column is { } column)
            {
                Add($"<a href=\"#{Html.Encode(column)}\">{Html.Name(column)}</a> ");
            }

            Add($"{Html.Encode(remark.Text)}</span></li>\n");
        }

        Add($"</ul>");
        if (_remarks.Count > MaximumRemarks)
        {
            Add($"<p class=\"more\">and {_remarks.Count - MaximumRemarks} more of less weight</p>");
        }

        Add($"</section>");
    }

    private void WriteSections()
    {
        var sections = DocumentSections.Of(_now.Schema);
        Add($"<nav aria-label=\"Sections\">");
        foreach (var (title, columns) in sections)
        {
            if (columns.Any(HasCard))
            {
                Add($"<a href=\"#section-{columns[0]}\">{Html.Encode(title)}</a> ");
            }
        }

        Add($"<a href=\"#how-made\">How it was made</a></nav>\n");
        foreach (var (title, columns) in sections)
        {
            if (columns.Any(HasCard))
            {
                WriteSection($"section-{columns[0]}", title, [.. columns.Where(HasCard)]);
            }
        }
    }

    /// <summary>Whether a column has a card: it comes from the source and is not part of the key.</summary>
    private bool HasCard(int ordinal) => !_now.Schema.Key.Contains(ordinal) && _now.Schema.Columns[ordinal].Relation is not null;

    private void WriteSection(string id, string title, IReadOnlyList<int> columns)
    {
        Add($"<section id=\"{id}\"><h2>{Html.Encode(title)} <span class=\"more\">{columns.Count}</span></h2><div class=\"cards\">\n");
        foreach (var ordinal in columns)
        {
            WriteColumn(_now.Columns[ordinal], _before?.Columns[ordinal]);
        }

        Add($"</div></section>\n");
    }

    private void WriteColumn(ColumnProfile column, ColumnProfile? before)
    {
        var specified = column.Column;
        Add($"<article id=\"{Html.Encode(specified.Name)}\"><div><h3>{Html.Name(specified.Name)}</h3><p class=\"about\">{Html.Encode(specified.Description)}</p></div><div>");
        if (column.Numbers.Count > 0)
        {
            var (now, older) = Histogram.Of(column.Numbers, before?.Numbers);
            HistogramChart.Write(_html, column, now, before, older);
            WriteFigures(column, before);
            HistogramTable.Write(_html, column, now, older);
        }
        else if (column.Values > 0)
        {
            WriteTexts(column);
        }
        else
        {
            Add($"<p class=\"none\">no values</p>");
        }

        var was = before is not null && Math.Abs(before.NullShare - column.NullShare) >= 0.005 ? $", was {NumberText.Percent(before.NullShare)}" : "";
        Add($"</div><p class=\"nulls\">{Html.Share(column.NullShare)}<span>{NumberText.Percent(column.NullShare)} NULL{was}</span></p></article>\n");
    }

    private void WriteFigures(ColumnProfile column, ColumnProfile? before)
    {
        var numbers = column.Numbers;
        string Format(double value) => Html.Encode(column.IsTemporal ? NumberText.Days(value) : NumberText.Of(value));
        Add($"<dl class=\"figures\"><div><dt>median</dt><dd>{Format(numbers.Quantile(0.5))}</dd></div><div><dt>95 %</dt><dd>{Format(numbers.Quantile(0.95))}</dd></div>");
        if (column.IsNumeric)
        {
            Add($"<div><dt>mean</dt><dd>{Format(numbers.Mean)}</dd></div><div><dt>zero</dt><dd>{NumberText.Percent((double)numbers.Zeros / numbers.Count)}</dd></div>");
        }

        Add($"<div><dt>{(column.IsTemporal ? "oldest" : "largest")} in</dt><dd>{Html.Value(column.KeyOfMaximum)}</dd></div>");
        if (before is { Numbers.Count: > 0 } && column.IsNumeric)
        {
            Add($"<div><dt>mean moved</dt><dd>{Html.Encode(NumberText.Change(numbers.Mean, before.Numbers.Mean))}</dd></div>");
        }

        Add($"</dl>");
    }

    private void WriteTexts(ColumnProfile column)
    {
        Add($"<ol class=\"texts\">");
        foreach (var (text, rows) in column.Texts.Take(MaximumTexts))
        {
            Add($"<li><span>{Html.Value(text)}</span><span>{rows:N0} <span class=\"more\">{NumberText.Percent((double)rows / column.Values)}</span></span>{Html.Share((double)rows / column.Values)}</li>");
        }

        Add($"</ol>");
        if (column.HasMoreTexts || column.Texts.Skip(MaximumTexts).Any())
        {
            Add($"<p class=\"more\">and {(column.HasMoreTexts ? "many" : $"{column.Texts.Count() - MaximumTexts:N0}")} other texts</p>");
        }
    }

    private void WriteFoot()
    {
        var manifest = _now.Manifest;
        var longest = Math.Max(manifest.DurationSeconds.Values.DefaultIfEmpty(0).Max(), 1e-9);
        Add($"</main><footer><h2 id=\"how-made\">How it was made</h2><table class=\"phases\"><tbody>");
        foreach (var (phase, seconds) in manifest.DurationSeconds)
        {
            Add($"<tr><th scope=\"row\">{Html.Encode(phase)}</th><td>{Html.Share(seconds / longest)}</td><td>{seconds:0.###} s</td></tr>");
        }

        Add($"</tbody></table><p>{Html.Encode(_now.FileName)}, SHA-256 {Html.Encode(manifest.Files[0].Sha256[..16])}…; read from {Html.Encode(manifest.Dialect)} in one snapshot at {Html.Time(manifest.ExtractedAt)}; specification {Html.Encode(manifest.SpecSha256[..12])}.");
        Add(_before is null ? $"" : (FormattableString)$" Compared with {Html.Encode(_before.FileName)}.");
        Add($" Bars, medians and percentiles are within one percent; sums and counts are exact.</p></footer>");
    }

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Add(FormattableString text) => _html.Append(text.ToString(CultureInfo.InvariantCulture));
}
