using AccountCommStats.Generator;
using Microsoft.CodeAnalysis;

namespace AccountCommStats.Tests.Generation;

/// <summary>Which steps of the generator run again after an edit, and which do not.</summary>
public sealed class CachingTests
{
    private const string WrongTotal = "\n\n## Total Column Count: 4\n";

    private static readonly SpecificationFiles Sound = new();

    [Fact]
    public void The_first_run_runs_every_step_that_has_something_to_do()
    {
        var generator = new RunningGenerator(Sound);

        Assert.Equal(
            [
                ExportGenerator.Steps.Declarations, ExportGenerator.Steps.Exports, ExportGenerator.Steps.Files, ExportGenerator.Steps.Findings,
                ExportGenerator.Steps.Readings, ExportGenerator.Steps.Sources, ExportGenerator.Steps.Specifications,
            ],
            generator.Reasons.Where(step => step.Value.Length > 0).Select(step => step.Key).Order(StringComparer.Ordinal));
        AssertAll(IncrementalStepRunReason.New, generator.Reasons.Values.SelectMany(reasons => reasons));
        AssertAll(IncrementalStepRunReason.New, generator.SourceReasons);
    }

    [Fact]
    public void Typing_csharp_runs_no_step()
    {
        var generator = new RunningGenerator(Sound);

        generator.Type("class Edited;");

        AssertAll(IncrementalStepRunReason.Cached, generator.Reasons.Values.SelectMany(reasons => reasons));
        AssertAll(IncrementalStepRunReason.Cached, generator.SourceReasons);
    }

    [Fact]
    public void Editing_prose_above_the_table_emits_nothing_anew()
    {
        var generator = new RunningGenerator(Sound);

        generator.Edit(Sound.WithDocument(Sound.Document.Replace("What we know", "Everything\nwe have ever known", StringComparison.Ordinal)));

        AssertAll(IncrementalStepRunReason.Modified, generator.Reasons[ExportGenerator.Steps.Readings]);
        AssertAll(IncrementalStepRunReason.Unchanged, generator.Reasons[ExportGenerator.Steps.Exports]);
        AssertAll(IncrementalStepRunReason.Cached, generator.Reasons[ExportGenerator.Steps.Sources]);
        AssertAll(IncrementalStepRunReason.Cached, generator.SourceReasons);
    }

    [Fact]
    public void A_finding_that_moves_is_reported_at_its_new_place_and_emits_nothing_anew()
    {
        var generator = new RunningGenerator(Sound.WithDocument(Sound.Document + WrongTotal));
        var before = Assert.Single(generator.Diagnostics).Location.GetLineSpan();

        generator.Edit(Sound.WithDocument(Sound.Document + "\n" + WrongTotal));

        var after = Assert.Single(generator.Diagnostics).Location.GetLineSpan();
        Assert.Equal(before.StartLinePosition.Line + 1, after.StartLinePosition.Line);
        AssertAll(IncrementalStepRunReason.Cached, generator.SourceReasons);
    }

    [Theory]
    [InlineData("| integer |", "| bigint |")]
    [InlineData("All touches", "Every touch")]
    [InlineData("# Account Touches", "# Account Contacts")]
    public void Editing_what_the_row_shows_emits_it_anew(string shown, string edited)
    {
        var generator = new RunningGenerator(Sound);

        generator.Edit(Sound.WithDocument(Sound.Document.Replace(shown, edited, StringComparison.Ordinal)));

        AssertEmittedAnew(generator);
    }

    [Fact]
    public void Editing_a_relation_emits_the_row_anew()
    {
        var generator = new RunningGenerator(Sound);

        generator.Edit(Sound.WithRelation("touch.sql", SpecificationFiles.TouchRelation.Replace("count(*)", "count(t.customer_id)", StringComparison.Ordinal)));

        AssertEmittedAnew(generator);
    }

    [Fact]
    public void Editing_one_specification_leaves_the_others_alone()
    {
        var other = new SpecificationFiles("/repository/spec/customer-touches.md")
        {
            Document = Sound.Document.Replace("# Account", "# Customer", StringComparison.Ordinal),
        };
        var generator = new RunningGenerator(Sound, other);

        generator.Edit(other.WithDocument(other.Document.Replace("| integer |", "| bigint |", StringComparison.Ordinal)));

        IncrementalStepRunReason[] onlyTheSecond = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified];
        Assert.Equal(onlyTheSecond, generator.Reasons[ExportGenerator.Steps.Readings]);
        Assert.Equal(onlyTheSecond, generator.Reasons[ExportGenerator.Steps.Sources]);
        Assert.Equal(onlyTheSecond, generator.SourceReasons);
    }

    private static void AssertEmittedAnew(RunningGenerator generator)
    {
        AssertAll(IncrementalStepRunReason.Modified, generator.Reasons[ExportGenerator.Steps.Exports]);
        AssertAll(IncrementalStepRunReason.Modified, generator.Reasons[ExportGenerator.Steps.Sources]);
        AssertAll(IncrementalStepRunReason.Modified, generator.SourceReasons);
    }

    private static void AssertAll(IncrementalStepRunReason expected, IEnumerable<IncrementalStepRunReason> actual)
        => Assert.Equal([expected], actual.Distinct());
}
