using System.Buffers;

namespace AccountCommStats.Exporting.Formats.Csv;

/// <summary>Texts that a spreadsheet would read as a formula. If such a text has a leading apostrophe, a spreadsheet shows it as text.</summary>
/// <remarks>
/// A text that begins with apostrophes, and would be a formula without them, also gets one more. Removing one therefore always restores the
/// text.
/// </remarks>
internal static class FormulaText
{
    /// <summary>The leading apostrophe that keeps a text from being read as a formula.</summary>
    public const char Guard = '\'';

    // The first characters that OWASP lists, and their full-width forms, which spreadsheets in East Asia treat in the same way.
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");

    /// <summary>Whether a text is written with an additional leading apostrophe.</summary>
    public static bool IsGuarded(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExcept(Guard);
        return start >= 0 && Beginnings.Contains(text[start]);
    }

    /// <summary>The original of a written text: without the additional apostrophe, if it has one.</summary>
    public static ReadOnlySpan<char> WithoutGuard(ReadOnlySpan<char> written) => written is [Guard, ..] && IsGuarded(written) ? written[1..] : written;
}
