using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Text from a source is printed, but it cannot control the terminal and cannot look like a line of the program.</summary>
public sealed class HostileTextTests : IAsyncLifetime, IDisposable
{
    private const string Evil = "\u001b[2J\u001b]0;owned\u0007\u009b31m\r\nerror: forged\u202egnp.\u2028";
    private const string Shown = "\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\r\\nerror: forged\\u202egnp.\\u2028";

    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 1, Accounts = 3, EventsPerAccount = 5 });

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_value_that_breaks_a_rule_is_shown_on_its_line()
    {
        await SpoilProvidersAsync();

        var result = await AcstatsProcess.RunAsync(Export());

        Assert.Equal(5, result.ExitCode);
        AssertHarmless(result.Error);
        var lines = result.Error.TrimEnd('\n').Split('\n');
        Assert.StartsWith("error: organization 1: The data of organization 1 ", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..^1], line => Assert.StartsWith("  account_id ", line, StringComparison.Ordinal));
        Assert.Contains($"(value: '{Shown}xxx", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Correct the data ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_the_value_as_it_is()
    {
        await SpoilProvidersAsync();

        var result = await AcstatsProcess.RunAsync([.. Export(), "--json", "--log-format", "json"]);

        var logged = JsonDocument.Parse(Assert.Single(result.Error.TrimEnd('\n').Split('\n'))).RootElement.GetProperty("Message").GetString()!;
        var summed = JsonDocument.Parse(result.Output).RootElement.GetProperty("organizations")[0].GetProperty("error").GetString()!;
        Assert.All([logged, summed], text => Assert.Contains($"(value: '{Evil}xxx", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_message_of_a_server_stays_on_its_line()
    {
        await _database.ExecuteAsync($$"""
            create function fail(text) returns text language plpgsql as
              $$ begin raise exception '%', e'{{Escaped}}'; end $$;
            alter table customer rename to customer_kept;
            create view customer as select id, organization_id, fail(name) as name, owner, revenue / length(fail(name)) as revenue from customer_kept
            """);

        var result = await AcstatsProcess.RunAsync(Export());

        Assert.Equal(3, result.ExitCode);
        AssertHarmless(result.Error);
        Assert.Contains(Shown, Assert.Single(result.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_column_stays_in_its_row_of_a_check()
    {
        await _database.ExecuteAsync($"""
            create role "looker {_database.Name}" login;
            grant usage on schema public to "looker {_database.Name}";
            do $$ begin execute format('alter table customer add column %I bigint', e'{Escaped}'); end $$;
            grant select on all tables in schema public to "looker {_database.Name}"
            """);
        var source = new Npgsql.NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = $"looker {_database.Name}" }.ConnectionString;

        var result = await AcstatsProcess.RunAsync("check", "--source", source);

        AssertHarmless(result.Everything);
        Assert.Contains($"customer.{Shown}", result.Output, StringComparison.Ordinal);
    }

    private static string Escaped => string.Concat(Evil.Select(character => $"\\u{(int)character:x4}"));

    private static void AssertHarmless(string text)
        => Assert.DoesNotContain(text, character => character != '\n' && (char.IsControl(character) || character is '\u202e' or '\u2028'));

    private Task SpoilProvidersAsync() => _database.ExecuteAsync($"""
        alter table user_api_token alter provider type text;
        update user_api_token set provider = e'{Escaped}' || repeat('x', 50)
        """);

    private string[] Export()
        => ["export", "--source", _database.Uri, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.Path, "--retries", "0"];
}
