using System.Buffers;

namespace AccountCommStats.Exporting.Formats.Csv;

/// <summary>Texts that a spreadsheet reads as a formula. With a leading apostrophe it shows them as text.</summary>
/// <remarks>
/// A text that begins with apostrophes and would be a formula without them gets one more, so removing one always restores the text.
/// </remarks>
internal static class FormulaText
{
    /// <summary>The character that marks a text.</summary>
    public const char Guard = '\'';

    // The first characters that OWASP lists, and their full-width forms, which spreadsheets in East Asia treat alike.
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");

    /// <summary>Whether a text is written with an additional leading apostrophe.</summary>
    public static bool IsGuarded(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExcept(Guard);
        return start >= 0 && Beginnings.Contains(text[start]);
    }

    /// <summary>The original of a written text, without the additional apostrophe.</summary>
    public static ReadOnlySpan<char> WithoutGuard(ReadOnlySpan<char> written) => written is [Guard, ..] && IsGuarded(written) ? written[1..] : written;
}
