using System.Text;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources.PostgreSql.Connections;

/// <summary>Connection strings in libpq's form: <c>host=db.example.com user=exporter password='two words'</c>.</summary>
internal static class PostgresKeywords
{
    /// <summary>
    /// Reads a text in libpq's form; null if it has another form. An unquoted semicolon in the first value means that it has Npgsql's form.
    /// </summary>
    /// <exception cref="SourceException">A parameter is not known. The message repeats no value.</exception>
    public static LibpqParameters? TryRead(string text)
    {
        if (Divide(text) is not [var first, ..] pairs
            || !LibpqParameters.IsKnown(first.Name)
            || (first.Value.Contains(';', StringComparison.Ordinal) && !first.IsQuoted))
        {
            return null;
        }

        var parameters = new LibpqParameters();
        foreach (var (name, value, _) in pairs)
        {
            parameters.Set(name, value);
        }

        return parameters;
    }

    /// <summary>The names and values in a text; null if the text contains anything else.</summary>
    private static List<(string Name, string Value, bool IsQuoted)>? Divide(string text)
    {
        var pairs = new List<(string, string, bool)>();
        var at = 0;
        while (SkipWhitespace())
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            {
                at++;
            }

            var name = text[start..at];
            if (name.Length == 0 || !SkipWhitespace() || text[at++] != '=')
            {
                return null;
            }

            var isQuoted = SkipWhitespace() && text[at] == '\'';
            if (ReadValue(isQuoted) is not { } value)
            {
                return null;
            }

            pairs.Add((name, value, isQuoted));
        }

        return pairs;

        bool SkipWhitespace()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            return at < text.Length;
        }

        string? ReadValue(bool isQuoted)
        {
            var value = new StringBuilder();
            for (at += isQuoted ? 1 : 0; at < text.Length; at++)
            {
                if (isQuoted ? text[at] == '\'' : char.IsWhiteSpace(text[at]))
                {
                    at++;
                    return value.ToString();
                }

                if (text[at] == '\\' && at + 1 < text.Length)
                {
                    at++;
                }

                value.Append(text[at]);
            }

            return isQuoted ? null : value.ToString();
        }
    }
}
