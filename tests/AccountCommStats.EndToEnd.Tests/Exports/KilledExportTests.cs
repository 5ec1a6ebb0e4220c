using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

public sealed class KilledExportTests
{
    [Fact]
    public async Task An_exporter_killed_while_it_writes_leaves_nothing_under_the_final_name()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        using var directory = new TemporaryDirectory();
        await AcstatsProcess.RunAsync("seed", "--source", database.Uri, "--organization", "1", "--accounts", "20");
        // The rows wait for a lock that nothing before them needs, so the exporter is caught with its file open.
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "lock table user_api_token in access exclusive mode";
            await command.ExecuteNonQueryAsync();
        }

        using var exporter = AcstatsProcess.Start("export", "--source", database.Uri, "--organization", "1", "--output", directory.Path);
        await WaitUntilBlockedAsync(database);
        exporter.Kill();
        await exporter.WaitForExitAsync();
        await transaction.RollbackAsync();

        Assert.NotEqual(0, exporter.ExitCode);
        var left = Assert.Single(Directory.GetFiles(directory.Path));
        Assert.EndsWith(".tmp", left, StringComparison.Ordinal);
    }

    private static async Task WaitUntilBlockedAsync(PostgresDatabase database)
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from pg_locks where not granted";
        while ((long)(await command.ExecuteScalarAsync())! == 0)
        {
            await Task.Yield();
        }
    }
}
