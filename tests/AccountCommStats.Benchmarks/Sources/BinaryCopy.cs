using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Benchmarks.Sources;

/// <summary>Runs queries as <c>COPY (...) TO STDOUT (FORMAT binary)</c>, with the settings of the product's sessions.</summary>
internal static class BinaryCopy
{
    /// <summary>Returns the bytes that a query yields.</summary>
    public static async Task<byte[]> ReadAsync(PostgresDatabase database, string query)
    {
        await using var connection = await OpenAsync(database);
        await using var stream = await BeginAsync(connection, query);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static async Task<NpgsqlConnection> OpenAsync(PostgresDatabase database)
    {
        var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(SourceQuery.SessionSettings, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<NpgsqlRawCopyStream> BeginAsync(NpgsqlConnection connection, string query)
    {
        var stream = await connection.BeginRawBinaryCopyAsync($"copy (\n{query}\n) to stdout (format binary)");
        stream.ReadTimeout = Timeout.Infinite;
        return stream;
    }
}
