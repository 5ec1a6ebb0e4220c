using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Row-level security never hides rows silently.</summary>
public sealed class RowSecurityTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private PostgresSample _sample = null!;
    private string _role = "";

    private string Uri => _sample.Database.Uri.Replace("postgres@", $"{_role}@", StringComparison.Ordinal);

    public async Task InitializeAsync()
    {
        _sample = await PostgresSample.CreateAsync(rows: 9);
        _role = $"reader_of_{_sample.Database.Name}";
        await _sample.Database.ExecuteAsync($"""
            create role {_role} login;
            create table membership (tenant text, id bigint);
            insert into membership select '7', n from generate_series(1, 5) as n;
            grant select on sample, membership to {_role};
            alter table sample enable row level security;
            create policy own_rows on sample using (
              id in (select m.id from membership m where m.tenant = current_setting('app.tenant_id')))
            """);
    }

    public async Task DisposeAsync()
    {
        await _sample.Database.ExecuteAsync($"drop owned by {_role}; drop role {_role}");
        await _sample.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_table_with_policies_is_refused_with_the_cure()
    {
        var exception = await Assert.ThrowsAsync<SourceMismatchException>(() => ExportAsync());

        Assert.Contains("row-level security policy for table \"sample\", so rows would be missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("bypassrls", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExportRemedy.KeepRowSecurity, exception.Remedy);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_role_that_bypasses_it_exports_all_rows_and_the_manifest_says_nothing_of_it()
    {
        await _sample.Database.ExecuteAsync($"alter role {_role} bypassrls");

        var result = await ExportAsync();

        Assert.Equal(9, result.Manifest.Rows);
        Assert.DoesNotContain("row_security", await File.ReadAllTextAsync(result.ManifestPath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Policies_are_kept_where_that_is_asked_for_and_every_session_has_the_setting_they_ask_for(int connections)
    {
        var result = await ExportAsync(
            new SessionSettings { KeepsRowSecurity = true, Variables = [new SessionVariable("app.tenant_id", "{organization}")] }, connections);

        Assert.Equal(5, result.Manifest.Rows);
        Assert.Contains("\"row_security\": \"on\"", await File.ReadAllTextAsync(result.ManifestPath), StringComparison.Ordinal);
        Assert.Equal("on", ExportManifest.Parse(await File.ReadAllBytesAsync(result.ManifestPath)).RowSecurity);
    }

    [Fact]
    public async Task A_setting_that_names_no_organization_is_set_where_organizations_are_listed()
    {
        var settings = new SessionSettings
        {
            Variables = [new SessionVariable("app.a", "of {organization}"), new SessionVariable("app.b", "it's")],
        };
        await using var source = ExportSource.Open(_sample.Database.Uri, limits: null, settings);

        Assert.Equal("none, it's", await SettingsAsync(organization: null));
        Assert.Equal("of 7, it's", await SettingsAsync("7"));

        async Task<string?> SettingsAsync(string? organization)
        {
            await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1) { Organization = organization }, CancellationToken.None);
            return (await TextRecords.ReadAsync(
                snapshot, "select concat(coalesce(current_setting('app.a', true), 'none'), ', ', current_setting('app.b', true))", 1, CancellationToken.None))[0][0];
        }
    }

    [Theory]
    [InlineData("app.tenant_id", true)]
    [InlineData("my_app.inner.tenant$1", true)]
    [InlineData("row_security", false)]
    [InlineData("app.", false)]
    [InlineData(".app", false)]
    [InlineData("app.x; drop table customer", false)]
    [InlineData("app.x\n", false)]
    public void Only_settings_of_the_owners_own_are_taken(string name, bool isTaken)
        => Assert.Equal(isTaken, SessionSettings.IsVariableName(name));

    [Fact]
    public async Task A_DuckDB_file_has_none_of_it()
    {
        using var sample = new DuckDbSample();
        await using var source = ExportSource.Open(sample.Path, limits: null, new SessionSettings { KeepsRowSecurity = true });

        var exception = await Assert.ThrowsAsync<SourceMismatchException>(
            () => new Exporter<SampleRow>(source).ExportAsync(Request(1), progress: null, CancellationToken.None));

        Assert.Contains("has neither row level security nor session settings", exception.Message, StringComparison.Ordinal);
    }

    private async Task<ExportResult> ExportAsync(SessionSettings? settings = null, int connections = 2)
    {
        await using var source = ExportSource.Open(Uri, limits: null, settings);
        return await new Exporter<SampleRow>(source).ExportAsync(Request(connections), progress: null, CancellationToken.None);
    }

    private ExportRequest Request(int connections)
        => new() { OrganizationId = PostgresSample.OrganizationId, OutputDirectory = _directory.Path, Connections = connections };
}
