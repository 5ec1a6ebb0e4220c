namespace AccountCommStats.Specs;

/// <summary>Cuts a SQL text into tokens and comments. Takes time linear in the text and never throws.</summary>
/// <remarks>What is not closed reaches to the end of the text and is reported.</remarks>
internal sealed class SqlTokenizer
{
    private readonly string _text;
    private int _position;

    public SqlTokenizer(string text) => _text = text;

    /// <summary>The tokens, without comments.</summary>
    public List<SqlToken> Tokens { get; } = [];

    /// <summary>The comments, in order.</summary>
    public List<TextSpan> Comments { get; } = [];

    /// <summary>What is not closed.</summary>
    public List<SqlProblem> Problems { get; } = [];

    /// <summary>Reads the whole text.</summary>
    public void Run()
    {
        while (_position < _text.Length)
        {
            var start = _position;
            var kind = Next();
            if (kind is { } token)
            {
                Tokens.Add(new SqlToken(token, start, _position));
            }
        }
    }

    private char Peek(int ahead = 0) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    private SqlTokenKind? Next()
    {
        var c = Peek();
        switch (c)
        {
            case '-' when Peek(1) == '-':
                LineComment();
                return null;
            case '/' when Peek(1) == '*':
                BlockComment();
                return null;
            case '\'':
                _position++;
                return QuotedString(escapes: false);
            case '"':
                return QuotedIdentifier();
            case '$':
                return Dollar();
            case '@' when IsWordStart(Peek(1)):
                _position++;
                SkipWord();
                return SqlTokenKind.Parameter;
            case '.' when IsDigit(Peek(1)):
                return Number();
            case '(' or '[':
                return Single(SqlTokenKind.Open);
            case ')' or ']':
                return Single(SqlTokenKind.Close);
            case ',':
                return Single(SqlTokenKind.Comma);
            case '.':
                return Single(SqlTokenKind.Dot);
            case ';':
                return Single(SqlTokenKind.Semicolon);
            default:
                return NextOther(c);
        }
    }

    private SqlTokenKind? NextOther(char c)
    {
        if (IsBlank(c))
        {
            _position++;
            return null;
        }

        if (IsDigit(c))
        {
            return Number();
        }

        if (!IsWordStart(c))
        {
            return Operator();
        }

        var prefix = Peek(1) == '\'' ? c : '\0';
        if (prefix is 'e' or 'E' or 'b' or 'B' or 'x' or 'X' or 'n' or 'N')
        {
            _position += 2;
            return QuotedString(escapes: prefix is 'e' or 'E');
        }

        SkipWord();
        return SqlTokenKind.Word;
    }

    private SqlTokenKind Single(SqlTokenKind kind)
    {
        _position++;
        return kind;
    }

    private void LineComment()
    {
        var start = _position;
        while (_position < _text.Length && _text[_position] is not ('\n' or '\r'))
        {
            _position++;
        }

        Comments.Add(TextSpan.FromBounds(start, _position));
    }

    private void BlockComment()
    {
        var start = _position;
        var depth = 0;
        while (_position < _text.Length)
        {
            if (Peek() == '/' && Peek(1) == '*')
            {
                depth++;
                _position += 2;
            }
            else if (Peek() == '*' && Peek(1) == '/')
            {
                depth--;
                _position += 2;
                if (depth == 0)
                {
                    break;
                }
            }
            else
            {
                _position++;
            }
        }

        if (depth > 0)
        {
            Problems.Add(new SqlProblem(new TextSpan(start, 2), "this comment has no end: close it with */"));
        }

        Comments.Add(TextSpan.FromBounds(start, _position));
    }

    /// <summary>Reads a string whose opening quote has been read.</summary>
    private SqlTokenKind QuotedString(bool escapes)
    {
        var start = _position - 1;
        while (_position < _text.Length)
        {
            var c = _text[_position++];
            if (c == '\\' && escapes && _position < _text.Length)
            {
                _position++;
            }
            else if (c == '\'')
            {
                if (Peek() != '\'')
                {
                    return SqlTokenKind.String;
                }

                _position++;
            }
        }

        Problems.Add(new SqlProblem(new TextSpan(start, 1), "this string has no end: close it with '"));
        return SqlTokenKind.String;
    }

    private SqlTokenKind QuotedIdentifier()
    {
        var start = _position++;
        while (_position < _text.Length)
        {
            if (_text[_position++] != '"')
            {
                continue;
            }

            if (Peek() != '"')
            {
                return SqlTokenKind.QuotedIdentifier;
            }

            _position++;
        }

        Problems.Add(new SqlProblem(new TextSpan(start, 1), "this quoted name has no end: close it with \""));
        return SqlTokenKind.QuotedIdentifier;
    }

    private SqlTokenKind Dollar()
    {
        var start = _position++;
        if (IsDigit(Peek()))
        {
            while (IsDigit(Peek()))
            {
                _position++;
            }

            return SqlTokenKind.NumberedParameter;
        }

        while (IsWordPart(Peek()) && Peek() != '$')
        {
            _position++;
        }

        if (Peek() != '$')
        {
            return SqlTokenKind.Operator;
        }

        _position++;
        var tag = _text.Substring(start, _position - start);
        var end = _text.IndexOf(tag, _position, StringComparison.Ordinal);
        if (end < 0)
        {
            Problems.Add(new SqlProblem(TextSpan.FromBounds(start, _position), "this string has no end: close it with " + tag));
            _position = _text.Length;
        }
        else
        {
            _position = end + tag.Length;
        }

        return SqlTokenKind.String;
    }

    private SqlTokenKind Number()
    {
        while (IsDigit(Peek()) || Peek() is '_' or '.')
        {
            _position++;
        }

        if (Peek() is 'e' or 'E' && (IsDigit(Peek(1)) || (Peek(1) is '+' or '-' && IsDigit(Peek(2)))))
        {
            _position += 2;
            while (IsDigit(Peek()))
            {
                _position++;
            }
        }

        return SqlTokenKind.Number;
    }

    private SqlTokenKind Operator()
    {
        if (Peek() == ':')
        {
            _position += Peek(1) is ':' or '=' ? 2 : 1;
            return SqlTokenKind.Operator;
        }

        _position++;
        while (IsOperatorPart(Peek()) && !StartsSomethingElse())
        {
            _position++;
        }

        return SqlTokenKind.Operator;
    }

    private bool StartsSomethingElse() => Peek() switch
    {
        '/' => Peek(1) == '*',
        '@' => IsWordStart(Peek(1)),
        // A sign after an operator belongs to the number: =-1 is = and -1.
        '*' or '+' or '-' => true,
        _ => false,
    };

    private void SkipWord()
    {
        while (IsWordPart(Peek()))
        {
            _position++;
        }
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c == '\uFEFF';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsWordStart(char c)
        => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' || (c > '\x7F' && !IsBlank(c));

    private static bool IsWordPart(char c) => IsWordStart(c) || IsDigit(c) || c == '$';

    private static bool IsOperatorPart(char c) => c is '+' or '-' or '*' or '/' or '<' or '>' or '=' or '~' or '!' or '@' or '#'
        or '%' or '^' or '&' or '|' or '`' or '?';
}

/// <summary>What keeps a SQL text from being read.</summary>
/// <param name="Span">Where.</param>
/// <param name="Message">What, and what to do; in lower case, without full stop.</param>
internal readonly record struct SqlProblem(TextSpan Span, string Message);
