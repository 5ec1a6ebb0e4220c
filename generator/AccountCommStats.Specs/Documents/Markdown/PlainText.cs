using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Turns the Markdown of a cell or heading into the text it shows.</summary>
internal static class PlainText
{
    /// <summary>The text as displayed; inline code keeps its backticks.</summary>
    public static string Of(string text, TextSpan span) => InlineText.Of(text, span, keepsBackticks: true).Text;

    /// <summary>The text of a name or keyword: like <see cref="Of"/>, but without backticks.</summary>
    public static string Unwrapped(string text, TextSpan span) => InlineText.Of(text, span).Text;
}
