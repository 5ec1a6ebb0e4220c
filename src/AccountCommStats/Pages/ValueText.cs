using System.Globalization;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Pages;

/// <summary>Values of rows for people: on one line, and cut short, so no value makes a page large.</summary>
internal static class ValueText
{
    private const int MaximumCharacters = 100;

    /// <summary>A value; if it is long, its beginning and its length.</summary>
    public static string Of(string value)
    {
        if (value.Length <= MaximumCharacters)
        {
            return TerminalText.Of(value);
        }

        var end = char.IsHighSurrogate(value[MaximumCharacters - 1]) ? MaximumCharacters - 1 : MaximumCharacters;
        return string.Create(CultureInfo.InvariantCulture, $"{TerminalText.Of(value[..end])}… ({value.Length:N0} characters)");
    }
}
