using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Relations;

/// <summary>Reads the definitions and declarations of outputs in a relation's opening comment.</summary>
/// <remarks>
/// A line <c>-- name: text</c> or <c>-- name, name: text</c> whose names are all outputs defines them; <c>-- check name: text</c> and
/// <c>-- remark name: text</c> declare what an output reports about the data. Following lines that are indented by at least two spaces
/// continue the text. Everything else is prose.
/// </remarks>
internal sealed class OpeningComment
{
    private readonly Dictionary<string, string> _definitions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Declaration> _declarations = [];

    private OpeningComment()
    {
    }

    /// <summary>The definitions, by output.</summary>
    public IReadOnlyDictionary<string, string> Definitions => _definitions;

    /// <summary>The checks and remarks, in order.</summary>
    public IReadOnlyList<Declaration> Declarations => _declarations;

    /// <summary>Reads the comments before the token <paramref name="start"/>.</summary>
    public static OpeningComment Read(SqlText sql, int start, IEnumerable<QueryOutput> outputs)
    {
        var names = new HashSet<string>(outputs.Select(output => output.Name ?? ""), StringComparer.OrdinalIgnoreCase);
        var read = new OpeningComment();
        Action<string>? continueText = null;
        var previousEnd = -1;
        foreach (var comment in sql.Comments.TakeWhile(comment => comment.Start < sql.Tokens[start].Start))
        {
            var text = sql.File.Text.Substring(comment.Start, comment.Length);
            if (!text.StartsWith("--", StringComparison.Ordinal))
            {
                continueText = null;
                continue;
            }

            text = text.Substring(2);
            if (!IsContinuation(text) || !Adjoins(sql.File.Text, previousEnd, comment.Start))
            {
                continueText = read.Begin(text, comment.Start + 2, names);
            }
            else
            {
                continueText?.Invoke(text.Trim());
            }

            previousEnd = comment.End;
        }

        return read;
    }

    private static bool IsContinuation(string text) => text.StartsWith("  ", StringComparison.Ordinal) && text.Trim().Length > 0;

    /// <summary>Whether a comment starts on the line after the one on which the previous comment ends.</summary>
    private static bool Adjoins(string text, int end, int start)
        => end >= 0 && text.Substring(end, start - end).Replace("\r\n", "\n").Count(c => c is '\n' or '\r') == 1;

    /// <summary>Adds a definition or declaration, and returns the action that adds a continuation line to it; null for prose.</summary>
    private Action<string>? Begin(string line, int start, HashSet<string> names)
    {
        var colon = line.IndexOf(':');
        if (colon < 0)
        {
            return null;
        }

        var text = line.Substring(colon + 1).Trim();
        var words = line.Substring(0, colon).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 2 && words[0].ToLowerInvariant() is OpeningDirectives.Check or OpeningDirectives.Remark)
        {
            var kind = words[0].Equals(OpeningDirectives.Check, StringComparison.OrdinalIgnoreCase) ? DeclarationKind.Check : DeclarationKind.Remark;
            var place = _declarations.Count;
            _declarations.Add(new Declaration(kind, words[1], text, new TextSpan(start + line.IndexOf(words[1], words[0].Length, StringComparison.Ordinal), words[1].Length)));
            return more => _declarations[place] = _declarations[place] with { Text = (_declarations[place].Text + " " + more).Trim() };
        }

        var defined = line.Substring(0, colon).Split(',').Select(name => name.Trim()).ToList();
        if (!defined.All(names.Contains))
        {
            return null;
        }

        defined.ForEach(name => _definitions[name] = text);
        return more => defined.ForEach(name => _definitions[name] = (_definitions[name] + " " + more).Trim());
    }
}

/// <summary>What an output that is not a column reports about the data.</summary>
internal enum DeclarationKind
{
    /// <summary>The output says whether the row has a fault. The output's name is the name of the rule that such a row breaks.</summary>
    Check,

    /// <summary>The output counts source rows with a fault that cannot be attributed to a row of the export.</summary>
    Remark,
}

/// <summary>An output that an opening comment declares to be a check or a remark.</summary>
/// <param name="Kind">Whether it is a check or a remark.</param>
/// <param name="Name">The output.</param>
/// <param name="Text">The fault it reports.</param>
/// <param name="Span">The span of the name.</param>
internal sealed record Declaration(DeclarationKind Kind, string Name, string Text, TextSpan Span);
