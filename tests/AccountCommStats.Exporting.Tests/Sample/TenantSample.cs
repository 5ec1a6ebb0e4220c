using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.Exporting.Tests.Sample;

/// <summary>A table <c>account</c> whose tenants have a given type, in a separate database of either engine.</summary>
public sealed class TenantSample : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase? _postgres;

    private TenantSample() => Directory.CreateDirectory(Output);

    /// <summary>The folder for files.</summary>
    public string Output => _directory.File("files");

    private string Address => _postgres?.Uri ?? _directory.File("sample.duckdb");

    /// <summary>Creates the table.</summary>
    /// <param name="engine">PostgreSQL or DuckDB.</param>
    /// <param name="tenantType">The type of the table's column <c>tenant</c>.</param>
    /// <param name="rows">The values of each row in SQL, separated by commas: tenant, id, name, hidden.</param>
    public static async Task<TenantSample> CreateAsync(SqlDialect engine, string tenantType, params IEnumerable<string> rows)
    {
        var sample = new TenantSample { _postgres = engine == SqlDialect.PostgreSql ? await PostgresDatabase.CreateAsync() : null };
        await sample.ExecuteAsync($"create table account (tenant {tenantType}, id bigint, name text, hidden boolean)");
        foreach (var row in rows)
        {
            await sample.ExecuteAsync($"insert into account values ({row})");
        }

        return sample;
    }

    /// <summary>Runs a statement.</summary>
    public async Task ExecuteAsync(string sql)
    {
        if (_postgres is not null)
        {
            await _postgres.ExecuteAsync(sql);
            return;
        }

        await using var connection = new DuckDBConnection($"Data Source={Address}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A request for an organization, given as text.</summary>
    public ExportRequest Request<TTenants>(string organization)
        where TTenants : ITenants
        => Request(OrganizationId.Parse(organization, TTenants.Kind));

    /// <summary>A request for an organization.</summary>
    public ExportRequest Request(OrganizationId organization) => new()
    {
        OrganizationId = organization,
        AsOf = new DateTime(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc),
        OutputDirectory = Output,
    };

    /// <summary>Exports the rows.</summary>
    public async Task<ExportResult> ExportAsync<TTenants>(ExportRequest request)
        where TTenants : ITenants
    {
        await using var source = ExportSource.Open(Address);
        return await new Exporter<TenantRow<TTenants>>(source).ExportAsync(request, progress: null, CancellationToken.None);
    }

    /// <summary>Lists the organizations.</summary>
    public async Task<IReadOnlyList<OrganizationId>> OrganizationsAsync<TTenants>()
        where TTenants : ITenants
    {
        await using var source = ExportSource.Open(Address);
        return await Exporting.Export.Of<TenantRow<TTenants>>().ReadOrganizationsAsync(source);
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _directory.Dispose();
    }
}
