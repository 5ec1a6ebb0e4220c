using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Tenants;

/// <summary>
/// The tables that the test cases read, in three worlds: as they are, without the rows of other organizations, and with those rows altered.
/// </summary>
public sealed class CaseWorlds : IAsyncLifetime
{
    private static readonly string[] Tables = ["customer", "users", "user_api_token", "email_prop", "ticket", "ticket_comment", "archive.users"];

    private readonly Dictionary<(long Tenant, int World), TenantWorld> _worlds = [];

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var world in _worlds.Values)
        {
            await world.DisposeAsync();
        }
    }

    /// <summary>
    /// The three worlds of one organization: with all rows, with its own rows alone, and with the rows of others altered.
    /// </summary>
    internal async Task<IReadOnlyList<TenantWorld>> OfAsync(long tenant)
    {
        for (var world = 0; world < 3; world++)
        {
            if (!_worlds.ContainsKey((tenant, world)))
            {
                var change = world == 0 ? "" : string.Concat(Tables.Select(table => Change(table, tenant, isAlteration: world == 2)));
                _worlds[(tenant, world)] = await TenantWorld.CreateAsync(
                    Repository.ReadText("spec", "source", "reference", "schema.sql") + CaseFile("data.sql") + change, CaseFile("postgres.sql"), CaseFile("duckdb.sql"));
            }
        }

        return [_worlds[(tenant, 0)], _worlds[(tenant, 1)], _worlds[(tenant, 2)]];
    }

    private static string CaseFile(string name) => File.ReadAllText(Repository.PathOf("tests", "AccountCommStats.EndToEnd.Tests", "Tenants", "cases", name));

    private static string Change(string table, long tenant, bool isAlteration)
    {
        if (!isAlteration)
        {
            return $"delete from {table} where organization_id <> {tenant};\n";
        }

        var doubled = table switch
        {
            "customer" => "id + 5000, organization_id, 'FOREIGN-more', owner, 777",
            "users" or "archive.users" => "id + 5000, organization_id, 'FOREIGN-more', 777",
            _ => null,
        };
        return (doubled is null ? "" : $"insert into {table} select {doubled} from {table} where organization_id <> {tenant};\n")
            + (table.EndsWith("users", StringComparison.Ordinal) ? $"update {table} set full_name = 'FOREIGN-altered', hourly_cost = 888 where organization_id <> {tenant} and id < 5000;\n" : "");
    }
}
