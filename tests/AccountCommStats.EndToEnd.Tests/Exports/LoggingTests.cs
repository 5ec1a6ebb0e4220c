using System.Globalization;
using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Logs on standard error.</summary>
public sealed class LoggingTests
{
    [Fact]
    public async Task Every_line_is_json_where_that_is_asked_for()
    {
        using var directory = new TemporaryDirectory();
        var database = await SeededDatabase.CreateFileAsync(directory, new SampleOptions { OrganizationId = 1, Accounts = 2, EventsPerAccount = 20 });

        var export = await AcstatsProcess.RunAsync(
            "export", "--source", database, "--organization", "1", "2", "--output", directory.Path, "--log-level", "information", "--log-format", "json");

        Assert.Equal(4, export.ExitCode);
        var lines = export.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(4, lines.Count);
        Assert.Contains(lines, line => line.GetProperty("Message").GetString()!.StartsWith("Organization 1: published ", StringComparison.Ordinal));
        var failure = Assert.Single(lines, line => line.GetProperty("LogLevel").GetString() == "Error");
        Assert.Equal(2, failure.GetProperty("State").GetProperty("OrganizationId").GetInt64());
    }

    [Theory]
    [InlineData(3, "export --all-organizations --output {0} --retries 1 --retry-delay 0.01 --source postgresql://exporter@127.0.0.1:1/crm")]
    [InlineData(3, "export --organization 1 2 --output {0} --retries 0 --source postgresql://exporter@127.0.0.1:1/crm")]
    [InlineData(3, "export --organization 1 --output {0} --source postgresql://exporter@127.0.0.1:port/crm")]
    [InlineData(3, "export --organization 1 --output {0} --source {0}/none.duckdb")]
    [InlineData(6, "export --organization 1 --output {0}/none --source {0}/none.duckdb")]
    [InlineData(2, "export --organization one --output {0} --source {0}/none.duckdb")]
    [InlineData(2, "export --nonsense")]
    [InlineData(3, "check --source postgresql://exporter@127.0.0.1:1/crm")]
    [InlineData(2, "check --source ")]
    [InlineData(3, "seed --organization 1 --source postgresql://exporter@127.0.0.1:1/crm")]
    [InlineData(3, "verify {0}/none.csv")]
    public async Task Failures_are_json_as_well(int exitCode, string commandLine)
    {
        using var directory = new TemporaryDirectory();
        var arguments = string.Format(CultureInfo.InvariantCulture, commandLine, directory.Path).Split(' ');

        var result = await AcstatsProcess.RunAsync([.. arguments, "--log-level", "trace", "--log-format", "json"]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(
            result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement),
            line => line.GetProperty("LogLevel").GetString() == "Error" && line.GetProperty("Message").GetString()!.Length > 0);
    }

    [Fact]
    public async Task Errors_are_told_whatever_is_logged()
    {
        using var directory = new TemporaryDirectory();

        var result = await AcstatsProcess.RunAsync(
            "export", "--source", directory.File("none.duckdb"), "--organization", "1", "--output", directory.Path, "--log-level", "none", "--log-format", "json");

        var line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("There is no DuckDB file", JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }
}
