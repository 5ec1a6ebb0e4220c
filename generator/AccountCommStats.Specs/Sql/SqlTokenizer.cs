using System.Text;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Sql;

/// <summary>Splits a SQL text into tokens and comments as PostgreSQL does. Takes time linear in the text and never throws.</summary>
/// <remarks>
/// A token or comment that is not closed extends to the end of the text and is reported. Text that PostgreSQL and DuckDB, or different
/// versions of PostgreSQL, read differently is reported as well.
/// </remarks>
internal sealed class SqlTokenizer
{
    private static readonly char[] Special = ['~', '!', '@', '#', '%', '^', '&', '|', '`', '?'];

    private readonly string _text;
    private int _position;

    public SqlTokenizer(string text) => _text = text;

    /// <summary>The tokens, without comments.</summary>
    public List<SqlToken> Tokens { get; } = [];

    /// <summary>The comments, in order.</summary>
    public List<TextSpan> Comments { get; } = [];

    /// <summary>Text that cannot be read, or that databases read differently.</summary>
    public List<SqlProblem> Problems { get; } = [];

    /// <summary>Reads the whole text.</summary>
    public void Run()
    {
        var unreadable = _text.IndexOfAny(['\0', '\uFFFD']);
        if (unreadable >= 0)
        {
            Problems.Add(new SqlProblem(new TextSpan(unreadable, 1), "a character could not be decoded: save the file as UTF-8"));
        }

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

    /// <summary>The maximum length of a name in bytes; PostgreSQL truncates longer ones.</summary>
    private const int LongestName = 63;

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
                return Parameter();
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
        if (IsBlank(c) || (c == '\uFEFF' && _position == 0))
        {
            _position++;
            return null;
        }

        if (!IsWordStart(c) && c is > '\x7E' or < ' ')
        {
            _position += char.IsSurrogatePair(c, Peek(1)) ? 2 : 1;
            Ambiguous(TextSpan.FromBounds(_position - 1, _position), $"the character U+{(int)c:X4} is whitespace to some databases and part of a name to others: remove it");
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

        if (c is 'e' or 'E' && Peek(1) == '\'')
        {
            _position += 2;
            return QuotedString(escapes: true);
        }

        var start = _position;
        SkipWord();
        var isLetter = _position == start + 1;
        if (isLetter && ((Peek() == '\'' && c is 'b' or 'B' or 'x' or 'X' or 'n' or 'N') || (Peek() == '&' && c is 'u' or 'U' && Peek(1) is '\'' or '"')))
        {
            Ambiguous(TextSpan.FromBounds(start, _position + 1), "this string or name has a prefix: leave it out");
        }

        CheckLength(start, _position);
        return SqlTokenKind.Word;
    }

    private void CheckLength(int start, int end)
    {
        if (end - start > LongestName / 4 && Encoding.UTF8.GetByteCount(_text.Substring(start, end - start)) > LongestName)
        {
            Ambiguous(TextSpan.FromBounds(start, end), "this name is longer than 63 bytes, and PostgreSQL cuts it off: shorten it");
        }
    }

    private void Ambiguous(TextSpan span, string message) => Problems.Add(new SqlProblem(span, message) { IsAmbiguity = true });

    private SqlTokenKind Parameter()
    {
        _position++;
        SkipWord();
        return SqlTokenKind.Parameter;
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
                CheckLength(start + 1, _position - 1);
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

        while (Peek() < '\x80' && IsWordPart(Peek()) && Peek() != '$')
        {
            _position++;
        }

        if (Peek() != '$')
        {
            Ambiguous(TextSpan.FromBounds(start, _position), "there is a lone $: remove it");
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
        var start = _position;
        SkipDigits();
        if (Peek() == '.' && Peek(1) != '.')
        {
            _position++;
            SkipDigits();
        }

        if (Peek() is 'e' or 'E' && (IsDigit(Peek(1)) || (Peek(1) is '+' or '-' && IsDigit(Peek(2)))))
        {
            _position += 2;
            SkipDigits();
        }

        if (IsWordPart(Peek()))
        {
            SkipWord();
            Ambiguous(TextSpan.FromBounds(start, _position), "a number is followed by letters: put a space between them");
        }

        return SqlTokenKind.Number;
    }

    private void SkipDigits()
    {
        while (IsDigit(Peek()))
        {
            _position++;
        }
    }

    /// <summary>Reads the longest operator, which ends in + or - only if it contains one of PostgreSQL's special characters.</summary>
    private SqlTokenKind Operator()
    {
        var start = _position++;
        if (_text[start] == ':')
        {
            _position += Peek() is ':' or '=' ? 1 : 0;
            return SqlTokenKind.Operator;
        }

        if (!IsOperatorPart(_text[start]))
        {
            Problems.Add(new SqlProblem(new TextSpan(start, 1), $"'{_text[start]}' is not SQL: remove it"));
            return SqlTokenKind.Operator;
        }

        while (IsOperatorPart(Peek()) && !(Peek() == '/' && Peek(1) == '*') && !(Peek() == '-' && Peek(1) == '-'))
        {
            _position++;
        }

        // a<@b compares two operands; in a=@b the @ begins a parameter.
        if (_text[_position - 1] == '@' && IsWordStart(Peek()) && _position - start > 1
            && !SqlWords.IsOperator(_text.Substring(start, _position - start)))
        {
            _position--;
        }

        var isSpecial = _text.IndexOfAny(Special, start, _position - start) >= 0;
        while (_position - start > 1 && !isSpecial && _text[_position - 1] is '+' or '-')
        {
            _position--;
        }

        return SqlTokenKind.Operator;
    }

    private void SkipWord()
    {
        while (IsWordPart(Peek()))
        {
            _position++;
        }
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\f' or '\r';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsWordStart(char c)
        => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' || (c > '\x7F' && char.IsLetter(c));

    private static bool IsWordPart(char c) => IsWordStart(c) || IsDigit(c) || c == '$';

    private static bool IsOperatorPart(char c) => c is '+' or '-' or '*' or '/' or '<' or '>' or '=' or '~' or '!' or '@' or '#'
        or '%' or '^' or '&' or '|' or '`' or '?';
}

/// <summary>A problem that prevents a SQL text from being read.</summary>
/// <param name="Span">The location.</param>
/// <param name="Message">The problem and what to do, in lower case, without a period.</param>
internal readonly record struct SqlProblem(TextSpan Span, string Message)
{
    /// <summary>Whether the problem is text that databases read differently. Otherwise no database can read the text.</summary>
    public bool IsAmbiguity { get; init; }
}
