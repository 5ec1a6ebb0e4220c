using System.Data.Common;
using System.Globalization;
using AccountCommStats.Sample;
using DuckDB.NET.Data;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Sample;

/// <summary>Reads the reference tables as lines of text that are the same on both engines.</summary>
internal static class TableReader
{
    /// <summary>Opens PostgreSQL.</summary>
    public static async Task<DbConnection> PostgresAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Opens a DuckDB file.</summary>
    public static async Task<DbConnection> DuckDbAsync(string path)
    {
        var connection = new DuckDBConnection($"Data Source={path}");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The rows of one organization in a table, in the order of their keys.</summary>
    public static Task<List<string>> RowsAsync<TRow>(DbConnection connection, long organizationId)
        where TRow : ISampleRow
    {
        var key = TRow.Columns.Contains("id") ? "id" : "event_id, user_id";
        var columns = string.Join(", ", TRow.Columns);
        return LinesAsync(connection, $"select {columns} from {TRow.Table} where organization_id = {organizationId} order by {key}");
    }

    /// <summary>The records of a query: one line for each, with bars between the fields.</summary>
    public static async Task<List<string>> LinesAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
        }

        return lines;
    }

    /// <summary>A row of the sample generator as a line, in the form of <see cref="LinesAsync"/>.</summary>
    public static string Line<TRow>(TRow row)
        where TRow : ISampleRow
    {
        var sink = new LineSink();
        row.WriteTo(sink);
        return string.Join('|', sink.Fields);
    }

    private static string Text(object? value) => value switch
    {
        null or DBNull => "NULL",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private sealed class LineSink : IValueSink
    {
        public List<string> Fields { get; } = [];

        public void WriteBigint(long? value) => Fields.Add(Text(value));

        public void WriteText(string? value) => Fields.Add(Text(value));

        public void WriteNumeric(decimal? value) => Fields.Add(Text(value));

        public void WriteInstant(DateTime? utc) => Fields.Add(Text(utc));

        public void WriteBoolean(bool value) => Fields.Add(Text(value));
    }
}
