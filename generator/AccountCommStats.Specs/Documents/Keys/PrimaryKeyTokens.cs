using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Keys;

/// <summary>The kind of a token in a primary key line.</summary>
internal enum PrimaryKeyTokenKind
{
    /// <summary>A name: inline code, a column of the document, or any word where a name is expected.</summary>
    Name,

    /// <summary>A comma, which may also begin a remark.</summary>
    Comma,

    /// <summary>A plus sign, "and", or another sign that joins columns.</summary>
    Joint,

    /// <summary>"or" or a slash.</summary>
    Or,

    /// <summary>An opening parenthesis.</summary>
    Open,

    /// <summary>A closing parenthesis.</summary>
    Close,

    /// <summary>A word that says nothing about the key's columns, such as "composite".</summary>
    Filler,

    /// <summary>A word that begins a remark, such as "per".</summary>
    Remark,

    /// <summary>Any other text.</summary>
    Other,
}

/// <summary>A token in a primary key line.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Text">The displayed text.</param>
/// <param name="Span">The span in the document.</param>
internal sealed record PrimaryKeyToken(PrimaryKeyTokenKind Kind, string Text, TextSpan Span);

/// <summary>Splits the value of a primary key line into tokens.</summary>
/// <param name="text">The document.</param>
/// <param name="isColumn">Whether the document has a column with the given name.</param>
internal sealed class PrimaryKeyTokens(string text, Func<string, bool> isColumn)
{
    /// <summary>The tokens, in order.</summary>
    public IReadOnlyList<PrimaryKeyToken> Read(TextSpan value)
    {
        var inline = InlineText.Of(text, value);
        var words = new List<Word>();
        for (var i = 0; i < inline.Text.Length;)
        {
            var start = i++;
            while (i < inline.Text.Length && IsInWord(inline, start) && IsInWord(inline, i) && inline.IsCode(i) == inline.IsCode(start))
            {
                i++;
            }

            if (inline.Text[start] != ' ')
            {
                words.Add(new Word(inline.Text.Substring(start, i - start), inline.IsCode(start), inline.SpanOf(start, i - start)));
            }
        }

        var isPlain = !words.Exists(word => word.IsCode);
        var hasColumn = isPlain && words.Exists(word => isColumn(word.Text));
        var kinds = words.ConvertAll(KindOf);
        for (var i = 0; i < words.Count; i++)
        {
            if (kinds[i] == PrimaryKeyTokenKind.Other && IsName(words[i], isPlain, hasColumn, IsJoined(kinds, i)))
            {
                kinds[i] = PrimaryKeyTokenKind.Name;
            }
        }

        return [.. words.Select((word, i) => new PrimaryKeyToken(kinds[i], word.Text, word.Span))];
    }

    /// <summary>Whether a word stands alone, or is next to a token that joins columns or offers another key.</summary>
    private static bool IsJoined(List<PrimaryKeyTokenKind> kinds, int index)
    {
        var (before, after) = (index == 0 ? null : (PrimaryKeyTokenKind?)kinds[index - 1], index + 1 == kinds.Count ? null : (PrimaryKeyTokenKind?)kinds[index + 1]);
        return (before is null or PrimaryKeyTokenKind.Open && after is null or PrimaryKeyTokenKind.Comma or PrimaryKeyTokenKind.Close)
            || before is PrimaryKeyTokenKind.Joint or PrimaryKeyTokenKind.Or
            || after is PrimaryKeyTokenKind.Joint or PrimaryKeyTokenKind.Or;
    }

    private bool IsName(Word word, bool isPlain, bool hasColumn, bool isJoined)
    {
        if (!IsWordCharacter(word.Text[0]))
        {
            return false;
        }

        // If the line has inline code, a word outside it is a name only if it is a known column and looks like a name. If the line has
        // known columns but no code, any other word is a name only if it looks like one.
        var looksLikeName = word.Text.IndexOf('_') >= 0 || isJoined;
        return isColumn(word.Text) ? isPlain || looksLikeName : isPlain && (!hasColumn || looksLikeName);
    }

    private PrimaryKeyTokenKind KindOf(Word word) => word.Text.ToLowerInvariant() switch
    {
        "(" => PrimaryKeyTokenKind.Open,
        ")" => PrimaryKeyTokenKind.Close,
        "," => PrimaryKeyTokenKind.Comma,
        "+" or "&" or ";" or "\u00D7" or "\u2A2F" or "\u2715" or "and" or "plus" when !word.IsCode || word.Text.Length == 1 => PrimaryKeyTokenKind.Joint,
        "or" or "/" when !word.IsCode || word.Text.Length == 1 => PrimaryKeyTokenKind.Or,
        "primary" or "key" when word.IsCode && !isColumn(word.Text) => PrimaryKeyTokenKind.Filler,
        _ when word.IsCode => PrimaryKeyTokenKind.Name,
        "a" or "an" or "both" or "column" or "columns" or "combination" or "composite" or "compound" or "either" or "fields" or "key"
            or "natural" or "of" or "pair" or "primary" or "surrogate" or "the" or "together" or "unique" => PrimaryKeyTokenKind.Filler,
        "by" or "each" or "every" or "for" or "from" or "has" or "if" or "in" or "is" or "it" or "not" or "per" or "references" or "that"
            or "to" or "when" or "where" or "which" or "within" => PrimaryKeyTokenKind.Remark,
        _ => PrimaryKeyTokenKind.Other,
    };

    /// <summary>In code, only separators end a word. Elsewhere, a word may contain periods and hyphens, but not at its ends.</summary>
    private static bool IsInWord(InlineText inline, int i)
    {
        var c = inline.Text[i];
        if (inline.IsCode(i))
        {
            return c is not (' ' or '+' or ',' or '&' or ';' or '(' or ')' or '/' or '\u00D7');
        }

        return IsWordCharacter(c)
            || (c is '.' or '-' && i > 0 && i + 1 < inline.Text.Length && IsWordCharacter(inline.Text[i - 1]) && IsWordCharacter(inline.Text[i + 1]));
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';

    private sealed record Word(string Text, bool IsCode, TextSpan Span);
}
