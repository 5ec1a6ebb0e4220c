using System.Text.Json;
using AccountCommStats.Dictionaries;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exports;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Pages;

/// <summary>One page of each kind, with everything it can show: remarks, rows added and removed, texts with markup.</summary>
public sealed class ExamplePages : IAsyncLifetime, IDisposable
{
    /// <summary>A text that must be shown as it is.</summary>
    public const string Markup = "<script>alert(1)</script>";

    private readonly TemporaryDirectory _directory = new();

    /// <summary>The report of an export.</summary>
    public string Report => _directory.File("report.html");

    /// <summary>The report that compares the export with the previous one.</summary>
    public string ReportAgainst => _directory.File("against.html");

    /// <summary>The data dictionary.</summary>
    public string Dictionary => _directory.File("dictionary.html");

    /// <summary>The comparison of two exports.</summary>
    public string Comparison => _directory.File("comparison.html");

    public async Task InitializeAsync()
    {
        var source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = 200, EventsPerAccount = 30 });
        var (before, coreBefore) = (await ExportAsync(source, "account-communication-stats", "before"), await ExportAsync(source, "account-core", "before"));
        await ExecuteAsync(source, $"""
            update user_api_token set provider = '{Markup}' where provider = 'outlook';
            update customer set name = '{Markup}' where id = (select min(id) from customer where organization_id = 1);
            update customer set name = name || ' and Sons' where id % 3 = 0;
            delete from customer where id % 10 = 0;
            delete from ticket_comment;
            delete from ticket;
            """);
        var (now, coreNow) = (await ExportAsync(source, "account-communication-stats", "now"), await ExportAsync(source, "account-core", "now"));
        await RunAsync(0, "report", now, "--output", Report);
        await RunAsync(0, "report", now, "--against", before, "--output", ReportAgainst);
        await RunAsync(1, "diff", coreBefore, coreNow, "--format", "html", "--output", Comparison);
        var dictionary = DataDictionary.Of(ExportCatalog.Default, sample: null);
        var schema = dictionary.Schema with { Columns = [.. dictionary.Schema.Columns.Select((column, i) => i == 3 ? column with { Description = Markup } : column)] };
        await File.WriteAllTextAsync(Dictionary, DictionaryPage.Create(dictionary with { Schema = schema }));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    private static async Task ExecuteAsync(string source, string sql)
    {
        await using var connection = new DuckDBConnection($"Data Source={source}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> ExportAsync(string source, string export, string folder)
    {
        Directory.CreateDirectory(_directory.File(folder));
        var result = await RunAsync(0, "export", "--export", export, "--source", source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.File(folder), "--json");
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("organizations")[0].GetProperty("file").GetString()!;
    }

    private static async Task<AcstatsResult> RunAsync(int exitCode, params string[] arguments)
    {
        var result = await AcstatsProcess.RunAsync(arguments);
        Assert.True(result.ExitCode == exitCode, result.Everything);
        return result;
    }
}
