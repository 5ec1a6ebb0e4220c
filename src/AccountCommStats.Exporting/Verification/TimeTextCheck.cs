using AccountCommStats.Exporting.Formats.Text;

namespace AccountCommStats.Exporting.Verification;

/// <summary>Checks that dates and times have the text that <see cref="TimeText"/> writes.</summary>
internal static class TimeTextCheck
{
    private const int DateLength = 10;
    private const int SecondsLength = 19;
    private const int MaximumFractionDigits = 6;

    /// <summary>What is wrong with a date, if anything. A valid one looks like <c>2025-03-31</c>.</summary>
    public static FieldFault CheckDate(ReadOnlySpan<char> text)
    {
        if (text.Length != DateLength
            || text[4] != '-'
            || text[7] != '-'
            || !TryRead(text[..4], out var year)
            || !TryRead(text[5..7], out var month)
            || !TryRead(text[8..], out var day))
        {
            return FieldFault.Form;
        }

        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? FieldFault.None
            : FieldFault.Range;
    }

    /// <summary>What is wrong with a time, if anything. A valid one looks like <c>2025-03-31 00:00:00</c>, optionally with a fraction.</summary>
    public static FieldFault CheckTimestamp(ReadOnlySpan<char> text)
    {
        if (text.Length < SecondsLength
            || text[10] != ' '
            || text[13] != ':'
            || text[16] != ':'
            || !TryRead(text[11..13], out var hour)
            || !TryRead(text[14..16], out var minute)
            || !TryRead(text[17..19], out var second)
            || !IsFraction(text[SecondsLength..]))
        {
            return FieldFault.Form;
        }

        var ofDate = CheckDate(text[..DateLength]);
        return ofDate != FieldFault.None ? ofDate
            : hour < 24 && minute < 60 && second < 60 ? FieldFault.None
            : FieldFault.Range;
    }

    /// <summary>What is wrong with a time, if anything. A valid one looks like <c>2025-03-31 00:00:00+00</c>, optionally with a fraction.</summary>
    public static FieldFault CheckTimestampTz(ReadOnlySpan<char> text)
        => text.EndsWith("+00") ? CheckTimestamp(text[..^3]) : FieldFault.Form;

    private static bool IsFraction(ReadOnlySpan<char> text)
        => text.IsEmpty
            || (text[0] == '.'
                && text.Length is > 1 and <= MaximumFractionDigits + 1
                && !text[1..].ContainsAnyExceptInRange('0', '9')
                && text[^1] != '0');

    private static bool TryRead(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
