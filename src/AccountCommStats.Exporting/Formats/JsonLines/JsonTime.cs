namespace AccountCommStats.Exporting.Formats.JsonLines;

/// <summary>
/// Converts times as JSON Lines has them, <c>2025-03-31T00:00:00.5Z</c>, to times as CSV has them, <c>2025-03-31 00:00:00.5</c>, with
/// <c>+00</c> for a timestamptz.
/// </summary>
internal static class JsonTime
{
    /// <summary>The position of the <c>T</c>, from 0.</summary>
    public const int PlaceOfT = 10;

    /// <summary>Rewrites a time of JSON Lines in the form of CSV; other texts are unchanged.</summary>
    /// <param name="text">The time, changed in place.</param>
    /// <param name="length">Its length; there is room for two more characters.</param>
    /// <param name="hasOffset">Whether times of the type have an offset in CSV.</param>
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
