using System.Globalization;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Formats.Text;

/// <summary>Converts values between CSV texts and the whole numbers that <see cref="ColumnStatistics"/> compares.</summary>
internal static class MeasureText
{
    private const int MaximumBytesOfValue = 64;

    private static readonly string[] TimeForms = ["yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFF'+00'"];

    /// <summary>Whether the statistics of a type have a lowest and a highest value.</summary>
    public static bool HasMeasure(SqlKind kind) => IsNumber(kind) || kind is SqlKind.Date or SqlKind.Timestamp or SqlKind.TimestampTz;

    /// <summary>Whether values of a type are exact numbers, which have a sum.</summary>
    public static bool HasSum(SqlKind kind) => IsNumber(kind) && kind != SqlKind.DoublePrecision;

    /// <summary>Whether values of a type are numbers, which can be zero.</summary>
    public static bool IsNumber(SqlKind kind)
        => kind is SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint or SqlKind.Numeric or SqlKind.DoublePrecision;

    /// <summary>Adds a value to the statistics of its column.</summary>
    /// <param name="type">The column's type.</param>
    /// <param name="text">The CSV text of a valid value of the type.</param>
    /// <param name="statistics">The statistics.</param>
    public static void Add(SqlType type, ReadOnlySpan<char> text, ref ColumnStatistics statistics)
    {
        switch (type.Kind)
        {
            case SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint:
                statistics.Add(long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
                break;
            case SqlKind.Numeric:
                Span<char> digits = stackalloc char[MaximumBytesOfValue];
                var point = text.IndexOf('.');
                var whole = point < 0 ? text : text[..point];
                whole.CopyTo(digits);
                text[(point < 0 ? text.Length : point + 1)..].CopyTo(digits[whole.Length..]);
                statistics.Add(Int128.Parse(digits[..(point < 0 ? text.Length : text.Length - 1)], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
                break;
            case SqlKind.DoublePrecision:
                statistics.Add(double.Parse(text, CultureInfo.InvariantCulture));
                break;
            case SqlKind.Date:
                statistics.Add((long)PostgresEpoch.ToDays(ReadDate(text)));
                break;
            case SqlKind.Timestamp or SqlKind.TimestampTz:
                statistics.Add(PostgresEpoch.ToMicroseconds(ReadTime(text)));
                break;
            default:
                statistics.Texts?.Add(text.ToString());
                break;
        }
    }

    /// <summary>The lowest value of a column as CSV text; null if there is none.</summary>
    public static string? Minimum(SqlType type, in ColumnStatistics statistics)
        => type.Kind == SqlKind.DoublePrecision ? Write(statistics.Doubles?.Minimum) : HasMeasure(type.Kind) ? Write(type, statistics.Minimum) : null;

    /// <summary>The highest value of a column as CSV text; null if there is none.</summary>
    public static string? Maximum(SqlType type, in ColumnStatistics statistics)
        => type.Kind == SqlKind.DoublePrecision ? Write(statistics.Doubles?.Maximum) : HasMeasure(type.Kind) ? Write(type, statistics.Maximum) : null;

    /// <summary>The sum of a column of exact numbers, with the digits after the point that the column has; null if there is none.</summary>
    public static string? Sum(SqlType type, in ColumnStatistics statistics)
        => HasSum(type.Kind) && statistics.Minimum is not null ? Write(type, statistics.Sum) : null;

    /// <summary>Writes a numeric that is given as its unscaled integer: 1234 with a scale of 2 is 12.34.</summary>
    /// <param name="value">The unscaled integer.</param>
    /// <param name="scale">Digits after the point.</param>
    /// <param name="destination">At least 64 characters.</param>
    /// <returns>How many characters were written.</returns>
    public static int WriteUnscaled(Int128 value, int scale, Span<char> destination)
    {
        value.TryFormat(destination, out var length, $"D{scale + 1}", CultureInfo.InvariantCulture);
        if (scale > 0)
        {
            destination[(length - scale)..length].CopyTo(destination[(length - scale + 1)..]);
            destination[length - scale] = '.';
            length++;
        }

        return length;
    }

    private static DateOnly ReadDate(ReadOnlySpan<char> text) => new(Number(text[..4]), Number(text[5..7]), Number(text[8..10]));

    private static DateTime ReadTime(ReadOnlySpan<char> text)
    {
        var time = ReadDate(text).ToDateTime(new TimeOnly(Number(text[11..13]), Number(text[14..16]), Number(text[17..19])));
        var fraction = text.Length > 20 && text[19] == '.' ? text[20..] : default;
        var end = fraction.IndexOf('+');
        fraction = end < 0 ? fraction : fraction[..end];
        var microseconds = fraction.IsEmpty ? 0 : Number(fraction);
        for (var digits = fraction.Length; digits < 6; digits++)
        {
            microseconds *= 10;
        }

        return time.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string? Write(SqlType type, Int128? value)
    {
        if (value is not { } measure)
        {
            return null;
        }

        Span<char> text = stackalloc char[MaximumBytesOfValue];
        return type.Kind switch
        {
            SqlKind.Date => PostgresEpoch.ToDate((int)measure).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            SqlKind.Timestamp => PostgresEpoch.ToDateTime((long)measure).ToString(TimeForms[0], CultureInfo.InvariantCulture),
            SqlKind.TimestampTz => PostgresEpoch.ToDateTime((long)measure).ToString(TimeForms[1], CultureInfo.InvariantCulture),
            _ => text[..WriteUnscaled(measure, type.Scale, text)].ToString(),
        };
    }

    private static string? Write(double? value)
    {
        if (value is not { } number)
        {
            return null;
        }

        Span<byte> text = stackalloc byte[MaximumBytesOfValue];
        return System.Text.Encoding.ASCII.GetString(text[..DoubleText.Write(number, text)]);
    }
}
