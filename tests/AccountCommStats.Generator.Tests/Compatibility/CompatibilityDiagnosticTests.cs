using System.Collections.Immutable;
using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Tests.Generation;
using Microsoft.CodeAnalysis;

namespace AccountCommStats.Tests.Compatibility;

/// <summary>Diagnostics of changes since the specification was shipped.</summary>
public sealed class CompatibilityDiagnosticTests
{
    private static readonly SpecificationFiles Files = new SpecificationFiles
    {
        Document = CompatibilityCases.Shipped,
        Shipped = CompatibilityCases.Shipped,
    }.WithRelation(
        "touch.sql",
        """
        select t.customer_id as account_id, count(*) as total_touches, min(t.note) as note, sum(t.amount) as amount
        from touch t
        group by t.customer_id
        """).WithSource("touch.sql", SpecificationFiles.TouchSource.Replace("select", "select t.note, t.amount,", StringComparison.Ordinal));

    public static TheoryData<string> Ids => new(CompatibilityRules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_build_reports(string id)
    {
        var change = CompatibilityCases.Of(id);

        var diagnostic = Assert.Single(
            Report(change.Shipped, change.Current), diagnostic => diagnostic.Id == id && (id != "ACS119" || diagnostic.Location.GetLineSpan().Path.EndsWith("/source/touch.sql", StringComparison.Ordinal)));

        Assert.Equal(change.Severity, diagnostic.Severity.ToString().ToLowerInvariant());
        Assert.All(change.Words, word => Assert.Contains(word, diagnostic.GetMessage(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_not_changed_is_not_reported()
        => Assert.Empty(GeneratorRun.Of(Files.Texts()).Diagnostics);

    [Fact]
    public void A_change_is_reported_at_its_cell_and_explained_by_the_shipped_one()
    {
        var files = Files with
        {
            Document = CompatibilityCases.Shipped.Replace("| integer |", "| {|#0:bigint|} |", StringComparison.Ordinal),
            Shipped = CompatibilityCases.Shipped.Replace("| integer |", "| {|#1:integer|} |", StringComparison.Ordinal),
        };

        DiagnosticVerifier.Verify(files, new Expected(CompatibilityRules.Widened, 0, "total_touches") { Related = 1 });
    }

    [Fact]
    public void A_breaking_change_leaves_the_row_whole()
        => Assert.Single(GeneratorRun.Of((Files with { Document = CompatibilityCases.Of("ACS105").Current }).Texts()).GeneratedSources);

    [Fact]
    public void Of_a_document_with_errors_no_change_is_reported()
        => Assert.DoesNotContain(
            Report(CompatibilityCases.Shipped, CompatibilityCases.Shipped.Replace("| integer |", "| integr |", StringComparison.Ordinal)),
            IsAboutChanges);

    [Fact]
    public void A_waiver_allows_a_change_until_its_last_day()
    {
        var files = Files with
        {
            Document = CompatibilityCases.Of("ACS105").Current,
            Shipped = CompatibilityCases.ShippedWith("| ACS105 | note | Agreed with all | 2026-01-15 |"),
        };

        Assert.Empty(GeneratorRun.Of((files with { Today = "2026-01-15" }).Texts()).Diagnostics);
        Assert.Equal(
            ["ACS105", "ACS113"],
            GeneratorRun.Of((files with { Today = "2026-01-16" }).Texts()).Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void A_day_that_cannot_be_read_lets_every_waiver_expire()
    {
        var files = Files with
        {
            Document = CompatibilityCases.Of("ACS105").Current,
            Shipped = CompatibilityCases.ShippedWith("| ACS105 | note | Agreed with all | 2026-01-15 |"),
            Today = "today",
        };

        Assert.Contains(GeneratorRun.Of(files.Texts()).Diagnostics, diagnostic => diagnostic.Id == "ACS113");
    }

    [Fact]
    public void What_changes_in_the_shipped_document_or_the_day_emits_nothing_anew()
    {
        var generator = new RunningGenerator(Files);

        generator.Edit(Files with { Shipped = CompatibilityCases.Shipped + "\nShipped on a Monday.\n" });
        AssertNothingEmitted(generator);

        generator.Edit(Files with { Shipped = CompatibilityCases.Shipped + "\nShipped on a Monday after all.\n", Today = "2026-01-16" });
        AssertNothingEmitted(generator);
    }

    [Fact]
    public void A_change_in_the_shipped_document_is_reported_at_once()
    {
        var generator = new RunningGenerator(Files);

        generator.Edit(Files with { Shipped = CompatibilityCases.Shipped.Replace("varchar(50)", "varchar(40)", StringComparison.Ordinal) });

        Assert.Equal(["ACS105"], generator.Diagnostics.Select(diagnostic => diagnostic.Id));
        AssertNothingEmitted(generator);
    }

    private static void AssertNothingEmitted(RunningGenerator generator)
        => Assert.Equal([IncrementalStepRunReason.Cached], generator.SourceReasons.Distinct());

    private static ImmutableArray<Diagnostic> Report(string shipped, string current)
        => GeneratorRun.Of((Files with { Document = current, Shipped = shipped }).Texts()).Diagnostics;

    private static bool IsAboutChanges(Diagnostic diagnostic)
        => CompatibilityRules.All.Any(rule => rule.Id == diagnostic.Id);
}
