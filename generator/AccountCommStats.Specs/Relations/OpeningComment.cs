using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Relations;

/// <summary>Reads what a relation's opening comment says of its outputs.</summary>
/// <remarks>
/// A line <c>-- name: text</c> or <c>-- name, name: text</c> whose names are all outputs defines them; <c>-- check name: text</c> and
/// <c>-- remark name: text</c> declare what an output tells of the data. The lines after it that are indented by two blanks or more
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

    /// <summary>The checks and remarks, in their order.</summary>
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

    /// <summary>Whether one comment stands on the line after the other.</summary>
    private static bool Adjoins(string text, int end, int start)
        => end >= 0 && text.Substring(end, start - end).Replace("\r\n", "\n").Count(c => c is '\n' or '\r') == 1;

    /// <summary>Takes a definition or declaration, and returns what takes the lines that continue it; null for prose.</summary>
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

/// <summary>What an output tells of the data besides the columns.</summary>
internal enum DeclarationKind
{
    /// <summary>Whether the row has a fault: it then breaks the rule that is called like the output.</summary>
    Check,

    /// <summary>How many rows of the source have a fault that belongs to no row of the export.</summary>
    Remark,
}

/// <summary>An output that an opening comment declares to be a check or a remark.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Name">The output.</param>
/// <param name="Text">What is wrong where it tells of a fault.</param>
/// <param name="Span">The name in the text.</param>
internal sealed record Declaration(DeclarationKind Kind, string Name, string Text, TextSpan Span);
