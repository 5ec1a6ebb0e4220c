namespace AccountCommStats.Specs.Documents.Model;

/// <summary>Names that SQL accepts without quotes.</summary>
internal static class SqlIdentifier
{
    /// <summary>The maximum length of a name; PostgreSQL truncates longer ones.</summary>
    public const int MaximumCharacters = 63;

    /// <summary>
    /// Whether a text consists of letters, digits and underscores, has at least one letter, and does not begin with a digit.
    /// </summary>
    public static bool IsUsable(string text)
    {
        if (text.Length is 0 or > MaximumCharacters || IsDigit(text[0]))
        {
            return false;
        }

        var hasLetter = false;
        foreach (var c in text)
        {
            hasLetter |= IsLetter(c);
            if (!IsLetter(c) && !IsDigit(c) && c != '_')
            {
                return false;
            }
        }

        return hasLetter;
    }

    /// <summary>The usable name closest to a text; null if it has no letters.</summary>
    public static string? Nearest(string text)
    {
        var name = new System.Text.StringBuilder();
        foreach (var c in text)
        {
            if (IsLetter(c) || (IsDigit(c) && name.Length > 0))
            {
                name.Append(c);
            }
            else if (name.Length > 0 && name[name.Length - 1] != '_')
            {
                name.Append('_');
            }

            if (name.Length == MaximumCharacters)
            {
                break;
            }
        }

        var trimmed = name.ToString().TrimEnd('_');
        return IsUsable(trimmed) ? trimmed : null;
    }

    /// <summary>Whether a character is a letter from a to z or A to Z.</summary>
    public static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    /// <summary>Whether a character is a digit from 0 to 9.</summary>
    public static bool IsDigit(char c) => c is >= '0' and <= '9';
}
