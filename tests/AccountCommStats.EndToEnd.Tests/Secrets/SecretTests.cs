using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Secrets;

/// <summary>A password is in no output, however a command fails.</summary>
public sealed class SecretTests : IAsyncLifetime, IDisposable
{
    private const string Password = "s3cr3t&Pa55/w@rd";

    private readonly TemporaryDirectory _directory = new();
    private PostgresServer _server = null!;
    private PostgresDatabase _database = null!;

    private static string Escaped => Uri.EscapeDataString(Password);

    public async Task InitializeAsync()
    {
        // A server of one's own, which asks the role 'locked' for a password as production servers do.
        _server = await PostgresServer.StartAsync();
        _database = await _server.CreateDatabaseAsync();
        await _database.ExecuteAsync(
            $"""
            create role locked login password 'another';
            create role exporter login password '{Password}';
            do $do$ begin
              execute format('copy (select unnest(array[%L, %L])) to %L',
                'host all locked all scram-sha-256', 'host all all all trust', current_setting('hba_file'));
            end $do$;
            select pg_reload_conf()
            """);
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("a wrong password", 3)]
    [InlineData("a wrong password in a URI", 3)]
    [InlineData("an unreachable host", 3)]
    [InlineData("an unreachable host in a URI", 3)]
    [InlineData("a missing database", 3)]
    [InlineData("missing tables", 4)]
    [InlineData("a malformed connection string", 3)]
    [InlineData("a malformed URI", 3)]
    public async Task A_password_is_in_no_output(string failure, int exitCode)
    {
        var (host, port) = ("127.0.0.1", _server.Port);
        var source = failure switch
        {
            "a wrong password" => $"Host={host};Port={port};Database={_database.Name};Username=locked;Password={Password}",
            "a wrong password in a URI" => $"postgresql://locked:{Escaped}@{host}:{port}/{_database.Name}",
            "an unreachable host" => $"Host={host};Port=1;Database=crm;Username=exporter;Password={Password}",
            "an unreachable host in a URI" => $"postgresql://exporter:{Escaped}@{host}:1/crm",
            "a missing database" => $"postgresql://exporter:{Escaped}@{host}:{port}/none",
            "missing tables" => $"postgresql://exporter:{Escaped}@{host}:{port}/{_database.Name}",
            "a malformed connection string" => $"Host={host};Paswort={Password};Port=x",
            _ => $"postgresql://exporter:{Escaped}@{host}:port/crm",
        };

        var export = await AcstatsProcess.RunAsync("export", "--source", source, "--organization", "42", "--output", _directory.Path);
        var check = await AcstatsProcess.RunAsync([("ACSTATS_SOURCE", source)], "check");

        Assert.Equal((exitCode, exitCode), (export.ExitCode, check.ExitCode));
        Assert.NotEqual("", export.Error);
        foreach (var output in new[] { export.Everything, check.Everything })
        {
            Assert.DoesNotContain(Password, output, StringComparison.Ordinal);
            Assert.DoesNotContain(Escaped, output, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cr3t", output, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_password_is_in_no_published_file_and_in_no_summary()
    {
        await SampleSeeder.SeedAsync(_database.ConnectionString, new SampleOptions { OrganizationId = 42, Accounts = 5, EventsPerAccount = 5 });
        await _database.ExecuteAsync("grant select on all tables in schema public to exporter");
        var source = $"postgresql://exporter:{Escaped}@127.0.0.1:{_server.Port}/{_database.Name}";

        var result = await AcstatsProcess.RunAsync("export", "--source", source, "--organization", "42", "--output", _directory.Path, "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("s3cr3t", result.Everything, StringComparison.Ordinal);
        var files = Directory.GetFiles(_directory.Path);
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.DoesNotContain("s3cr3t", File.ReadAllText(file), StringComparison.Ordinal));
    }
}
