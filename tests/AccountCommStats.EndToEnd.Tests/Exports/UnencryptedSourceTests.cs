using System.Net;
using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Sources whose data crosses a network unencrypted.</summary>
public sealed class UnencryptedSourceTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;

    private SeveredLine _line = null!;

    // This machine's name counts as a remote host.
    private string Remote => $"postgresql://postgres@{Dns.GetHostName()}:{_line.Port}/{_database.Name}";

    public async Task InitializeAsync()
    {
        _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 1, Accounts = 2, EventsPerAccount = 2 }, new SampleOptions { OrganizationId = 2, Accounts = 2, EventsPerAccount = 2 });
        _line = new SeveredLine(_database.Server.Port, "never sent", listenOn: IPAddress.Any);
    }

    public async Task DisposeAsync()
    {
        await _line.DisposeAsync();
        await _database.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("?sslmode=disable")]
    public async Task An_export_warns_once_of_what_is_at_risk_and_says_what_to_do(string mode)
    {
        var export = await ExportAsync(Remote + mode);

        Assert.Equal(0, export.ExitCode);
        var warning = Assert.Single(export.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"warning: The connection to PostgreSQL {Dns.GetHostName()}:", warning, StringComparison.Ordinal);
        Assert.Contains("can read what is exported, and alter it unnoticed", warning, StringComparison.Ordinal);
        Assert.Contains("SSL Mode=VerifyFull", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_warning_is_json_where_that_is_asked_for()
    {
        var export = await ExportAsync(Remote, "--log-format", "json");

        var line = JsonDocument.Parse(export.Error).RootElement;
        Assert.Equal("Warning", line.GetProperty("LogLevel").GetString());
        Assert.Contains("is not encrypted", line.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_on_this_machine_is_not_warned_of()
    {
        var export = await ExportAsync(_database.Uri);

        Assert.Equal((0, ""), (export.ExitCode, export.Error));
    }

    private Task<AcstatsResult> ExportAsync(string source, params string[] more)
        => AcstatsProcess.RunAsync(["export", "--source", source, "--organization", "1", "2", "--output", _directory.Path, .. more]);
}
