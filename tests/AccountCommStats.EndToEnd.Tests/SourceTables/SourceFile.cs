using System.Text.RegularExpressions;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.SourceTables;

/// <summary>Reads files of source tables to run them as they are, and creates databases to run them on.</summary>
internal static partial class SourceFile
{
    /// <summary>The text of one of the tests' schemas.</summary>
    public static string Schema(string name) => Repository.ReadText("tests", "AccountCommStats.EndToEnd.Tests", "SourceTables", "Schemas", $"{name}.sql");

    /// <summary>The text of a file of the help desk example.</summary>
    public static string HelpDesk(params string[] path) => Repository.ReadText(["examples", "helpdesk", .. path]);

    /// <summary>Creates a database with the tables and rows of the help desk example.</summary>
    public static async Task<PostgresDatabase> CreateHelpDeskAsync()
    {
        var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(HelpDesk("schema.sql") + HelpDesk("data.sql"));
        return database;
    }

    /// <summary>Creates a DuckDB file in a folder.</summary>
    public static async Task<string> CreateDuckDbAsync(TemporaryDirectory directory, string sql)
    {
        var file = directory.File("source.duckdb");
        await using var connection = new DuckDBConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        return file;
    }

    /// <summary>The query in a file's text, with the id of an organization in place of <c>@organization_id</c>.</summary>
    public static string For(string text, long organization)
        => Comment().Replace(text, "").Replace("@organization_id", $"cast({organization} as bigint)", StringComparison.Ordinal);

    /// <summary>The lines that a query yields on PostgreSQL, with bars between fields.</summary>
    public static async Task<IReadOnlyList<string>> QueryAsync(PostgresDatabase database, string sql)
    {
        var output = System.Text.Encoding.UTF8.GetString(await database.PsqlAsync($"copy (\n{sql}\n) to stdout (format csv, header, delimiter '|')"));
        return output.TrimEnd('\n').Split('\n');
    }

    /// <summary>The lines that a query yields on DuckDB, with bars between fields.</summary>
    public static async Task<IReadOnlyList<string>> QueryAsync(string file, string sql)
    {
        await using var connection = new DuckDBConnection($"Data Source={file};ACCESS_MODE=READ_ONLY");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string> { string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)) };
        while (await reader.ReadAsync())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : $"{reader.GetValue(i)}")));
        }

        return lines;
    }

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();
}
