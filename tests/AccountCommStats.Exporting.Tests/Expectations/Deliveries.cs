using System.Globalization;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Tests.Sample;

namespace AccountCommStats.Exporting.Tests.Expectations;

/// <summary>Plausible manifests of weekly deliveries of the sample.</summary>
internal static class Deliveries
{
    public static readonly DateTime FirstWeek = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The sample's specification with expectations.</summary>
    public static ExportSchema Expecting(params Expectation[] expectations) => SampleRow.Schema with { Expectations = [.. expectations] };

    /// <summary>A week's delivery, in which only the measured columns have values.</summary>
    public static ExportManifest Of(int week, long rows, params ManifestColumn[] measured) => new()
    {
        Version = ExportManifest.CurrentVersion,
        Export = SampleRow.Schema.Name,
        SpecSha256 = new string('0', 64),
        QuerySha256 = new string('0', 64),
        ToolVersion = "1",
        Dialect = "duckdb",
        OrganizationId = OrganizationId.Parse("42", SqlKind.Bigint),
        AsOf = FirstWeek.AddDays(7 * week),
        TimeFrameStart = FirstWeek,
        ExtractedAt = FirstWeek,
        SystemValues = new Dictionary<string, string?>(),
        Key = ["id"],
        Encoding = "UTF-8",
        TimeZone = "UTC",
        Rows = rows,
        Columns = [.. SampleRow.Schema.Columns.Select(column => measured.FirstOrDefault(each => each.Name == column.Name)
            ?? new ManifestColumn(column.Name, column.Type.ToString(), column.IsNullable, column.IsNullable ? rows : 0))],
        Files = [new ManifestFile("sample.csv", rows, 1, new string('0', 64)) { Format = "csv" }],
        Violations = new ManifestViolations(0, new Dictionary<string, long>(), null),
        Evidence = new ManifestEvidence([], 1, [], []),
        DurationSeconds = new Dictionary<string, double>(),
    };

    /// <summary>The figures of <c>a_integer</c>.</summary>
    public static ManifestColumn Integers(long sum, long nulls = 0, long zeros = 0, long minimum = 0, long maximum = 10) => new("a_integer", "integer", true, nulls)
    {
        Zeros = zeros,
        Minimum = minimum.ToString(CultureInfo.InvariantCulture),
        Maximum = maximum.ToString(CultureInfo.InvariantCulture),
        Sum = sum.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The figures of <c>a_text</c>: the number of rows with each text; null if there are too many texts to count.</summary>
    public static ManifestColumn Texts(params (string Text, long Rows)[]? counts) => new("a_text", "text", true, 0)
    {
        Values = counts?.ToDictionary(count => count.Text, count => count.Rows),
    };
}
