using System.Buffers;

namespace AccountCommStats.Exporting.Formats.Csv;

/// <summary>Texts that a spreadsheet takes for a formula. A leading apostrophe makes it show them.</summary>
/// <remarks>
/// A text that begins with apostrophes and would be a formula without them gets one more, so that taking one away always gives the text back.
/// </remarks>
internal static class FormulaText
{
    /// <summary>What keeps a formula from being computed.</summary>
    public const char Guard = '\'';

    // What OWASP lists, and the wide forms that spreadsheets in East Asia take for the same.
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");

    /// <summary>Whether a text is written with one more leading apostrophe.</summary>
    public static bool IsGuarded(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExcept(Guard);
        return start >= 0 && Beginnings.Contains(text[start]);
    }

    /// <summary>The text that was written, with or without an apostrophe of ours.</summary>
    public static ReadOnlySpan<char> WithoutGuard(ReadOnlySpan<char> written) => written is [Guard, ..] && IsGuarded(written) ? written[1..] : written;
}
