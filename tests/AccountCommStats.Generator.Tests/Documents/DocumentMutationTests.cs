using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using CsCheck;
using Microsoft.CodeAnalysis.CSharp;

namespace AccountCommStats.Tests.Documents;

/// <summary>Documents with random damage.</summary>
public class DocumentMutationTests
{
    private const int Iterations = 5_000;

    /// <summary>
    /// The documents to damage. The few very long ones are left out, because they take most of the time and add nothing new.
    /// </summary>
    private static readonly string[] _documents = [.. ShapeTests.ReadAll().Where(text => text.Length < 4_000)];

    /// <summary>What the damage inserts: marks that the reader interprets, and characters that no text should have.</summary>
    private static readonly string[] _fragments =
    [
        "|", "||", "\\", "`", "``", "```\n", "~~~\n", "#", "\n# ", "\n### Section (3 columns)\n", "*", "**", "<!--", "-->", "(", ")", "+", " or ", "/", ":",
        "\n", "\n\n", "\r", "\r\n", "\t", "\u00A0", "\uFEFF", "\u2028", "\0", "\uD83D", "\uDE00", "\U0001F600", "é", "-", "~", "99999999999999999999",
        "|---|---|\n", "\n| # | Column Name | Data Type | Nullable | Source |\n", "\n**Primary Key:** `account_id`\n", "numeric(10,2)", "varchar(", "Total: ",
    ];

    private static readonly Gen<string> _mutated =
        from document in OneOf(_documents)
        from edits in Gen.Select(Gen.Int[0, 4], Gen.Double[0, 1], Gen.Double[0, 1], OneOf(_fragments)).Array[1, 6]
        select edits.Aggregate(document, (text, edit) => Mutate(text, edit.Item1, edit.Item2, edit.Item3, edit.Item4));

    [Fact]
    public void Are_read_without_exception_with_findings_inside_and_alike_whatever_the_line_endings()
        => _mutated.Sample(
            text =>
            {
                var reading = DocumentReader.Read(new SourceFile("spec/mutated.md", text));
                AssertInside(text, reading);
                AssertUsable(reading.Document);

                var unix = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
                Assert.Equal(Places(unix), Places(unix.Replace("\n", "\r\n", StringComparison.Ordinal)));
            },
            iter: Iterations);

    private static void AssertInside(string text, DocumentReading reading)
    {
        var places = reading.Findings.SelectMany(PlacesOf).Concat(PlacesOf(reading.Document));
        Assert.DoesNotContain(places, place => place.Start < 0 || place.Length < 0 || place.End > text.Length);
        Assert.DoesNotContain(reading.Findings, finding => finding.Message.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'));
        Assert.True(reading.Findings.Zip(reading.Findings.Skip(1)).All(pair => pair.First.Location.Span.Start <= pair.Second.Location.Span.Start));
    }

    private static void AssertUsable(SpecificationDocument? document)
    {
        if (document is null)
        {
            return;
        }

        string[] names = [document.TypeName, .. document.Columns.Select(column => column.PropertyName)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.DoesNotContain(names, name => !SyntaxFacts.IsValidIdentifier(name));
        Assert.Subset(document.Columns.Select(column => column.Name.Value).ToHashSet(), document.Key.Select(key => key.Value).ToHashSet());
    }

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Mutate(string text, int kind, double at, double length, string fragment)
    {
        var start = (int)(at * text.Length);
        var end = start + (int)(length * length * length * (text.Length - start));
        return kind switch
        {
            0 => text.Insert(start, fragment),
            1 => text[..start] + text[end..],
            2 => text[..start],
            3 => text.Insert(end, text[start..end]),
            _ => text[..start] + fragment + text[Math.Min(start + 1, text.Length)..],
        };
    }

    private static IEnumerable<TextSpan> PlacesOf(Finding finding)
        => finding.Related is { } related ? [finding.Location.Span, related.Span] : [finding.Location.Span];

    private static IEnumerable<TextSpan> PlacesOf(SpecificationDocument? document)
        => document is null
            ? []
            : [
                document.Title.Span, .. document.Key.Select(key => key.Span),
                .. document.Columns.SelectMany(column => new[] { column.Name.Span, column.Type.Span, column.IsNullable.Span, column.Source.Span }),
            ];

    private static IEnumerable<(string Id, LinePosition Start, LinePosition End, string Message)> Places(string text)
        => DocumentReader.Read(new SourceFile("spec/mutated.md", text)).Findings
            .Select(finding => (finding.Rule.Id, finding.Location.Start, finding.Location.End, finding.Message));
}
