using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Tests.Compatibility;

/// <summary>Changes found between two documents, and their severity.</summary>
public sealed class CompatibilityReviewTests
{
    private static readonly DateTime Today = new(2026, 1, 15);

    [Theory]
    [InlineData("ACS100", "Error", "Error", "Error")]
    [InlineData("ACS101", "Warning", "Error", "Error")]
    [InlineData("ACS102", "Error", "Info", "Info")]
    [InlineData("ACS103", "Error", "Info", "Info")]
    [InlineData("ACS104", "Warning", "Info", "Info")]
    [InlineData("ACS105", "Error", "Error", "Info")]
    [InlineData("ACS106", "Warning", "Warning", "Error")]
    [InlineData("ACS107", "Error", "Error", "Error")]
    [InlineData("ACS108", "Error", "Error", "Error")]
    [InlineData("ACS109", "Info", "Info", "Warning")]
    [InlineData("ACS110", "Error", "Error", "Error")]
    [InlineData("ACS111", "Warning", "Warning", "Warning")]
    [InlineData("ACS112", "Info", "Info", "Info")]
    public void The_severity_of_a_change_depends_on_how_the_file_is_read(string id, string byPosition, string byName, string parquet)
    {
        var change = CompatibilityCases.Of(id);

        Assert.Equal(byPosition, SeverityOf("by-position"));
        Assert.Equal(byName, SeverityOf("`by-name` (all customers)"));
        Assert.Equal(parquet, SeverityOf("parquet"));

        string SeverityOf(string mode)
            => Assert.Single(Review(WithMode(change.Shipped, mode), WithMode(change.Current, mode)).Changes).Finding.Severity.ToString();
    }

    [Theory]
    [InlineData("smallint", "integer", "ACS105")]
    [InlineData("integer", "bigint", "ACS105")]
    [InlineData("varchar(50)", "text", "ACS105")]
    [InlineData("numeric(10,2)", "numeric(12,2)", "ACS105")]
    [InlineData("numeric(10,2)", "numeric(12,4)", "ACS105")]
    [InlineData("numeric(10,2)", "numeric", "ACS105")]
    [InlineData("bigint", "integer", "ACS106")]
    [InlineData("text", "varchar(50)", "ACS106")]
    [InlineData("varchar(100)", "varchar(50)", "ACS106")]
    [InlineData("numeric", "numeric(10,2)", "ACS106")]
    [InlineData("numeric(10,2)", "numeric(10,4)", "ACS107")]
    [InlineData("integer", "numeric(12,2)", "ACS107")]
    [InlineData("timestamp", "date", "ACS107")]
    [InlineData("timestamp", "timestamptz", "ACS107")]
    public void A_type_is_widened_narrowed_or_changed(string shipped, string current, string id)
        => Assert.Equal([id], Ids(WithType(shipped), WithType(current)));

    [Fact]
    public void The_spelling_of_a_type_is_no_change() => Assert.Empty(Ids(WithType("numeric(10,2)"), WithType("NUMERIC( 10, 2 )")));

    [Fact]
    public void A_remark_in_the_source_is_no_change()
        => Assert.Empty(Ids(CompatibilityCases.Shipped, CompatibilityCases.Shipped.Replace("| A note | touch |", "| A note | touch (latest) |", StringComparison.Ordinal)));

    [Fact]
    public void The_fewest_moves_explain_a_new_order()
    {
        var review = Review(Document("a", "b", "c", "d", "e", "f"), Document("a", "c", "d", "e", "b", "f"));

        Assert.Equal(["ACS102 b"], review.Changes.Select(change => $"{change.Finding.Rule.Id} {change.Column}"));
    }

    [Fact]
    public void Every_one_of_several_changes_is_listed()
    {
        var current = CompatibilityCases.Shipped
            .Replace("| 3 | note | varchar(50) | Yes | A note | touch |\n", "", StringComparison.Ordinal)
            .Replace("| 4 | amount | numeric(10,2) |", "| 3 | total | numeric(10,2) |", StringComparison.Ordinal)
            .Replace("| 2 | total_touches | integer | No |", "| 2 | total_touches | bigint | Yes |", StringComparison.Ordinal)
            .Replace("| 5 | extracted", "| 4 | extracted", StringComparison.Ordinal) + "| 5 | note | text | Yes | A note, or none | touch |\n";

        Assert.Equal(
            ["ACS105 total_touches", "ACS108 total_touches", "ACS101 total", "ACS102 note", "ACS105 note", "ACS112 note"],
            Review(CompatibilityCases.Shipped, current).Changes.Select(change => $"{change.Finding.Rule.Id} {change.Column}"));
    }

    [Fact]
    public void A_column_with_another_name_and_type_is_removed_and_inserted()
        => Assert.Equal(
            ["ACS103", "ACS100"],
            Ids(CompatibilityCases.Shipped, CompatibilityCases.Shipped.Replace("| note | varchar(50) |", "| remark | text |", StringComparison.Ordinal)));

    [Fact]
    public void A_key_column_that_was_renamed_is_not_another_key()
        => Assert.Equal(
            ["ACS101"],
            Ids(CompatibilityCases.Shipped, CompatibilityCases.Shipped.Replace("account_id", "customer_id", StringComparison.Ordinal)));

    [Theory]
    [InlineData("| ACS101 | note | Agreed | 2026-12-31 |")]
    [InlineData("| acs101 | `remark` | Agreed | 2026-12-31 |")]
    [InlineData("| ACS101 | * | Agreed | 2026-12-31 |")]
    public void A_waiver_names_the_old_or_the_new_column_or_any(string waiver)
    {
        var review = Review(CompatibilityCases.ShippedWith(waiver), CompatibilityCases.Of("ACS101").Current);

        Assert.Equal("Agreed", Assert.Single(review.Changes).Waiver!.Reason);
        Assert.Empty(review.Findings);
    }

    [Theory]
    [InlineData("| ACS101 | note | | 2026-12-31 |")]
    [InlineData("| ACS101 | note | Agreed |")]
    [InlineData("| ACS050 | note | Agreed | 2026-12-31 |")]
    [InlineData("| ACS113 | note | Agreed | 2026-12-31 |")]
    [InlineData("| ACS101 | note | Agreed | 31.12.2026 |")]
    public void A_waiver_that_cannot_be_read_allows_nothing(string waiver)
        => Assert.Equal(
            ["ACS101", "ACS115"],
            Review(CompatibilityCases.ShippedWith(waiver), CompatibilityCases.Of("ACS101").Current).Findings.Select(finding => finding.Rule.Id));

    [Fact]
    public void The_promise_that_was_shipped_counts()
    {
        var change = CompatibilityCases.Of("ACS103");

        Assert.Equal(ReadingMode.ByPosition, Review(WithMode(change.Shipped, "by-position"), WithMode(change.Current, "by-name")).Mode);
        Assert.Equal(ReadingMode.ByPosition, Review(change.Shipped, WithMode(change.Current, "by-name")).Mode);
        Assert.Equal(ReadingMode.ByPosition, Review(change.Shipped, change.Current).Mode);
    }

    [Theory]
    [InlineData("by-name", "by-position")]
    [InlineData("parquet", "by-name")]
    public void Another_promise_is_a_finding(string shipped, string current)
        => Assert.Equal(["ACS118"], Ids(WithMode(CompatibilityCases.Shipped, shipped), WithMode(CompatibilityCases.Shipped, current)));

    [Fact]
    public void No_promise_is_that_of_files_read_by_position()
        => Assert.Equal(["ACS118"], Ids(WithMode(CompatibilityCases.Shipped, "by-name"), CompatibilityCases.Shipped));

    [Fact]
    public void A_waiver_of_a_year_is_no_finding()
        => Assert.Empty(Review(CompatibilityCases.ShippedWith("| ACS101 | note | Agreed | 2027-01-15 |"), CompatibilityCases.Of("ACS101").Current).Findings);

    private static IEnumerable<string> Ids(string shipped, string current)
        => Review(shipped, current).Findings.Select(finding => finding.Rule.Id);

    private static CompatibilityReview Review(string shipped, string current)
    {
        var reading = DocumentReader.Read(new SourceFile("spec/x.md", current));
        Assert.DoesNotContain(reading.Findings, finding => finding.Severity == Severity.Error && finding.Rule != DocumentRules.BrokenNumbering);
        return CompatibilityReview.Of(reading.Document!, new SourceFile("spec/shipped/x.md", shipped), Today, []);
    }

    private static string WithMode(string document, string mode)
        => document.Replace("**Primary", $"**Compatibility:** {mode}\n**Primary", StringComparison.Ordinal);

    private static string WithType(string type) => CompatibilityCases.Shipped.Replace("varchar(50)", type, StringComparison.Ordinal);

    private static string Document(params string[] columns)
        => "# X Export\n\n**Primary Key:** `a`\n\n| # | Column Name | Data Type | Nullable | Source |\n|---|---|---|---|---|\n"
            + string.Join('\n', columns.Select((name, i) => $"| {i + 1} | {name} | text | No | t.{name} |"));
}
