using System.Globalization;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Resolves entities: <c>&amp;amp;</c>, <c>&amp;#228;</c>, <c>&amp;#xE4;</c>.</summary>
internal static class Entity
{
    /// <summary>The maximum length of an entity, which is more than the longest name needs.</summary>
    private const int MaximumCharacters = 12;

    private const int LastCodePoint = 0x10FFFF;

    /// <summary>The text of an entity; null if none begins at <paramref name="start"/>.</summary>
    public static string? TryRead(string text, int start, int end, out int entityEnd)
    {
        var close = text.IndexOf(';', start, Math.Min(end - start, MaximumCharacters));
        entityEnd = close + 1;
        if (close < 0)
        {
            return null;
        }

        var name = text.Substring(start + 1, close - start - 1);
        if (name.StartsWith("#", StringComparison.Ordinal))
        {
            return OfNumber(name.Substring(1));
        }

        var entity = "&" + name + ";";
        var shown = System.Net.WebUtility.HtmlDecode(entity);
        return shown == entity ? null : shown;
    }

    private static string? OfNumber(string number)
    {
        var isHexadecimal = number.StartsWith("x", StringComparison.OrdinalIgnoreCase);
        var digits = isHexadecimal ? number.Substring(1) : number;
        var style = isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(digits, style, CultureInfo.InvariantCulture, out var code))
        {
            return null;
        }

        return code is <= 0 or > LastCodePoint or (>= 0xD800 and <= 0xDFFF) ? "\uFFFD" : char.ConvertFromUtf32(code);
    }
}
