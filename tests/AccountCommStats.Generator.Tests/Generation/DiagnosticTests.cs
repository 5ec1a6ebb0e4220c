using AccountCommStats.Generator.Diagnostics;
using AccountCommStats.Generator.Inputs;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sources;
using Microsoft.CodeAnalysis;

namespace AccountCommStats.Tests.Generation;

/// <summary>The compiler reports each finding at its place, with its severity.</summary>
public sealed class DiagnosticTests
{
    private static readonly SpecificationFiles Sound = new();

    [Fact]
    public void A_sound_specification_yields_a_row_and_no_diagnostics()
    {
        var result = GeneratorRun.Of(Sound.Texts());

        Assert.Empty(result.Diagnostics);
        Assert.Equal("AccountTouches.g.cs", Assert.Single(result.GeneratedSources).HintName);
    }

    [Fact]
    public void Reports_every_mistake_of_one_edit_at_its_cell()
        => DiagnosticVerifier.Verify(
            Sound
                .WithDocument(
                """
                # Account Touches Export Specification

                **Primary Key:** `account_id`

                | # | Column Name | Data Type | Nullable | Description | Source |
                |---|---|---|---|---|---|
                | 1 | account_id | bigint | No | The account | customer.id |
                | 2 | {|#4:total_touches|} | {|#0:integr|} | Yes | All touches | touch |
                | 3 | last_touch_date | timestamp | {|#1:Maybe|} | Time of the latest touch | touch |
                | 4 | {|#2:total_touches|} | integer | Yes | All touches | touch |
                | {|#3:6|} | extracted_at | timestamp | No | When it was exported | system |
                """)
                .WithRelation("touch.sql", SpecificationFiles.TouchRelation.Replace("from", ", max(t.at) as last_touch_date\nfrom", StringComparison.Ordinal))
                .WithSource("touch.sql", SpecificationFiles.TouchSource.Replace("select", "select t.at,", StringComparison.Ordinal)),
            new Expected(DocumentRules.UnknownType, 0, "total_touches", "integr"),
            new Expected(DocumentRules.InvalidNullable, 1, "last_touch_date", "Maybe"),
            new Expected(DocumentRules.DuplicateColumn, 2, "total_touches") { Related = 4 },
            new Expected(DocumentRules.BrokenNumbering, 3, "6"));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Counts_lines_that_end_in(string lineEnd)
        => DiagnosticVerifier.Verify(
            Sound.WithDocument(SpecificationFiles.SoundDocument.Replace("integer", "{|#0:integr|}", StringComparison.Ordinal).ReplaceLineEndings(lineEnd)),
            new Expected(DocumentRules.UnknownType, 0));

    [Fact]
    public void A_warning_lets_the_row_be_generated()
    {
        var files = Sound.WithDocument(SpecificationFiles.SoundDocument + "\n\n## {|#0:Total Column Count: 4|}\n");

        var diagnostic = Assert.Single(GeneratorRun.Of(files.Texts()).Diagnostics);

        Assert.Equal((DocumentRules.TotalCount.Id, DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity));
        Assert.Single(GeneratorRun.Of(files.Texts()).GeneratedSources);
    }

    [Fact]
    public void An_error_leaves_no_row_behind()
        => Assert.Empty(GeneratorRun.Of(Sound.WithDocument("# Nothing in here").Texts()).GeneratedSources);

    [Fact]
    public void A_column_that_nothing_supplies_is_reported_at_its_cell_with_the_folder_to_add_it_to()
        => DiagnosticVerifier.Verify(
            Sound
                .WithDocument(SpecificationFiles.SoundDocument.Replace("total_touches", "{|#0:total_touches|}", StringComparison.Ordinal))
                .WithRelation("touch.sql", "select t.customer_id as account_id from touch t"),
            new Expected(RelationRules.UnsuppliedColumn, 0, "total_touches", Sound.RelationFolder));

    [Fact]
    public void A_source_table_of_every_organization_is_reported_once_in_its_file()
    {
        var files = Sound.WithSource("touch.sql", "select t.customer_id from touch t");
        var other = files with { DocumentPath = "/repository/spec/touches-again.md", Document = SpecificationFiles.SoundDocument.Replace("Account Touches", "Touches Again", StringComparison.Ordinal) };

        var diagnostic = Assert.Single(GeneratorRun.Of(files.Texts().Concat(other.Texts())).Diagnostics);

        Assert.Equal(SourceRules.NotOwned.Id, diagnostic.Id);
        Assert.Equal(files.SourcePath("touch.sql"), diagnostic.Location.GetLineSpan().Path);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        var texts = Sound.Texts().Append(new(Sound.RelationPath("gone.sql"), null, FileRole.Relation, Sound.RelationFolder, ""));

        var diagnostic = Assert.Single(GeneratorRun.Of(texts).Diagnostics);

        Assert.Equal(BuildRules.FileUnreadable.Id, diagnostic.Id);
        Assert.Contains("gone.sql", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_documents_with_one_title_clash_and_the_first_is_generated()
    {
        var marked = SpecificationFiles.SoundDocument.Replace("# Account Touches Export Specification", "{|#0:$0|}", StringComparison.Ordinal);
        var first = Sound.WithDocument(marked.Replace("$0", "# Account Touches Export Specification", StringComparison.Ordinal).Replace("#0:", "#1:", StringComparison.Ordinal));
        var second = new SpecificationFiles("/repository/spec/touches-again.md")
        {
            Document = marked.Replace("$0", "# Account touches export specification", StringComparison.Ordinal),
        };
        DeclaredText[] texts = [.. second.Texts(), .. first.Texts()];

        DiagnosticVerifier.Verify(texts, new Expected(BuildRules.SpecificationsClash, 0, "account-touches.md") { Related = 1 });

        Assert.Contains("account-touches.md", Assert.Single(GeneratorRun.Of(texts).GeneratedSources).SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_documents_with_one_file_name_clash()
    {
        var other = new SpecificationFiles("/repository/other/account-touches.md")
        {
            Document = SpecificationFiles.SoundDocument.Replace("# Account", "# Customer", StringComparison.Ordinal),
        };

        var diagnostic = Assert.Single(GeneratorRun.Of([.. Sound.Texts(), .. other.Texts()]).Diagnostics);

        Assert.Equal(BuildRules.SpecificationsClash.Id, diagnostic.Id);
        Assert.Contains("Rename", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_specifications_are_generated_side_by_side()
    {
        var other = new SpecificationFiles("/repository/spec/customer-touches.md")
        {
            Document = SpecificationFiles.SoundDocument.Replace("# Account", "# Customer", StringComparison.Ordinal),
            Namespace = "acme-exports.2025.class",
        };

        var result = GeneratorRun.Of([.. Sound.Texts(), .. other.Texts()]);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(["AccountTouches.g.cs", "CustomerTouches.g.cs"], result.GeneratedSources.Select(source => source.HintName));
        Assert.Contains("namespace acme_exports._2025.@class;", result.GeneratedSources[1].SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_comes_in_twice_is_taken_once()
    {
        var result = GeneratorRun.Of([.. Sound.Texts(), .. Sound.Texts()]);

        Assert.Empty(result.Diagnostics);
        Assert.Single(result.GeneratedSources);
    }

    [Fact]
    public void Errors_cannot_be_configured_away_and_warnings_can()
        => Assert.All(Rules.All.Concat(BuildRules.All), rule => Assert.Equal(
            rule.Severity == Severity.Error,
            RuleDescriptors.Of(rule).CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable)));
}
