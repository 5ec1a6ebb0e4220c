using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Checking;

/// <summary>Row-level security in <c>acstats check</c> and <c>acstats export</c>.</summary>
public sealed class RowSecurityCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;
    private string _role = "";
    private string _owner = "";

    private string Uri => _database.Uri.Replace("postgres@", $"{_role}@", StringComparison.Ordinal);

    public async Task InitializeAsync()
    {
        _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 42, Accounts = 5, EventsPerAccount = 5 });
        _role = $"exporter_of_{_database.Name}";
        _owner = $"owner_of_{_database.Name}";
        await _database.ExecuteAsync($"create role {_role} login; create role {_owner}");
        await GrantAsync();
        await _database.ExecuteAsync("""
            alter table ticket enable row level security;
            create policy own_rows on ticket using (organization_id = cast(current_setting('app.tenant_id') as bigint))
            """);
    }

    public async Task DisposeAsync()
    {
        await _database.ExecuteAsync($"drop owned by {_role}, {_owner} cascade; drop role {_role}, {_owner}");
        await _database.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Check_names_the_table_and_export_is_refused_with_the_cure()
    {
        var check = await CheckAsync();
        var export = await ExportAsync();

        Assert.Equal((4, 4), (check.ExitCode, export.ExitCode));
        Assert.Contains($"the policies of ticket would hide rows from {_role}", check.Output, StringComparison.Ordinal);
        Assert.Contains($"alter role \"{_role}\" bypassrls;", check.Output, StringComparison.Ordinal);
        Assert.Contains("policy for table \"ticket\"", export.Error, StringComparison.Ordinal);
        Assert.Contains("--row-security on", export.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task Grants_that_look_at_the_source_let_the_role_bypass_it_and_check_does_not_warn_of_that()
    {
        await GrantAsync("--source", _database.Uri);

        var check = await CheckAsync();

        Assert.Equal((0, 0), (check.ExitCode, (await ExportAsync()).ExitCode));
        Assert.Matches("ok +row security", check.Output);
        Assert.Matches($"ok +role {_role}", check.Output);
    }

    [Fact]
    public async Task Bypassing_row_security_where_there_is_none_is_warned_of()
    {
        await _database.ExecuteAsync($"alter table ticket disable row level security; alter role {_role} bypassrls");

        Assert.Matches($"warning +role {_role} +bypasses row security", (await CheckAsync()).Output);
        var grants = await AcstatsProcess.RunAsync("check", "--grants", _role, "--source", _database.Uri);
        Assert.DoesNotContain("bypassrls", grants.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policies_are_kept_on_request_with_the_setting_they_ask_for()
    {
        var check = await CheckAsync("--row-security", "on", "--session", "app.tenant_id={organization}");
        var without = await ExportAsync("--row-security", "on");
        var export = await ExportAsync("--row-security", "on", "--session", "app.tenant_id={organization}");

        Assert.Equal((0, 4, 0), (check.ExitCode, without.ExitCode, export.ExitCode));
        Assert.Contains($"the policies of ticket decide which rows {_role} reads", check.Output, StringComparison.Ordinal);
        Assert.Contains("\"app.tenant_id\". A policy, view or function reads this setting. Export with --session NAME=VALUE.", without.Error, StringComparison.Ordinal);
        Assert.Contains("\"row_security\": \"on\"", await File.ReadAllTextAsync(Directory.GetFiles(_directory.Path, "*.manifest.json").Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_with_policies_is_none_to_resume_for_one_without()
    {
        string[] resumed = ["--as-of", "2025-12-10", "--resume"];
        string[] keep = ["--row-security", "on", "--session", "app.tenant_id={organization}"];
        await ExportAsync([.. resumed, .. keep]);
        await _database.ExecuteAsync($"alter role {_role} bypassrls");

        Assert.Contains("Skipped organization 42", (await ExportAsync([.. resumed, .. keep])).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await ExportAsync(resumed)).ExitCode);
        Assert.DoesNotContain("row_security", await File.ReadAllTextAsync(Directory.GetFiles(_directory.Path, "*.manifest.json").Single()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("with (security_invoker = on)", true)]
    public async Task A_view_is_judged_as_its_owner_and_one_with_security_invoker_as_the_role(string options, bool isInvoker)
    {
        await _database.ExecuteAsync($"""
            alter table ticket rename to ticket_rows;
            create view ticket {options} as select * from ticket_rows;
            alter view ticket owner to {_owner};
            grant usage on schema public to {_owner};
            grant select on ticket_rows to {_owner}, {_role};
            grant select on ticket to {_role};
            alter role {_role} {(isInvoker ? "" : "bypassrls")}
            """);

        var check = await CheckAsync();
        var export = await ExportAsync();
        Assert.Equal((4, 4), (check.ExitCode, export.ExitCode));
        Assert.Contains($"the policies of ticket_rows would hide rows from {(isInvoker ? _role : _owner)}", check.Output, StringComparison.Ordinal);

        await _database.ExecuteAsync($"alter role {(isInvoker ? _role : _owner)} bypassrls");
        Assert.Equal((0, 0), ((await CheckAsync()).ExitCode, (await ExportAsync()).ExitCode));
    }

    [Theory]
    [InlineData("alter table ticket owner to {0}", 0)]
    [InlineData("alter table ticket owner to {0}; alter table ticket force row level security", 4)]
    public async Task The_owner_of_a_table_is_concerned_only_where_its_policies_are_forced(string arrangement, int exitCode)
    {
        await _database.ExecuteAsync(string.Format(null, arrangement, _role));

        Assert.Equal((exitCode, exitCode), ((await CheckAsync()).ExitCode, (await ExportAsync()).ExitCode));
    }

    [Theory]
    [InlineData("work_mem=1GB")]
    [InlineData("app.secret-word")]
    [InlineData("=geheim")]
    public async Task A_setting_that_is_not_the_owners_own_is_wrong_usage_and_not_repeated(string setting)
    {
        var export = await ExportAsync("--session", setting);

        Assert.Equal(2, export.ExitCode);
        Assert.Contains("--session must be NAME=VALUE", export.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", export.Error, StringComparison.Ordinal);
    }

    private async Task GrantAsync(params string[] options)
    {
        var grants = await AcstatsProcess.RunAsync(["check", "--grants", _role, .. options]);
        Assert.Equal((0, ""), (grants.ExitCode, grants.Error));
        await _database.ExecuteAsync(grants.Output);
    }

    private Task<AcstatsResult> CheckAsync(params string[] options)
        => AcstatsProcess.RunAsync(["check", "--source", Uri, .. options]);

    private Task<AcstatsResult> ExportAsync(params string[] options)
        => AcstatsProcess.RunAsync(["export", "--source", Uri, "--organization", "42", "--output", _directory.Path, "--retries", "0", .. options]);
}
