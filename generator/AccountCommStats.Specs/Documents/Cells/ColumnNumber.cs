namespace AccountCommStats.Specs.Documents.Cells;

/// <summary>Reads the number of a column.</summary>
internal static class ColumnNumber
{
    /// <summary>The maximum number of digits, more than any document needs. A longer number is read as this many nines.</summary>
    private const int MaximumDigits = 9;

    /// <summary>The number in a cell, optionally followed by a period; null if the cell has other text.</summary>
    public static int? TryRead(string text)
    {
        var digits = text.EndsWith(".", StringComparison.Ordinal) ? text.Length - 1 : text.Length;
        if (digits == 0)
        {
            return null;
        }

        var number = 0;
        for (var i = 0; i < digits; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return null;
            }

            number = i < MaximumDigits ? (number * 10) + (text[i] - '0') : 999_999_999;
        }

        return number;
    }
}
