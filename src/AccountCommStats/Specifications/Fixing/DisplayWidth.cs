using System.Globalization;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>How wide a text is in a monospaced font, as in editors.</summary>
internal static class DisplayWidth
{
    /// <summary>The number of characters as a reader counts them; wide ones, such as Chinese, count twice.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        var width = 0;
        while (!text.IsEmpty)
        {
            width += IsWide(text) ? 2 : 1;
            text = text[StringInfo.GetNextTextElementLength(text)..];
        }

        return width;
    }

    private static bool IsWide(ReadOnlySpan<char> text)
    {
        System.Text.Rune.DecodeFromUtf16(text, out var rune, out _);
        return rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
    }
}
