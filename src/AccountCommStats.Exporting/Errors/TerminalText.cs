using System.Globalization;
using System.Text;

namespace AccountCommStats.Exporting.Errors;

/// <summary>
/// Makes text from outside (values of rows, names in manifests, messages of servers) safe to show on a terminal. Control characters, line
/// breaks and bidirectional overrides become visible, so no value can forge a line or control the terminal.
/// </summary>
internal static class TerminalText
{
    /// <summary>A text on one line; control characters are written like <c>\n</c>, <c>\t</c> or <c>\u001b</c>.</summary>
    public static string Of(string text) => Show(text, keepsLines: false);

    /// <summary>A text that the program itself broke into lines. It is treated like <see cref="Of(string)"/>, but line feeds and tabs stay.</summary>
    public static string OfLines(string text) => Show(text, keepsLines: true);

    /// <summary>An exception with its causes and stack traces, in which each message stays on one line.</summary>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var text = Of($"{exception.GetType()}: {exception.Message}");
        if (exception.StackTrace is { } trace)
        {
            text += "\n" + OfLines(trace.ReplaceLineEndings("\n"));
        }

        return exception.InnerException is { } cause ? $"{text}\ncaused by {Of(cause)}" : text;
    }

    private static string Show(string text, bool keepsLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? shown = null;
        for (var position = 0; position < text.Length;)
        {
            var isWhole = Rune.TryGetRuneAt(text, position, out var rune);
            var length = isWhole ? rune.Utf16SequenceLength : 1;
            if (!isWhole || (IsControlOrFormat(rune) && !(keepsLines && IsLineBreakOrTab(text, position))))
            {
                shown ??= new StringBuilder(text, 0, position, text.Length + 16);
                Escape(text.AsSpan(position, length), shown);
            }
            else
            {
                shown?.Append(text, position, length);
            }

            position += length;
        }

        return shown?.ToString() ?? text;
    }

    private static bool IsLineBreakOrTab(string text, int position)
        => text[position] is '\n' or '\t' || (text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n');

    /// <summary>
    /// Whether a character affects how other characters are shown. The zero-width joiner and non-joiner do not count: they only shape the words
    /// of some scripts.
    /// </summary>
    private static bool IsControlOrFormat(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        _ => false,
    };

    private static void Escape(ReadOnlySpan<char> characters, StringBuilder shown)
    {
        foreach (var character in characters)
        {
            _ = character switch
            {
                '\n' => shown.Append("\\n"),
                '\r' => shown.Append("\\r"),
                '\t' => shown.Append("\\t"),
                _ => shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
            };
        }
    }
}
