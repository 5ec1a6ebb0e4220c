using System.Globalization;
using System.Runtime.CompilerServices;

namespace AccountCommStats.Exporting;

/// <summary>
/// Puts typed literals in the place of a statement's parameters, for <c>COPY (query) TO STDOUT</c>, which takes none.
/// </summary>
internal static class SqlLiterals
{
    /// <summary>The statement with each <c>$n</c> replaced that is a parameter and not part of a string, name or comment.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="values">A value for each parameter.</param>
    /// <param name="before">Put in front of it.</param>
    /// <param name="after">Put behind it.</param>
    /// <remarks>An export sends the text once a range of keys: it is put together on memory of the pool, and is garbage only once.</remarks>
    public static string Substitute(SqlStatement statement, ParameterValues values, string before = "", string after = "")
    {
        var sql = statement.Sql;
        var text = new DefaultInterpolatedStringHandler(sql.Length, 0);
        text.AppendLiteral(before);
        var position = 0;
        while (position < sql.Length)
        {
            var end = EndOfToken(sql, position);
            if (sql[position] == '$' && int.TryParse(sql.AsSpan(position + 1, end - position - 1), out var number))
            {
                var parameter = statement.Parameters[number - 1];
                text.AppendLiteral(Write(values[parameter.Name], parameter.Kind));
            }
            else
            {
                text.AppendFormatted(sql.AsSpan(position, end - position));
            }

            position = end;
        }

        text.AppendLiteral(after);
        return text.ToStringAndClear();
    }

    /// <summary>A value as a literal of its type, whatever the session's settings.</summary>
    public static string Write(object? value, SqlKind kind)
    {
        var type = TypeName(kind);
        return value switch
        {
            null => $"cast(null as {type})",
            DateTime time => $"{type} '{time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)}+00'",
            long or int or short or decimal or DateOnly => $"{type} '{ParameterValues.Format(value)}'",
            _ => $"{type} {Quote(ParameterValues.Format(value)!)}",
        };
    }

    /// <summary>A text as a literal; the E form reads a backslash the same under every standard_conforming_strings.</summary>
    public static string Quote(string text)
        => $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string TypeName(SqlKind kind) => kind switch
    {
        SqlKind.Varchar => "text",
        SqlKind.DoublePrecision => "double precision",
        _ => new SqlType(kind).ToString(),
    };

    private static int EndOfToken(string sql, int start)
    {
        var next = start + 1 < sql.Length ? sql[start + 1] : '\0';
        return sql[start] switch
        {
            '\'' => EndOfQuoted(sql, start, hasBackslashes: false),
            '"' => EndOfQuoted(sql, start, hasBackslashes: false),
            '-' when next == '-' => EndOfLine(sql, start),
            '/' when next == '*' => EndOfComment(sql, start),
            'e' or 'E' when next == '\'' => EndOfQuoted(sql, start + 1, hasBackslashes: true),
            '$' when char.IsAsciiDigit(next) => EndWhere(sql, start + 1, c => !char.IsAsciiDigit(c)),
            '$' => EndOfDollarQuoted(sql, start),
            var c when IsNameStart(c) => EndWhere(sql, start + 1, c => !IsNameStart(c) && !char.IsAsciiDigit(c) && c != '$'),
            var c when char.IsAsciiDigit(c) => EndWhere(sql, start + 1, c => !char.IsAsciiDigit(c)),
            _ => start + 1,
        };
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= '\u0080';

    private static int EndWhere(string sql, int start, Func<char, bool> isEnd)
    {
        var position = start;
        while (position < sql.Length && !isEnd(sql[position]))
        {
            position++;
        }

        return position;
    }

    private static int EndOfLine(string sql, int start)
    {
        var end = sql.IndexOf('\n', start);
        return end < 0 ? sql.Length : end;
    }

    private static int EndOfQuoted(string sql, int start, bool hasBackslashes)
    {
        // A doubled quote ends one token and begins the next, which is all the same here.
        for (var i = start + 1; i < sql.Length; i++)
        {
            if (sql[i] == sql[start])
            {
                return i + 1;
            }

            if (hasBackslashes && sql[i] == '\\')
            {
                i++;
            }
        }

        return sql.Length;
    }

    private static int EndOfComment(string sql, int start)
    {
        var depth = 0;
        for (var i = start; i + 1 < sql.Length; i++)
        {
            if (sql[i] == '/' && sql[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (sql[i] == '*' && sql[i + 1] == '/')
            {
                i++;
                if (--depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return sql.Length;
    }

    private static int EndOfDollarQuoted(string sql, int start)
    {
        var tagEnd = EndWhere(sql, start + 1, c => !IsNameStart(c) && !char.IsAsciiDigit(c));
        if (tagEnd == sql.Length || sql[tagEnd] != '$')
        {
            return start + 1;
        }

        var tag = sql[start..(tagEnd + 1)];
        var close = sql.IndexOf(tag, tagEnd + 1, StringComparison.Ordinal);
        return close < 0 ? sql.Length : close + tag.Length;
    }
}
