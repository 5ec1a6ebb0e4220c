using System.Diagnostics;
using Npgsql;

namespace AccountCommStats.Testing;

/// <summary>A database on the private PostgreSQL server of the process. It is dropped on dispose.</summary>
/// <param name="server">The server.</param>
/// <param name="name">The database's name.</param>
public sealed class PostgresDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    /// <summary>The server.</summary>
    public PostgresServer Server => server;

    /// <summary>The database's name.</summary>
    public string Name => name;

    /// <summary>Npgsql connection string of the superuser.</summary>
    public string ConnectionString => server.ConnectionString(name);

    /// <summary>The connection string of the superuser as a URI.</summary>
    public string Uri => server.Uri(name);

    /// <summary>Creates a database on the server of this test process.</summary>
    public static async Task<PostgresDatabase> CreateAsync() => await (await PostgresServer.GetAsync()).CreateDatabaseAsync();

    /// <summary>Opens a connection.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs statements, separated by semicolons.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Returns what psql prints to standard output for a command, byte for byte. The time zone of the session is UTC.</summary>
    /// <exception cref="InvalidOperationException">psql failed.</exception>
    public async Task<byte[]> PsqlAsync(string sql)
    {
        using var process = Process.Start(new ProcessStartInfo(PostgresBinaries.Path("psql"))
        {
            ArgumentList = { "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", Uri, "-f", "-" },
            Environment = { ["PGTZ"] = "UTC", ["PGCLIENTENCODING"] = "UTF8" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        var copying = process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.StandardInput.WriteAsync(sql);
        process.StandardInput.Close();
        await copying;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException($"psql failed: {await errors}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await using (var own = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(own);
        }

        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"drop database if exists {name} with (force)", connection);
        await command.ExecuteNonQueryAsync();
    }
}
