using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Sql;

/// <summary>A SQL file with its tokens and matching brackets.</summary>
internal sealed class SqlText
{
    /// <summary>
    /// The maximum nesting depth of brackets. Deeper brackets are reported as a problem, because the parser is recursive.
    /// </summary>
    public const int DeepestNesting = 100;

    private readonly SqlToken[] _tokens;
    private readonly int[] _close;
    private readonly string?[] _names;

    /// <summary>Splits <paramref name="file"/> into tokens. Never throws.</summary>
    public SqlText(SourceFile file)
    {
        File = file;
        var tokenizer = new SqlTokenizer(file.Text);
        tokenizer.Run();
        _tokens = [.. tokenizer.Tokens];
        Comments = tokenizer.Comments;
        Problems = tokenizer.Problems;
        _close = new int[_tokens.Length];
        _names = new string?[_tokens.Length];
        if (Problems.Count == 0)
        {
            MatchBrackets();
        }
    }

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>Its tokens, without comments.</summary>
    public IReadOnlyList<SqlToken> Tokens => _tokens;

    /// <summary>Its comments.</summary>
    public IReadOnlyList<TextSpan> Comments { get; }

    /// <summary>The problems that prevent it from being read, such as strings, comments and brackets that are not closed.</summary>
    public List<SqlProblem> Problems { get; }

    /// <summary>The token that closes the bracket at <paramref name="open"/>; only valid if there are no problems.</summary>
    public int CloseOf(int open) => _close[open];

    /// <summary>The text of a token.</summary>
    public string TextOf(int index) => File.Text.Substring(_tokens[index].Start, _tokens[index].End - _tokens[index].Start);

    /// <summary>A location in the file.</summary>
    public Location At(TextSpan span) => new(File, span);

    /// <summary>Whether the token is the word <paramref name="word"/> (in lower case), ignoring case.</summary>
    public bool IsWord(int index, string word)
        => KindOf(index) == SqlTokenKind.Word && Matches(_tokens[index], word);

    /// <summary>Whether the token is the operator or punctuation <paramref name="symbol"/>.</summary>
    public bool IsSymbol(int index, string symbol)
        => KindOf(index) is not (null or SqlTokenKind.Word or SqlTokenKind.String or SqlTokenKind.QuotedIdentifier)
            && Matches(_tokens[index], symbol);

    /// <summary>The kind of a token; null outside the text.</summary>
    public SqlTokenKind? KindOf(int index) => (uint)index < (uint)_tokens.Length ? _tokens[index].Kind : null;

    /// <summary>Whether the token can name something.</summary>
    public bool IsName(int index) => KindOf(index) is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;

    /// <summary>The name that a token represents. A name without quotes is in lower case; a name in quotes is verbatim.</summary>
    public string NameOf(int index) => _names[index] ??= ReadName(index);

    /// <summary>The span from one token to another, exclusive.</summary>
    public TextSpan SpanOf(int start, int end)
        => end > start ? TextSpan.FromBounds(_tokens[start].Start, _tokens[end - 1].End) : new TextSpan(_tokens[start].Start, 0);

    private string ReadName(int index)
    {
        var text = TextOf(index);
        return _tokens[index].Kind == SqlTokenKind.QuotedIdentifier && text.Length >= 2
            ? text.Substring(1, text.Length - 2).Replace("\"\"", "\"")
            : SqlName.Fold(text);
    }

    private bool Matches(SqlToken token, string text)
        => token.End - token.Start == text.Length
            && string.Compare(File.Text, token.Start, text, 0, text.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private void MatchBrackets()
    {
        var open = new Stack<int>();
        for (var i = 0; i < _tokens.Length; i++)
        {
            if (_tokens[i].Kind == SqlTokenKind.Open)
            {
                open.Push(i);
                if (open.Count > DeepestNesting)
                {
                    Problems.Add(new SqlProblem(_tokens[i].Span, "parentheses are nested more than 100 deep: simplify the query"));
                    return;
                }
            }
            else if (_tokens[i].Kind == SqlTokenKind.Close)
            {
                if (open.Count == 0 || !Closes(open.Peek(), i))
                {
                    Problems.Add(new SqlProblem(_tokens[i].Span, $"the {TextOf(i)} closes nothing: remove it, or open it earlier"));
                    return;
                }

                _close[open.Pop()] = i;
            }
        }

        if (open.Count > 0)
        {
            Problems.Add(new SqlProblem(_tokens[open.Peek()].Span, $"the {TextOf(open.Peek())} is not closed: close it"));
        }
    }

    private bool Closes(int open, int close) => TextOf(open) == "(" == (TextOf(close) == ")");
}
