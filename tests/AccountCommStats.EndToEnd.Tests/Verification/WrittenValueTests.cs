using System.Text;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Verification;
using CsCheck;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>The verifier accepts every value in the form that the exporter writes.</summary>
public sealed class WrittenValueTests : IDisposable
{
    private static readonly Gen<DateTime> Times = Gen.Long[0, DateTime.MaxValue.Ticks / 10].Select(microseconds => new DateTime(microseconds * 10, DateTimeKind.Utc));

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["ab,\"\n\r #\\.\u00e9\u20ac"], 0, 5],
        Gen.Const("😀😀😀😀😀"),
        Gen.Const("#,"));

    private static readonly Gen<Values> Rows =
        from name in Texts
        from count in Gen.Int
        from amount in Gen.Int[-999_999, 999_999]
        from at in Times
        from ratio in Gen.Double.Where(double.IsFinite)
        from reference in Gen.Guid
        from hasValues in Gen.Bool
        select new Values(name, count, amount / 100m, at, ratio, reference, hasValues);

    private readonly DeliveredFile _delivered = new();

    public void Dispose() => _delivered.Dispose();

    [Fact]
    public void Whatever_is_written_verifies()
        => Rows.Array[0, 20].Sample(
            rows =>
            {
                using var buffer = new OutputBuffer(256);
                for (var i = 0; i < rows.Length; i++)
                {
                    Write(i - 5, rows[i], buffer);
                }

                _delivered.Write($"{DeliveredFile.Header}\n{Encoding.UTF8.GetString(buffer.Written)}");
                Assert.Empty(_delivered.ProblemsOfRows());
                var verified = _delivered.Verify();
                Assert.Equal(rows.Length, verified.Rows);
                Assert.Equal(new FileInfo(_delivered.DataPath).Length, verified.Bytes);
            },
            iter: 200,
            threads: 1);

    private static void Write(long key, Values values, OutputBuffer buffer)
    {
        var writer = new CsvFieldWriter(buffer, DeliveredFile.Schema.Columns.Length);
        writer.WriteInt64(key);
        writer.WriteString(values.HasValues ? values.Name : null);
        writer.WriteString(values.Name);
        writer.WriteInt64(values.HasValues ? values.Count : null);
        writer.WriteInt64((short)values.Count);
        writer.WriteBoolean(values.HasValues);
        writer.WriteDecimal(values.Amount, scale: 2);
        writer.WriteDate(DateOnly.FromDateTime(values.At));
        writer.WriteTimestamp(values.At);
        writer.WriteTimestampTz(values.At);
        writer.WriteDouble(values.Ratio);
        writer.WriteGuid(values.Reference);
        writer.WriteString("{\"a\": [1, null]}");
        writer.EndRow();
    }

    private sealed record Values(string Name, int Count, decimal Amount, DateTime At, double Ratio, Guid Reference, bool HasValues);
}
