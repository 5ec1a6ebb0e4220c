using System.Text;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Exporting.Verification;
using AccountCommStats.Testing;
using CsCheck;
using Sylvan.Data.Csv;

namespace AccountCommStats.Exporting.Tests.Formats;

/// <summary>CSV for people with a spreadsheet.</summary>
public sealed class ExcelDialectTests : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly TemporaryDirectory _directory = new();
    private readonly DuckDbSample _sample = new();

    public void Dispose()
    {
        _sample.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Texts_that_would_be_computed_have_an_apostrophe_and_numbers_do_not()
    {
        string[] texts = ["=1+1", "+1", "-1", "@a", "\tx", "'=1", "'quoted'", "=a,\"b\"", "plain", "", "\uFF1D1"];
        _sample.Fill(texts.Select((text, i) => new SampleValues { Id = i + 1, AText = text, AnInteger = -5, ANumeric = -0.5m }));

        var export = await ExportAsync();

        var bytes = await File.ReadAllBytesAsync(export.FilePath);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal(bytes.Count(unit => unit == '\n'), Utf8.GetString(bytes).Split("\r\n").Length - 1);
        await using var reader = await CsvDataReader.CreateAsync(export.FilePath);
        var rows = new List<(string Text, string Integer, string Numeric)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetString(4), reader.GetString(1), reader.GetString(6)));
        }

        Assert.Equal(["'=1+1", "'+1", "'-1", "'@a", "'\tx", "''=1", "'quoted'", "'=a,\"b\"", "plain", "", "'\uFF1D1"], rows.Select(row => row.Text));
        Assert.All(rows, row => Assert.Equal(("-5", "-0.50"), (row.Integer, row.Numeric)));
        Assert.Equal(ManifestCsv.Of(CsvDialect.Excel), export.Manifest.Csv);
    }

    [Fact]
    public Task Any_values_verify_and_are_read_back_as_they_were()
        => SampleValues.Valid.SampleAsync(
            async rows =>
            {
                _sample.Fill(rows.Select(row => row with { AText = "=" + row.AText, AJsonb = null }));
                var export = await ExportAsync();

                var delivered = DeliveredExport.Find(export.FilePath);
                Assert.Empty(new FileVerifier(SampleRow.Schema).Verify(delivered).Problems);
                using var records = new DeliveredRecords(delivered, SampleRow.Schema);
                records.ReadNames();
                foreach (var row in rows)
                {
                    Assert.True(records.Read());
                    Assert.Equal("=" + row.AText, records[4].ToString());
                    Assert.Equal(row.ARequired, records[14].ToString());
                }
            },
            iter: 10,
            threads: 1);

    [Theory]
    [InlineData("\uFEFF", "", "the file lacks the byte order mark")]
    [InlineData("\r\n", "\n", "the line ends with LF; it must end with CR LF")]
    [InlineData("'=text", "=text", "SHA-256")]
    public async Task What_another_program_made_of_it_is_told(string good, string bad, string told)
    {
        _sample.Fill([new SampleValues { Id = 1, AText = "=text" }]);
        var export = await ExportAsync();
        var text = Utf8.GetString(await File.ReadAllBytesAsync(export.FilePath));
        Assert.Contains(good, text, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(export.FilePath, Utf8.GetBytes(text.Replace(good, bad, StringComparison.Ordinal)));

        var problems = new FileVerifier(SampleRow.Schema).Verify(DeliveredExport.Find(export.FilePath)).Problems;

        Assert.Contains(problems, problem => problem.Message.Contains(told, StringComparison.Ordinal));
    }

    private Task<ExportResult> ExportAsync() => _sample.ExportAsync(new ExportRequest
    {
        OrganizationId = PostgresSample.OrganizationId,
        AsOf = new DateTime(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc),
        OutputDirectory = _directory.Path,
        Dialect = CsvDialect.Excel,
    });
}
