using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Keys;

/// <summary>What a part of a primary key line is.</summary>
internal enum PrimaryKeyTokenKind
{
    /// <summary>A name in backticks; a word, in a line without backticks.</summary>
    Name,

    /// <summary>A plus sign, a comma, "and".</summary>
    Joint,

    /// <summary>"or" or a slash.</summary>
    Or,

    /// <summary>An opening parenthesis.</summary>
    Open,

    /// <summary>A closing parenthesis.</summary>
    Close,

    /// <summary>A word that says nothing about the key's columns, such as "composite".</summary>
    Filler,

    /// <summary>Any other text.</summary>
    Other,
}

/// <summary>A part of a primary key line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where it is; for a name, without backticks.</param>
internal readonly record struct PrimaryKeyToken(PrimaryKeyTokenKind Kind, TextSpan Span);

/// <summary>Splits the value of a primary key line.</summary>
internal static class PrimaryKeyTokens
{
    /// <summary>The tokens, in order.</summary>
    public static IEnumerable<PrimaryKeyToken> Read(string text, TextSpan value)
    {
        var code = CodeSpans.Find(text, value);
        var wordKind = code.Count > 0 ? PrimaryKeyTokenKind.Other : PrimaryKeyTokenKind.Name;
        var next = 0;
        for (var i = value.Start; i < value.End;)
        {
            if (next < code.Count && code[next].Start == i)
            {
                yield return new PrimaryKeyToken(PrimaryKeyTokenKind.Name, CodeSpans.Content(text, code[next]));
                i = code[next++].End;
                continue;
            }

            var start = i++;
            while (IsWordCharacter(text[start]) && i < value.End && IsWordCharacter(text[i]))
            {
                i++;
            }

            if (!Blanks.IsBlank(text[start]))
            {
                var span = TextSpan.FromBounds(start, i);
                yield return new PrimaryKeyToken(KindOf(text, span, wordKind), span);
            }
        }
    }

    private static PrimaryKeyTokenKind KindOf(string text, TextSpan span, PrimaryKeyTokenKind wordKind)
        => text.Substring(span.Start, span.Length).ToLowerInvariant() switch
        {
            "(" => PrimaryKeyTokenKind.Open,
            ")" => PrimaryKeyTokenKind.Close,
            "+" or "," or "&" or "and" or "plus" => PrimaryKeyTokenKind.Joint,
            "or" or "/" => PrimaryKeyTokenKind.Or,
            "a" or "column" or "columns" or "combination" or "composite" or "compound" or "either" or "key" or "natural" or "of"
                or "primary" or "surrogate" or "the" or "unique" => PrimaryKeyTokenKind.Filler,
            _ => IsWordCharacter(text[span.Start]) ? wordKind : PrimaryKeyTokenKind.Other,
        };

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';
}
