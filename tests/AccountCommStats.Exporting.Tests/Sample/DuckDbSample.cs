using System.Globalization;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.Exporting.Tests.Sample;

/// <summary>The sample table in its own DuckDB file.</summary>
public sealed class DuckDbSample : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public DuckDbSample() => Execute("""
        create table sample (
          organization_id bigint, id bigint, a_integer bigint, a_smallint bigint, a_boolean boolean, a_text text, a_varchar text,
          a_numeric numeric(38,10), a_wide_numeric numeric(38,10), a_date date, a_timestamp timestamp, a_timestamptz timestamptz,
          a_double double precision, a_uuid text, a_jsonb text, a_required text)
        """);

    public string Path => _directory.File("sample.duckdb");

    /// <summary>Runs statements.</summary>
    public void Execute(params IEnumerable<string> statements)
    {
        using var connection = new DuckDBConnection($"Data Source={Path}");
        connection.Open();
        foreach (var sql in statements.Prepend("set TimeZone = 'UTC'"))
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Replaces the rows.</summary>
    public void Fill(IEnumerable<SampleValues> rows)
        => Execute(rows.Select(row => $"insert into sample values ({string.Join(", ", Literals(row))})").Prepend("truncate sample"));

    /// <summary>Exports the rows.</summary>
    public async Task<ExportResult> ExportAsync(ExportRequest request, CancellationToken cancellationToken = default)
    {
        await using var source = ExportSource.Open(Path);
        return await new Exporter<SampleRow>(source).ExportAsync(request, progress: null, cancellationToken);
    }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<string> Literals(SampleValues row) =>
    [
        $"{PostgresSample.OrganizationId}",
        Literal(row.Id), Literal(row.AnInteger), Literal(row.ASmallint), Literal(row.ABoolean), Literal(row.AText), Literal(row.AVarchar),
        Literal(row.ANumeric), Literal(row.AWideNumeric), Literal(row.ADate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Literal(row.ATimestamp?.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
        Literal(row.ATimestampTz?.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture)),
        Literal(row.ADouble?.ToString("R", CultureInfo.InvariantCulture)), Literal(row.AUuid?.ToString()), Literal(row.AJsonb), Literal(row.ARequired),
    ];

    private static string Literal(object? value) => value switch
    {
        null => "null",
        IFormattable number => $"'{number.ToString(null, CultureInfo.InvariantCulture)}'",
        _ => $"'{value.ToString()!.Replace("'", "''", StringComparison.Ordinal)}'",
    };
}
