using System.Text.Json;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>What standard error tells.</summary>
public sealed class LoggingTests
{
    [Fact]
    public async Task Every_line_is_json_where_that_is_asked_for()
    {
        using var directory = new TemporaryDirectory();
        var database = directory.File("sample.duckdb");
        await AcstatsProcess.RunAsync("seed", "--source", database, "--organization", "1", "--accounts", "2");

        var export = await AcstatsProcess.RunAsync(
            "export", "--source", database, "--organization", "1", "2", "--output", directory.Path, "--log-level", "information", "--log-format", "json");

        Assert.Equal(0, export.ExitCode);
        var messages = export.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString()!)
            .ToList();
        Assert.Equal(4, messages.Count);
        Assert.Contains(messages, message => message.StartsWith("Organization 1: published ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("postgresql://exporter:geheim@127.0.0.1:1/crm")]
    [InlineData("Host=127.0.0.1;Port=1;Username=exporter;Password=geheim")]
    public async Task The_password_is_nowhere_even_at_trace(string source)
    {
        using var directory = new TemporaryDirectory();

        var export = await AcstatsProcess.RunAsync(
            "export", "--source", source, "--organization", "1", "--output", directory.Path, "--log-level", "trace", "--retries", "1", "--retry-delay", "0");

        Assert.Equal(3, export.ExitCode);
        Assert.Contains("attempt 1 of 2 failed", export.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", export.Error + export.Output, StringComparison.Ordinal);
    }
}
