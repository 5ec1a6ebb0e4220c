using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Formats.Model;
using CsCheck;

namespace AccountCommStats.Exporting.Tests.Formats.Csv;

/// <summary>Values as text, compared with .NET's formatting.</summary>
public sealed class CsvFieldWriterTests
{
    private static readonly Gen<long> Integers = Gen.OneOf(
        Gen.Long,
        Gen.Long[-1_000, 1_000],
        Gen.Select(Gen.Int[0, 18], Gen.Long[-1, 1]).Select((power, more) => (long)Math.Pow(10, power) + more));

    private static readonly Gen<decimal> Numbers = Gen.OneOf(
        Gen.Decimal,
        Gen.Select(Gen.Long, Gen.Int[0, 6], Gen.Bool).Select((digits, scale, isNegative)
            => new decimal((int)digits, (int)(digits >> 32), 0, isNegative, (byte)scale)),
        Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 4]).Select((digits, scale) => new decimal(digits, 0, 0, false, (byte)scale)));

    private static readonly Gen<DateTime> Times = Gen.OneOf(
        Gen.Long[0, DateTime.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond].Select(value => new DateTime(value * TimeSpan.TicksPerMicrosecond)),
        Gen.Long[0, DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond].Select(value => new DateTime(value * TimeSpan.TicksPerSecond)));

    [Fact]
    public void Integers_have_their_digits()
        => Integers.Sample(value => Written((ref CsvFieldWriter writer) => writer.WriteInt64(value)) == value.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Numerics_have_the_digits_of_their_scale()
        => Gen.Select(Numbers, Gen.Int[0, 6]).Sample((value, scale) =>
        {
            var rounded = decimal.Round(value, scale, MidpointRounding.AwayFromZero);
            var expected = (rounded == 0 ? 0 : rounded).ToString("F" + scale, CultureInfo.InvariantCulture);
            return Written((ref CsvFieldWriter writer) => writer.WriteDecimal(value, scale)) == expected;
        });

    [Fact]
    public void Times_have_the_microseconds_that_they_need()
        => Times.Sample(value
            => Written((ref CsvFieldWriter writer) => writer.WriteTimestamp(value))
                == value.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture));

    [Fact]
    public void A_field_leaves_nothing_behind_its_end()
    {
        var written = Written((ref CsvFieldWriter writer) =>
        {
            writer.WriteInt64(7);
            writer.WriteTimestamp(new DateTime(2025, 3, 31, 1, 2, 3, DateTimeKind.Utc));
            writer.WriteDecimal(0.5m, 2);
            writer.WriteInt64(null);
        });

        Assert.Equal("7,2025-03-31 01:02:03,0.50,", written);
    }

    private delegate void Fields(ref CsvFieldWriter writer);

    private static string Written(Fields write)
    {
        using var buffer = new OutputBuffer(16);
        var writer = new CsvFieldWriter(buffer, fieldCount: 4);
        write(ref writer);
        writer.EndRow();
        return Encoding.UTF8.GetString(buffer.Written)[..^1];
    }
}
