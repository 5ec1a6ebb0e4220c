using System.Diagnostics;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Benchmarks.Sources;

/// <summary>Queries by <c>COPY (...) TO STDOUT (FORMAT binary)</c>, with the settings of the product's sessions.</summary>
internal static class BinaryCopy
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>A contestant that lets the server hand over what queries yield, and looks at nothing of it. Connecting is not timed.</summary>
    public static Contestant Contestant(string name, PostgresDatabase database, params IReadOnlyList<string> queries)
        => new(name, () => MeasureAsync(database, queries));

    /// <summary>The bytes of a query.</summary>
    public static async Task<byte[]> ReadAsync(PostgresDatabase database, string query)
    {
        await using var connection = await OpenAsync(database);
        await using var stream = await BeginAsync(connection, query);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static async Task<Measurement> MeasureAsync(PostgresDatabase database, IReadOnlyList<string> queries)
    {
        await using var connection = await OpenAsync(database);
        var buffer = new byte[BufferBytes];
        var begin = Stopwatch.GetTimestamp();
        foreach (var query in queries)
        {
            await using var stream = await BeginAsync(connection, query);
            while (await stream.ReadAsync(buffer, CancellationToken.None) > 0)
            {
            }
        }

        return new Measurement(Stopwatch.GetElapsedTime(begin).TotalSeconds, PeakBytes: 0, Output: "");
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
