using System.Globalization;
using System.Text.Json;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Pages;
using AccountCommStats.Reports;

namespace AccountCommStats.Dictionaries;

/// <summary>The content of a data dictionary.</summary>
/// <param name="Schema">The export.</param>
/// <param name="Tables">The database tables that the export reads, each with the files of the source tables that read it.</param>
/// <param name="Sections">The columns by section.</param>
/// <param name="Sample">An export whose values are shown; null for none.</param>
internal sealed record DataDictionary(
    ExportSchema Schema,
    IReadOnlyList<SourceTable> Tables,
    IReadOnlyList<(string Title, IReadOnlyList<int> Columns)> Sections,
    ExportProfile? Sample)
{
    private const int MaximumTexts = 3;

    /// <summary>How to read an export's files, in sentences.</summary>
    public static IReadOnlyList<string> HowToRead { get; } =
    [
        "CSV as in RFC 4180, UTF-8 without a byte order mark, with a header; rows end with a line feed; a field without a value is NULL, two quotes are the empty string; booleans are t and f.",
        "JSON Lines has null, true and false, and times in ISO 8601. Parquet has the types of the columns, which are REQUIRED where they must not be null.",
        "Times are in UTC, to the microsecond. Numbers have a decimal point, not a comma; a numeric(p,s) has s digits after it.",
        "The rows are in ascending order of the key. The manifest names the files and is published last: load the files when it exists.",
    ];

    /// <summary>The dictionary of an export.</summary>
    public static DataDictionary Of(Exporting.Export export, ExportProfile? sample)
        => new(export.Schema, export.Query.SourceTables, DocumentSections.Of(export.Schema), sample);

    /// <summary>What the specification expects of deliveries, in sentences.</summary>
    public IEnumerable<string> Expectations => Schema.Expectations.Select(expectation =>
    {
        var subject = expectation.Column ?? (expectation.Check == ExpectationCheck.Rows ? "the delivery" : "all columns");
        var check = JsonNamingPolicy.SnakeCaseLower.ConvertName(expectation.Check.ToString());
        return string.Create(CultureInfo.InvariantCulture, $"{subject}: {check} {(expectation.Bound, expectation.Check) switch
        {
            (null, _) => "is not compared",
            ({ } bound, ExpectationCheck.Minimum) => $"is {bound} or more",
            ({ } bound, ExpectationCheck.Maximum) => $"is {bound} or less",
            ({ } bound, ExpectationCheck.Rows or ExpectationCheck.Mean or ExpectationCheck.Sum) => $"moves by {bound:0.## %} or less",
            ({ } bound, _) => $"moves by {100 * bound:0.##} points or less",
        }}");
    });

    /// <summary>A column's values in the sample, in a few words; null for the key, and if there is no sample or no value.</summary>
    public string? SampleOf(int ordinal)
    {
        if (Schema.Key.Contains(ordinal) || Sample?.Columns[ordinal] is not { Values: > 0 } column)
        {
            return null;
        }

        if (column.Latest is { } latest)
        {
            return $"up to {latest.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}";
        }

        return column.Numbers.Count > 0
            ? $"{NumberText.Of(column.Numbers.Minimum)} to {NumberText.Of(column.Numbers.Maximum)}, half of them at most {NumberText.Of(column.Numbers.Quantile(0.5))}"
            : string.Join(", ", column.Texts.Take(MaximumTexts).Select(text => text.Text));
    }

    /// <summary>The lineage of a column, from the document's source to the relation that supplies it.</summary>
    public static string LineageOf(ExportColumn column) => column.Relation is { } relation ? $"{column.Source}, supplied by {relation}" : $"{column.Source}, supplied by the exporter";
}
