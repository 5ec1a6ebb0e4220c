using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Tests.Documents;

/// <summary>Reads marked documents and compares the findings with the marks.</summary>
internal static class DocumentAssert
{
    /// <summary>Asserts that one rule has findings at the marks and nowhere else, and that no other rule has any.</summary>
    /// <returns>The findings.</returns>
    public static IReadOnlyList<Finding> Finds(Rule rule, string marked)
    {
        var document = MarkedDocument.Parse(marked);
        var findings = Read(document.File.Text).Findings;
        Assert.Equal(document.Marks.Select(mark => Describe(rule, document, mark)), findings.Select(Describe));
        Assert.Equal(document.Related, findings.Select(finding => finding.Related?.Span).OfType<TextSpan>());
        Assert.NotEmpty(findings);
        return findings;
    }

    /// <summary>Asserts that there is one finding, that it is at the mark, and that its message contains a text.</summary>
    public static void FindsOne(Rule rule, string marked, string message)
    {
        var finding = Assert.Single(Finds(rule, marked));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    /// <summary>Asserts that nothing is found.</summary>
    /// <returns>The document as it was read.</returns>
    public static SpecificationDocument IsClean(string text)
    {
        var reading = Read(text);
        Assert.Equal([], reading.Findings.Select(Describe));
        return reading.Document!;
    }

    /// <summary>Reads a document, and asserts that Windows line endings and a byte order mark change nothing.</summary>
    public static DocumentReading Read(string text, string path = "spec/sample.md")
    {
        var reading = DocumentReader.Read(new SourceFile(path, text));
        var windows = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(Places(reading), Places(DocumentReader.Read(new SourceFile(path, windows))));

        var marked = DocumentReader.Read(new SourceFile(path, "\uFEFF" + text));
        Assert.Equal(
            reading.Findings.Select(finding => (finding.Rule.Id, finding.Message, finding.Location.Span.Start + 1)),
            marked.Findings.Select(finding => (finding.Rule.Id, finding.Message, finding.Location.Span.Start)));
        return reading;
    }

    /// <summary>A finding as text, for a failed test.</summary>
    public static string Describe(Finding finding)
        => $"{finding.Rule.Id} {finding.Location.Start.Line + 1}:{finding.Location.Start.Column + 1} '{TextOf(finding.Location)}'";

    private static string Describe(Rule rule, MarkedDocument document, TextSpan mark)
    {
        var place = new Location(document.File, mark);
        return $"{rule.Id} {place.Start.Line + 1}:{place.Start.Column + 1} '{TextOf(place)}'";
    }

    private static IEnumerable<(string Id, LinePosition Start, LinePosition End, string Message)> Places(DocumentReading reading)
        => reading.Findings.Select(finding => (finding.Rule.Id, finding.Location.Start, finding.Location.End, finding.Message));

    private static string TextOf(Location location) => location.File.Text.Substring(location.Span.Start, location.Span.Length);
}
