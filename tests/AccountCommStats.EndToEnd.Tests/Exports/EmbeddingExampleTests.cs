using System.Text;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>The host of examples/embedding, which reads rows as objects over its own connections.</summary>
public sealed class EmbeddingExampleTests : IAsyncLifetime
{
    private static readonly string Host = Repository.ProgramOf("examples/embedding", "embedding");

    private PostgresDatabase _database = null!;

    public async Task InitializeAsync()
        => _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 42, Accounts = 20, EventsPerAccount = 0 });

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Prints_what_psql_prints()
    {
        var expected = Encoding.UTF8.GetString(await _database.PsqlAsync("""
            copy (
              select concat_ws(' ', id, name, coalesce(cast(revenue as text), '')) from customer where organization_id = 42 order by id
            ) to stdout;
            copy (select concat('total ', sum(revenue)) from customer where organization_id = 42) to stdout
            """));

        var printed = await AcstatsProcess.RunBuiltAsync(Host, _database.ConnectionString, "42");

        Assert.Equal((0, "", expected), (printed.ExitCode, printed.Error, printed.Output));
    }

    [Fact]
    public async Task Fails_where_a_row_is_not_sound()
    {
        await _database.ExecuteAsync("alter table customer alter column name drop not null; update customer set name = null where id = (select max(id) from customer)");

        var printed = await AcstatsProcess.RunBuiltAsync(Host, _database.ConnectionString, "42");

        Assert.Equal(1, printed.ExitCode);
        Assert.DoesNotContain("total", printed.Output, StringComparison.Ordinal);
        Assert.Contains("account_name", printed.Error, StringComparison.Ordinal);
    }
}
