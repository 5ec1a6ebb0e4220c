using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Keys;

/// <summary>What a primary key line says.</summary>
/// <param name="Columns">The columns of the key, or of the first key where alternatives are offered.</param>
/// <param name="Alternatives">The text that offers other keys; null if there is none.</param>
internal sealed record PrimaryKeyStatement(IReadOnlyList<Located<string>> Columns, TextSpan? Alternatives);

/// <summary>Reads a primary key: a column in backticks, several joined by <c>+</c>, or alternatives to choose from.</summary>
internal static class PrimaryKeyParser
{
    /// <summary>Reads the value of a primary key line. Parentheses that open behind the first name hold a remark.</summary>
    public static PrimaryKeyStatement Read(string text, TextSpan value)
    {
        var columns = new List<Located<string>>();
        var depth = 0;
        var keyDepth = int.MaxValue;
        var isJoined = true;
        int? alternatives = null;
        foreach (var token in PrimaryKeyTokens.Read(text, value))
        {
            depth += token.Kind switch
            {
                PrimaryKeyTokenKind.Open => 1,
                PrimaryKeyTokenKind.Close => -1,
                _ => 0,
            };
            if (depth > keyDepth)
            {
                continue;
            }

            switch (token.Kind)
            {
                case PrimaryKeyTokenKind.Joint:
                    isJoined = true;
                    break;

                case PrimaryKeyTokenKind.Or when columns.Count > 0:
                    alternatives ??= token.Span.Start;
                    break;

                case PrimaryKeyTokenKind.Name when alternatives is { } start:
                    return new PrimaryKeyStatement(columns, TextSpan.FromBounds(start, value.End));

                case PrimaryKeyTokenKind.Name when isJoined:
                    AddNames(columns, text, token.Span);
                    keyDepth = Math.Min(keyDepth, depth);
                    isJoined = false;
                    break;

                // What follows the key without a joint is a remark, unless it goes on to another key.
                case PrimaryKeyTokenKind.Name or PrimaryKeyTokenKind.Other when columns.Count > 0 && alternatives is null:
                    return new PrimaryKeyStatement(columns, null);
            }
        }

        return new PrimaryKeyStatement(columns, null);
    }

    /// <summary>One code may hold the whole key: <c>`account_id + topic_id`</c> or <c>`PRIMARY KEY (a, b)`</c>.</summary>
    private static void AddNames(List<Located<string>> columns, string text, TextSpan code)
    {
        var open = text.IndexOf('(', code.Start, code.Length);
        var close = open < 0 ? -1 : text.IndexOf(')', open, code.End - open);
        var start = open < 0 ? code.Start : open + 1;
        var end = close < 0 ? code.End : close;
        while (start <= end)
        {
            var separator = text.IndexOfAny(['+', ',', '&'], start, end - start);
            var partEnd = separator < 0 ? end : separator;
            var name = Blanks.Trim(text, TextSpan.FromBounds(start, partEnd));
            if (name.Length > 0)
            {
                columns.Add(new Located<string>(PlainText.Of(text, name), name));
            }

            start = partEnd + 1;
        }
    }
}
