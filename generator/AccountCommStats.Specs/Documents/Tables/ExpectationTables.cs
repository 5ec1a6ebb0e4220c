using AccountCommStats.Specs.Documents.Markdown;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>Recognizes the tables below the heading <c>## Expectations</c>.</summary>
internal static class ExpectationTables
{
    private const string HeadingText = "Expectations";

    /// <summary>Whether tables and rows below a heading are about expectations and not about columns.</summary>
    public static bool AreBelow(VisibleText text, Heading? heading)
        => heading is not null && PlainText.Unwrapped(text.Text, heading.Text).StartsWith(HeadingText, StringComparison.OrdinalIgnoreCase);
}
