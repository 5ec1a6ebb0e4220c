namespace AccountCommStats.Exporting.Rows;

/// <summary>The order of texts in a key.</summary>
public static class KeyOrder
{
    /// <summary>
    /// Compares two texts by the bytes of their UTF-8 form, as PostgreSQL and DuckDB order under <c>collate "C"</c>. null
    /// comes first.
    /// </summary>
    /// <returns>Less than 0, 0 or greater than 0 as the left text comes before, equals or comes after the right one.</returns>
    public static int Compare(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        }

        return Compare(left.AsSpan(), right.AsSpan());
    }

    /// <summary>Compares two texts by the bytes of their UTF-8 form.</summary>
    /// <returns>Less than 0, 0 or greater than 0 as the left text comes before, equals or comes after the right one.</returns>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var common = left.CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    /// <summary>
    /// The rank of a character in the order of UTF-8. UTF-16 orders surrogates (U+D800 to U+DFFF) before U+E000 to U+FFFF. In UTF-8, the
    /// characters that surrogates encode come after U+FFFF.
    /// </summary>
    private static int Rank(char character)
        => char.IsSurrogate(character) ? character + char.MaxValue : character;
}
