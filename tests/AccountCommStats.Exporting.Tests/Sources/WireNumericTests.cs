using System.Globalization;
using System.Numerics;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Sources.PostgreSql;
using AccountCommStats.Testing;
using CsCheck;
using Npgsql;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Numerics as PostgreSQL sends them, for any digits and any scale.</summary>
public sealed class WireNumericTests
{
    [Fact]
    public async Task Reads_what_PostgreSQL_prints()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var connection = await database.OpenAsync();
        var anyNumber = Gen.Select(Gen.Int[1, 45], Gen.Int[0, 40], Gen.Bool, Gen.ULong.Array[3])
            .Select(parts => Number(parts.Item1, parts.Item2, parts.Item3, parts.Item4));
        string[] edgeCases =
        [
            "0", "0.00", "1", "10000", "100000000", "0.0001", "0.00000001", "1000000000000000000000000000000000000", "NaN", "Infinity", "-Infinity",
            "79228162514264337593543950335", "79228162514264337593543950336", "0.0000000000000000000000000001", "0.00000000000000000000000000001",
        ];
        foreach (var text in edgeCases)
        {
            await AssertReadsAsync(connection, text);
        }

        await anyNumber.SampleAsync(text => AssertReadsAsync(connection, text), iter: 500, threads: 1);
    }

    private static async Task AssertReadsAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand($"select numeric_send('{text}'::numeric), '{text}'::numeric::text", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var number = new WireNumeric(reader.GetFieldValue<byte[]>(0));
        var printed = reader.GetString(1);
        Assert.Equal(printed, number.ToString());
        var value = number.ToDecimal(out var kind);
        Assert.Equal(KindOf(printed), kind);
        if (kind == NumberKind.Finite)
        {
            Assert.Equal(decimal.Parse(printed, CultureInfo.InvariantCulture), value);
        }
    }

    private static NumberKind KindOf(string text)
    {
        if (text is "NaN" or "Infinity" or "-Infinity")
        {
            return text == "NaN" ? NumberKind.NaN : NumberKind.Infinite;
        }

        var trimmed = text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
        var point = trimmed.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : trimmed.Length - point - 1;
        var digits = BigInteger.Abs(BigInteger.Parse(trimmed.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        return digits < BigInteger.Pow(2, 96) && scale <= 28 ? NumberKind.Finite : NumberKind.Overflow;
    }

    private static string Number(int digits, int scale, bool isNegative, ulong[] random)
    {
        var text = string.Concat(random.Select(part => part.ToString("D20", CultureInfo.InvariantCulture)))[..digits];
        var whole = text.PadLeft(scale + 1, '0');
        return (isNegative ? "-" : "") + (scale == 0 ? whole : whole.Insert(whole.Length - scale, "."));
    }
}
