using System.Globalization;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Pages;

/// <summary>Values of rows for people: on one line, and cut short, so that no value makes a page large.</summary>
internal static class ValueText
{
    private const int MaximumCharacters = 100;

    /// <summary>A value; of a long one its beginning and how long it is.</summary>
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
