using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Secrets;

/// <summary>A server that asks roles for their password, as production servers do. Some of its databases fail in various ways.</summary>
public sealed class GuardedServer : IAsyncLifetime
{
    /// <summary>The password, with characters that mean something in a URI, in a shell and in JSON.</summary>
    public const string Password = "s3cr3t&Pa55/w@Gehe1m";

    private readonly List<PostgresDatabase> _databases = [];
    private PostgresServer _server = null!;

    /// <summary>
    /// Parts of the password, which no output may contain. They are found even if an output escapes or cuts the password.
    /// </summary>
    public static IReadOnlyList<string> Parts { get; } = ["s3cr3t", "Pa55", "Gehe1m"];

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => _server.Port;

    /// <summary>A database from which the role <c>exporter</c> can export organization 42.</summary>
    public string Sound => _databases[0].Name;

    /// <summary>A database without tables.</summary>
    public string Empty => _databases[1].Name;

    /// <summary>A database in which the query of the rows fails.</summary>
    public string Failing => _databases[2].Name;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        await AddAsync(seed: true, "grant select on all tables in schema public to exporter");
        await AddAsync(seed: false, "");
        await AddAsync(
            seed: true,
            """
            alter table users rename to staff;
            create view users as select id, organization_id, full_name, hourly_cost / 0 as hourly_cost from staff;
            grant select on all tables in schema public to exporter
            """);
    }

    public async Task DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    private async Task AddAsync(bool seed, string sql)
    {
        var database = await _server.CreateDatabaseAsync();
        if (_databases.Count == 0)
        {
            await database.ExecuteAsync(
                $"""
                create role locked login password 'another';
                create role exporter login password '{Password}';
                do $do$ begin
                  execute format('copy (select unnest(array[%L, %L])) to %L',
                    'host all postgres all trust', 'host all all all scram-sha-256', current_setting('hba_file'));
                end $do$;
                select pg_reload_conf()
                """);
        }

        _databases.Add(database);
        if (seed)
        {
            await SampleSeeder.SeedAsync(database.ConnectionString, new SampleOptions { OrganizationId = 42, Accounts = 5, EventsPerAccount = 5 });
        }

        if (sql.Length > 0)
        {
            await database.ExecuteAsync(sql);
        }
    }
}
