using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;
using NpgsqlTypes;

namespace AccountCommStats.Exporting.Tests.Sample;

/// <summary>The sample table in its own PostgreSQL database.</summary>
public sealed class PostgresSample : IAsyncDisposable
{
    public const long OrganizationId = 7;

    /// <summary>SQL that creates the table.</summary>
    public const string CreateTable = """
        create table sample (
          organization_id bigint, id bigint, a_integer bigint, a_smallint bigint, a_boolean boolean, a_text text, a_varchar text,
          a_numeric numeric, a_wide_numeric numeric, a_date date, a_timestamp timestamp, a_timestamptz timestamptz,
          a_double double precision, a_uuid text, a_jsonb text, a_required text)
        """;

    private PostgresSample(PostgresDatabase database) => Database = database;

    public PostgresDatabase Database { get; }

    /// <summary>Creates the table without constraints, so that rows can break the specification.</summary>
    public static async Task<PostgresSample> CreateAsync()
    {
        var sample = new PostgresSample(await PostgresDatabase.CreateAsync());
        await sample.Database.ExecuteAsync(CreateTable);
        return sample;
    }

    /// <summary>Creates the table with rows that fit the specification. Their ids start at 1.</summary>
    public static async Task<PostgresSample> CreateAsync(int rows)
    {
        var sample = await CreateAsync();
        await sample.Database.ExecuteAsync($"""
            insert into sample (organization_id, id, a_integer, a_text, a_required)
            select {OrganizationId}, n, n % 1000, 'text of row ' || n, 'required' from generate_series(1, {rows}) as n
            """);
        return sample;
    }

    /// <summary>Replaces the rows.</summary>
    public async Task FillAsync(IEnumerable<SampleValues> rows)
    {
        await using var connection = await Database.OpenAsync();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "truncate sample";
            await command.ExecuteNonQueryAsync();
        }

        await using var import = await connection.BeginBinaryImportAsync("copy sample from stdin (format binary)");
        foreach (var row in rows)
        {
            await import.StartRowAsync();
            await import.WriteAsync(OrganizationId, NpgsqlDbType.Bigint);
            await import.WriteAsync(row.Id, NpgsqlDbType.Bigint);
            await import.WriteAsync(row.AnInteger, NpgsqlDbType.Bigint);
            await import.WriteAsync(row.ASmallint, NpgsqlDbType.Bigint);
            await import.WriteAsync(row.ABoolean, NpgsqlDbType.Boolean);
            await import.WriteAsync(row.AText, NpgsqlDbType.Text);
            await import.WriteAsync(row.AVarchar, NpgsqlDbType.Text);
            await import.WriteAsync(row.ANumeric, NpgsqlDbType.Numeric);
            await import.WriteAsync(row.AWideNumeric, NpgsqlDbType.Numeric);
            await import.WriteAsync(row.ADate, NpgsqlDbType.Date);
            await import.WriteAsync(row.ATimestamp, NpgsqlDbType.Timestamp);
            await import.WriteAsync(row.ATimestampTz, NpgsqlDbType.TimestampTz);
            await import.WriteAsync(row.ADouble, NpgsqlDbType.Double);
            await import.WriteAsync(row.AUuid?.ToString(), NpgsqlDbType.Text);
            await import.WriteAsync(row.AJsonb, NpgsqlDbType.Text);
            await import.WriteAsync(row.ARequired, NpgsqlDbType.Text);
        }

        await import.CompleteAsync();
    }

    /// <summary>Exports the rows.</summary>
    public async Task<ExportResult> ExportAsync(ExportRequest request, CancellationToken cancellationToken = default)
    {
        await using var source = ExportSource.Open(Database.Uri);
        return await new Exporter<SampleRow>(source).ExportAsync(request, progress: null, cancellationToken);
    }

    /// <summary>The file that psql writes for an export's query.</summary>
    public Task<byte[]> CopyWithPsqlAsync(ExportManifest manifest)
    {
        var dataAsOf = manifest.SystemValues["data_as_of"]!.TrimEnd('Z').Replace('T', ' ');
        var sql = SampleRow.Query.Rows.Sql
            .Replace("$1", $"{OrganizationId}", StringComparison.Ordinal)
            .Replace("$2", $"({long.MinValue})", StringComparison.Ordinal)
            .Replace("$3", $"{long.MaxValue}", StringComparison.Ordinal)
            .Replace("$4", $"timestamptz '{manifest.ExtractedAt:yyyy-MM-dd HH:mm:ss.ffffff}+00'", StringComparison.Ordinal)
            .Replace("$5", $"timestamp '{dataAsOf}'", StringComparison.Ordinal);
        return Database.PsqlAsync($"copy (\n{sql}\n) to stdout (format csv, header)");
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
