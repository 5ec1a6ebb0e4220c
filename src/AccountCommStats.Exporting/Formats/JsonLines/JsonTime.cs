namespace AccountCommStats.Exporting.Formats.JsonLines;

/// <summary>Times in JSON Lines, <c>2025-03-31T00:00:00.5Z</c>, and in CSV, <c>2025-03-31 00:00:00.5</c> or with <c>+00</c>.</summary>
internal static class JsonTime
{
    /// <summary>Where the <c>T</c> stands, counted from 0.</summary>
    public const int PlaceOfT = 10;

    /// <summary>Rewrites a time of JSON Lines as CSV has it; other texts stay as they are.</summary>
    /// <param name="text">The time, which is changed in place.</param>
    /// <param name="length">Its length; there is room for two characters more.</param>
    /// <param name="hasOffset">Whether the type is written with its offset.</param>
    /// <returns>The new length.</returns>
    public static int ToCsv(Span<char> text, int length, bool hasOffset)
    {
        if (length <= PlaceOfT || text[PlaceOfT] != 'T' || text[length - 1] != 'Z')
        {
            return length;
        }

        text[PlaceOfT] = ' ';
        if (!hasOffset)
        {
            return length - 1;
        }

        "+00".CopyTo(text[(length - 1)..]);
        return length + 2;
    }
}
