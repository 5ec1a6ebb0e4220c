using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Pages;

namespace AccountCommStats.Comparison;

/// <summary>A comparison as a page: what changed in the specification, how many rows differ, and in which columns. The same two exports give the same bytes.</summary>
/// <remarks>Counts are complete. Examples are few and cut short, so the page is always small.</remarks>
internal sealed class ComparisonPage
{
    /// <summary>The maximum number of examples of added rows, of rows that are gone, and of changes in each column.</summary>
    public const int MaximumExamples = 20;

    private const int MaximumExamplesOfPage = 500;

    private readonly StringBuilder _html = new();
    private readonly ExportComparison _comparison;
    private readonly ExportSchema _schema;
    private readonly IReadOnlyDictionary<string, decimal> _tolerances;
    private int _examplesLeft = MaximumExamplesOfPage;

    private ComparisonPage(ExportComparison comparison, ExportSchema schema, IReadOnlyDictionary<string, decimal> tolerances)
    {
        _comparison = comparison;
        _schema = schema;
        _tolerances = tolerances;
    }

    private long RowsOfBoth => _comparison.Changed + _comparison.Equal;

    /// <summary>Writes the page.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="schema">The export that was compared.</param>
    /// <param name="tolerances">How far numbers may differ, by column; the empty name stands for all others.</param>
    public static string Create(ExportComparison comparison, ExportSchema schema, IReadOnlyDictionary<string, decimal> tolerances)
    {
        var page = new ComparisonPage(comparison, schema, tolerances);
        page.WriteHead();
        page.WriteColumnChanges();
        page.WriteCounts();
        page.WriteColumns();
        page.WriteRows();
        page.WriteFoot();
        return Html.Page($"{comparison.Export}, organization {comparison.OrganizationId}: {Html.TimeText(comparison.Old.AsOf)} and {Html.TimeText(comparison.New.AsOf)} compared", page._html.ToString());
    }

    private void WriteHead()
    {
        Add($"<header><p class=\"kicker\">Comparison of two exports · {Html.Encode(_comparison.Export)}</p>");
        Add($"<h1>Organization {Html.Encode(_comparison.OrganizationId.Text)} <span>{Html.Time(_comparison.Old.AsOf)} to {Html.Time(_comparison.New.AsOf)}</span></h1>");
        Add($"<p class=\"lead\">{Html.Encode(Lead())}</p></header><main>");
    }

    private string Lead()
    {
        var (changes, columns) = (_comparison.ColumnChanges.Count, _comparison.Columns.Count);
        if (_comparison.IsEqual)
        {
            return "The two exports are equal.";
        }

        var specification = changes == 0 ? "" : $"{Count(changes, "column is", "columns are")} new, gone or of another type. ";
        var rows = _comparison.Changed == 0
            ? "The rows that both exports have are all equal."
            : string.Create(CultureInfo.InvariantCulture, $"{_comparison.Changed:N0} of the {Count(RowsOfBoth, "row", "rows")} in both exports {(_comparison.Changed == 1 ? "differs" : "differ")}, in {Count(columns, "column", "columns")}.");
        return $"{specification}{rows} {(_comparison.Added == 0 ? "No row was" : Count(_comparison.Added, "row was", "rows were"))} added, and {(_comparison.Gone == 0 ? "none is" : Count(_comparison.Gone, "is", "are"))} gone.";
    }

    private void WriteColumnChanges()
    {
        var isOtherEdition = _comparison.Old.SpecSha256 != _comparison.New.SpecSha256;
        if (_comparison.ColumnChanges.Count == 0 && !isOtherEdition)
        {
            return;
        }

        Add($"<section id=\"spec-changes\"><h2>Changes of the specification</h2><ul class=\"remarks\">");
        foreach (var change in _comparison.ColumnChanges)
        {
            var (mark, types) = change switch
            {
                { Old: null } => ("new", Html.Encode(change.New!)),
                { New: null } => ("gone", Html.Encode(change.Old)),
                _ => ("type", $"{Html.Encode(change.New)}; it was {Html.Encode(change.Old)}"),
            };
            Add($"<li class=\"fault\"><span class=\"mark\">{mark}</span><span><strong>{Html.Name(change.Column)}</strong> {types}</span></li>\n");
        }

        if (isOtherEdition)
        {
            Add($"<li><span class=\"mark\">note</span><span>The two exports are of different editions of the specification: {_comparison.Old.SpecSha256[..12]} and {_comparison.New.SpecSha256[..12]}.</span></li>");
        }

        Add($"</ul></section>");
    }

    private void WriteCounts()
    {
        Add($"<ul class=\"tiles\">");
        Tile("rows changed", _comparison.Changed, RowsOfBoth == 0 ? "" : $"{NumberText.Percent((double)_comparison.Changed / RowsOfBoth)} of those in both");
        Tile("rows equal", _comparison.Equal, "");
        Tile("rows added", _comparison.Added, string.Create(CultureInfo.InvariantCulture, $"of {_comparison.New.Rows:N0} now"));
        Tile("rows gone", _comparison.Gone, string.Create(CultureInfo.InvariantCulture, $"of {_comparison.Old.Rows:N0} before"));
        Tile("columns that differ", _comparison.Columns.Count, $"of {_comparison.Columns.Count + _comparison.EqualColumns.Count} compared");
        Add($"</ul>");
    }

    private void Tile(string label, long value, string more)
        => Add($"<li><span class=\"label\">{label}</span><strong>{value:N0}</strong><span class=\"more\">{more}</span></li>");

    private void WriteColumns()
    {
        Add($"<section id=\"changed-columns\"><h2>What changed, by column</h2>");
        if (_comparison.Columns.Count == 0)
        {
            Add($"<p class=\"none\">No column differs in a row that both exports have.</p>");
        }

        Add($"<div class=\"changes\">\n");
        var examples = _comparison.Changes.ToLookup(change => change.Column);
        foreach (var column in _comparison.Columns)
        {
            WriteColumn(column, [.. examples[column.Column].Take(_examplesLeft)]);
        }

        Add($"</div>");
        WriteNames(_comparison.EqualColumns, "column is", "columns are", "the same in all rows");
        WriteNames(_comparison.NotCompared, "column was", "columns were", "not compared");
        Add($"</section>");
    }

    private void WriteColumn(ColumnDifference column, IReadOnlyList<FieldChange> examples)
    {
        _examplesLeft -= examples.Count;
        var name = Html.Encode(column.Column);
        var share = (double)column.Changed / RowsOfBoth;
        Add($"<article id=\"{name}\"><div><h3>{Html.Name(column.Column)}</h3><p class=\"about\">{Html.Encode(_schema.Columns.FirstOrDefault(each => each.Name == column.Column)?.Description ?? "")}</p></div><div>");
        Add($"{Html.Share(share)}<dl class=\"figures\"><div><dt>rows changed</dt><dd>{column.Changed:N0} <span class=\"more\">{NumberText.Percent(share)}</span></dd></div>");
        if (column.MeanMove is { } mean)
        {
            Add($"<div><dt>mean move</dt><dd>{mean:+#,0.###;−#,0.###;0}</dd></div><div><dt>largest move</dt><dd>{column.LargestMove:+#,0.##########;−#,0.##########;0} <span class=\"more\">at key {Html.Value(column.LargestMoveKey)}</span></dd></div>");
        }

        if (column.ToNull > 0)
        {
            Add($"<div><dt>to NULL</dt><dd>{column.ToNull:N0}</dd></div>");
        }

        if (column.FromNull > 0)
        {
            Add($"<div><dt>from NULL</dt><dd>{column.FromNull:N0}</dd></div>");
        }

        Add($"</dl>");
        if (examples.Count > 0)
        {
            Add($"<details><summary>{(examples.Count == column.Changed ? Count(examples.Count, "change", "changes") : $"{examples.Count} of {column.Changed:N0} changes")}</summary>");
            Add($"<table class=\"values\"><thead><tr><th scope=\"col\">row</th><th scope=\"col\">old</th><th scope=\"col\">new</th></tr></thead><tbody>");
            foreach (var change in examples)
            {
                Add($"<tr><th scope=\"row\">{Html.Value(change.Key)}</th><td>{Html.Value(change.Old)}</td><td>{Html.Value(change.New)}</td></tr>");
            }

            Add($"</tbody></table></details>");
        }

        Add($"</div></article>\n");
    }

    private void WriteNames(IReadOnlyList<string> names, string one, string many, string what)
    {
        if (names.Count > 0)
        {
            Add($"<details class=\"folded\"><summary>{Count(names.Count, one, many)} {what}</summary><p>{string.Join(", ", names.Select(Html.Name))}</p></details>");
        }
    }

    private void WriteRows()
    {
        if (_comparison.Added + _comparison.Gone > 0)
        {
            Add($"<section id=\"added-gone\"><h2>Rows added and gone</h2><dl class=\"facts\">");
            WriteKeys("added", _comparison.AddedKeys, _comparison.Added);
            WriteKeys("gone", _comparison.GoneKeys, _comparison.Gone);
            Add($"</dl></section>");
        }
    }

    private void WriteKeys(string what, IReadOnlyList<string> keys, long count)
    {
        if (count > 0)
        {
            var more = count > keys.Count ? $"{(keys.Count > 0 ? " and " : "")}{count - keys.Count:N0} more" : "";
            Add($"<dt>{what}</dt><dd>{string.Join(", ", keys.Select(Html.Value))}{more}</dd>");
        }
    }

    private void WriteFoot()
    {
        Add($"</main><footer><h2>What was compared</h2><dl class=\"facts\">");
        WriteExport("old", _comparison.Old);
        WriteExport("new", _comparison.New);
        Add($"<dt>rows</dt><dd>matched by {Html.Encode(_schema.KeyName)}; NULL and the empty string differ</dd>");
        Add($"<dt>numbers</dt><dd>{Html.Encode(Tolerance())}</dd></dl></footer>");
    }

    private string Tolerance()
    {
        var tolerances = new List<string>();
        foreach (var (column, tolerance) in _tolerances)
        {
            var where = column.Length > 0 ? column : _tolerances.Count == 1 ? "all columns" : "all other columns";
            tolerances.Add(string.Create(CultureInfo.InvariantCulture, $"{tolerance} in {where}"));
        }

        return tolerances.Count == 0 ? "compared exactly, without a tolerance" : $"equal where they differ by no more than {string.Join(", ", tolerances)}";
    }

    private void WriteExport(string which, ComparedExport export)
        => Add($"<dt>{which}</dt><dd>as of {Html.Time(export.AsOf)}, {CountText.Of(export.Rows, "row")}: {Html.Encode(Path.GetFileName(export.File))}</dd>");

    private static string Count(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    private void Add(FormattableString text) => _html.Append(text.ToString(CultureInfo.InvariantCulture));
}
