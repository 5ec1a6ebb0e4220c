using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>
/// Checks the text of a value against its type. The text must have the form in which the exporter writes the value, and the value must be
/// in the range of the type. Allocates nothing.
/// </summary>
internal static class FieldCheck
{
    private const int BareNumericPrecision = 38;
    private const int MaximumBytesOfDouble = 32;

    /// <summary>What is wrong with the text of a value, if anything. The caller handles NULL.</summary>
    public static FieldFault Check(SqlType type, ReadOnlySpan<char> text) => type.Kind switch
    {
        SqlKind.Bigint => CheckInteger(text, long.MinValue, long.MaxValue),
        SqlKind.Integer => CheckInteger(text, int.MinValue, int.MaxValue),
        SqlKind.Smallint => CheckInteger(text, short.MinValue, short.MaxValue),
        SqlKind.Boolean => text is "t" or "f" ? FieldFault.None : FieldFault.Form,
        SqlKind.Text => CheckText(text, int.MaxValue),
        SqlKind.Varchar => CheckText(text, type.Length),
        SqlKind.Numeric => CheckNumeric(text, type.Precision > 0 ? type.Precision : BareNumericPrecision, type.Scale),
        SqlKind.Date => TimeTextCheck.CheckDate(text),
        SqlKind.Timestamp => TimeTextCheck.CheckTimestamp(text),
        SqlKind.TimestampTz => TimeTextCheck.CheckTimestampTz(text),
        SqlKind.DoublePrecision => CheckDouble(text),
        SqlKind.Uuid => Guid.TryParseExact(text, "D", out _) && !text.ContainsAnyInRange('A', 'F') ? FieldFault.None : FieldFault.Form,
        _ => CheckJson(text),
    };

    /// <summary>How many Unicode code points a text has, which is how SQL counts characters.</summary>
    public static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        foreach (var character in text)
        {
            if (char.IsLowSurrogate(character))
            {
                count--;
            }
        }

        return count;
    }

    private static FieldFault CheckInteger(ReadOnlySpan<char> text, long minimum, long maximum)
    {
        const int SurelyFits = 9;
        var digits = text is ['-', ..] ? text[1..] : text;
        if (!IsWholeNumber(digits) || text is "-0")
        {
            return FieldFault.Form;
        }

        // Most numbers are small, and every type except smallint holds all numbers of so few digits.
        return (digits.Length <= SurelyFits && maximum > short.MaxValue)
            || (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
                ? FieldFault.None
                : FieldFault.Range;
    }

    private static FieldFault CheckNumeric(ReadOnlySpan<char> text, int precision, int scale)
    {
        var isNegative = text is ['-', ..];
        var digits = isNegative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        if (!IsWholeNumber(whole)
            || !AreDigits(fraction)
            || (point >= 0 && fraction.IsEmpty)
            || (isNegative && !digits.ContainsAnyInRange('1', '9')))
        {
            return FieldFault.Form;
        }

        if (fraction.Length != scale)
        {
            return FieldFault.Scale;
        }

        return (whole is "0" ? 0 : whole.Length) <= precision - scale ? FieldFault.None : FieldFault.Range;
    }

    /// <summary>Whether a text is a number without sign and without leading zeros.</summary>
    private static bool IsWholeNumber(ReadOnlySpan<char> digits)
        => AreDigits(digits) && (digits.Length == 1 || (!digits.IsEmpty && digits[0] != '0'));

    /// <summary>Whether there are only digits. Numbers are short, so a plain loop is the fastest way.</summary>
    private static bool AreDigits(ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }
        }

        return true;
    }

    private static FieldFault CheckText(ReadOnlySpan<char> text, int length)
        => text.IndexOf(RecordReader.InvalidBytes) >= 0 ? FieldFault.Encoding
            : text.Length > length && CodePoints(text) > length ? FieldFault.Length
            : FieldFault.None;

    private static FieldFault CheckDouble(ReadOnlySpan<char> text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return FieldFault.Form;
        }

        Span<byte> written = stackalloc byte[MaximumBytesOfDouble];
        var count = DoubleText.Write(value, written);
        return Ascii.Equals(written[..count], text) ? FieldFault.None : FieldFault.Form;
    }

    private static FieldFault CheckJson(ReadOnlySpan<char> text)
    {
        if (text.IndexOf(RecordReader.InvalidBytes) >= 0)
        {
            return FieldFault.Encoding;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var reader = new Utf8JsonReader(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)), new JsonReaderOptions { MaxDepth = 1_000 });
            while (reader.Read())
            {
                // Reading to the end checks that the text is JSON.
            }

            return FieldFault.None;
        }
        catch (JsonException)
        {
            return FieldFault.Form;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
