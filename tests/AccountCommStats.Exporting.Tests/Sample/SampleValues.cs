using AccountCommStats.Exporting.Rows;
using CsCheck;

namespace AccountCommStats.Exporting.Tests.Sample;

/// <summary>The values of a row of the sample table, as they are put into a source.</summary>
public sealed record SampleValues
{
    public required long Id { get; init; }

    public long? AnInteger { get; init; }

    public long? ASmallint { get; init; }

    public bool? ABoolean { get; init; }

    public string? AText { get; init; }

    public string? AVarchar { get; init; }

    public decimal? ANumeric { get; init; }

    public decimal? AWideNumeric { get; init; }

    public DateOnly? ADate { get; init; }

    public DateTime? ATimestamp { get; init; }

    public DateTime? ATimestampTz { get; init; }

    public double? ADouble { get; init; }

    public Guid? AUuid { get; init; }

    public string? AJsonb { get; init; }

    public string? ARequired { get; init; } = "";

    /// <summary>Rows of every shape that fits the specification. Their ids start at 1.</summary>
    public static Gen<SampleValues[]> Valid { get; } = CreateGenerator().Array[1, 200].Select(NumberRows);

    /// <summary>Values that have caused bugs before.</summary>
    public static SampleValues[] EdgeCases { get; } = NumberRows(
        new[]
        {
            "", " ", ",", "\"", "\"\"", "\n", "\r", "\r\n", "\\.", "\\", "a\\.", "\t", "é", "😀", "日本", "a,b", "a\"b", "'", "NULL",
        }
        .Select(text => new SampleValues { Id = 0, AText = text, AVarchar = text, AJsonb = text, ARequired = text })
        .Concat(new[] { 0m, 0.00m, -0.01m, 0.01m, 0.99m, 1m, -1m, 10m, 100m, 99_999_999.99m, -99_999_999.99m, 0.1m, 12_345.60m }
            .Select(number => new SampleValues { Id = 0, ANumeric = number, AWideNumeric = number * 10_000_000_000m }))
        .Concat(new[] { 0.0000000001m, 7_922_816_251_426_433_759.3543950335m, -7_922_816_251_426_433_759.3543950335m, 10_000m, 1_0000_0000m }
            .Select(number => new SampleValues { Id = 0, AWideNumeric = number }))
        .Concat(new[]
        {
            0, double.NegativeZero, 1, -1, 0.1, 1.5e-7, 0.0001, 0.00001, 1e14, 1e15, 1e16, 1e20, 1e21, 1e22, 1e23, 100_000, 123_456_789_012_345,
            1_234_567_890_123_456, 9_007_199_254_740_993, double.MaxValue, double.MinValue, double.Epsilon, 1e100, 5e-324, 1.7976931348623157e308,
            Math.PI, 2.2250738585072014E-308,
        }
        .Select(number => new SampleValues { Id = 0, ADouble = number }))
        .Concat(new[]
        {
            new DateTime(1, 1, 1), new DateTime(9999, 12, 31, 23, 59, 59).AddMicroseconds(999_999), new DateTime(2000, 1, 1), new DateTime(1999, 12, 31, 23, 59, 59),
            new DateTime(2025, 3, 31).AddMicroseconds(1), new DateTime(2025, 3, 31).AddMicroseconds(120_000), new DateTime(2024, 2, 29, 12, 0, 0),
            new DateTime(1969, 12, 31, 23, 59, 59).AddMicroseconds(999_999), new DateTime(1582, 10, 10),
        }
        .Select(time => new SampleValues
        {
            Id = 0,
            ATimestamp = time,
            ATimestampTz = DateTime.SpecifyKind(time, DateTimeKind.Utc),
            ADate = DateOnly.FromDateTime(time),
        }))
        .Append(new SampleValues { Id = 0, AnInteger = int.MaxValue, ASmallint = short.MaxValue, ABoolean = true, AUuid = Guid.Empty })
        .Append(new SampleValues { Id = 0, AnInteger = int.MinValue, ASmallint = short.MinValue, ABoolean = false, AUuid = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e") })
        .Append(new SampleValues { Id = 0, AText = new string('x', 300_000) + "\"" })
        .Append(new SampleValues { Id = 0, AText = new string('é', 200_000) })
        .ToArray());

    private static SampleValues[] NumberRows(SampleValues[] rows) => [.. rows.Select((row, i) => row with { Id = i + 1 })];

    private static Gen<SampleValues> CreateGenerator()
    {
        string[] letters = ["a", "b", "Z", " ", ",", "\"", "\n", "\r", "\\", ".", "\t", "é", "😀", "日", "'", "$1"];
        var text = Gen.Int[0, letters.Length - 1].Select(i => letters[i]).Array[0, 9].Select(parts => string.Concat(parts));
        var shortText = text.Select(value => new string([.. value.Where(c => !char.IsSurrogate(c)).Take(10)]));
        var cents = Gen.Long[-9_999_999_999, 9_999_999_999].Select(value => value / 100m);
        var wide = Gen.Select(Gen.Long, Gen.Int[0, 10], (digits, scale) => new decimal(digits) / (decimal)Math.Pow(10, scale))
            .Select(value => decimal.Round(value, 10));
        var time = Gen.Long[PostgresEpoch.MinimumMicroseconds, PostgresEpoch.MaximumMicroseconds].Select(PostgresEpoch.ToDateTime);
        var number = Gen.OneOf(
            Gen.Double.Where(double.IsFinite),
            Gen.Int[-1_000_000, 1_000_000].Select(value => value / 1000.0),
            Gen.Long.Select(bits => BitConverter.Int64BitsToDouble(bits)).Where(double.IsFinite),
            Gen.Int[-25, 25].Select(exponent => Math.Pow(10, exponent)));
        return
            from integer in OrNull(Gen.Int.Select(value => (long)value))
            from small in OrNull(Gen.Short.Select(value => (long)value))
            from truth in OrNull(Gen.Bool)
            from anyText in Gen.Frequency((4, text), (1, Gen.Const((string)null!)))
            from someText in Gen.Frequency((4, shortText), (1, Gen.Const((string)null!)))
            from numeric in OrNull(cents)
            from wideNumeric in OrNull(wide)
            from aTime in OrNull(time)
            from aDouble in OrNull(number)
            from guid in OrNull(Gen.Guid)
            from required in text
            select new SampleValues
            {
                Id = 0,
                AnInteger = integer,
                ASmallint = small,
                ABoolean = truth,
                AText = anyText,
                AVarchar = someText,
                ANumeric = numeric,
                AWideNumeric = wideNumeric,
                ADate = aTime is { } t ? DateOnly.FromDateTime(t) : null,
                ATimestamp = aTime is { } u ? DateTime.SpecifyKind(u, DateTimeKind.Unspecified) : null,
                ATimestampTz = aTime,
                ADouble = aDouble,
                AUuid = guid,
                AJsonb = anyText,
                ARequired = required,
            };
    }

    private static Gen<T?> OrNull<T>(Gen<T> values)
        where T : struct
        => Gen.Frequency((4, values.Select(value => (T?)value)), (1, Gen.Const((T?)null)));
}
