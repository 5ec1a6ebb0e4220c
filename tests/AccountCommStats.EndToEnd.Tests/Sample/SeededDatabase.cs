using System.Collections.Concurrent;
using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Sample;

/// <summary>Databases with sample organizations. Each set of organizations is seeded once per test process; each test gets a copy.</summary>
internal static class SeededDatabase
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> PostgresTemplates = [];
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> DuckDbTemplates = [];
    private static readonly Lazy<TemporaryDirectory> DuckDbFolder = new(() =>
    {
        var folder = new TemporaryDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    });

    /// <summary>A database on the server of this test process.</summary>
    public static async Task<PostgresDatabase> CreateAsync(params SampleOptions[] organizations)
    {
        var template = await Once(PostgresTemplates, organizations, async _ =>
        {
            var database = await PostgresDatabase.CreateAsync();
            await SeedAsync(database.ConnectionString, organizations);
            return database.Name;
        });
        return await (await PostgresServer.GetAsync()).CreateDatabaseAsync(template);
    }

    /// <summary>A DuckDB file.</summary>
    /// <param name="directory">The folder for the file <c>sample.duckdb</c>.</param>
    /// <param name="organizations">Its organizations.</param>
    /// <returns>Its path.</returns>
    public static async Task<string> CreateFileAsync(TemporaryDirectory directory, params SampleOptions[] organizations)
    {
        var template = await Once(DuckDbTemplates, organizations, async number =>
        {
            var file = DuckDbFolder.Value.File($"{number}.duckdb");
            await SeedAsync(file, organizations);
            return file;
        });
        var copy = directory.File("sample.duckdb");
        File.Copy(template, copy);
        return copy;
    }

    private static Task<string> Once(
        ConcurrentDictionary<string, Lazy<Task<string>>> templates, SampleOptions[] organizations, Func<int, Task<string>> create)
        => templates.GetOrAdd(
            string.Join('\n', organizations.Select(options => options.ToString())),
            _ => new Lazy<Task<string>>(() => create(templates.Count))).Value;

    private static async Task SeedAsync(string target, SampleOptions[] organizations)
    {
        foreach (var options in organizations)
        {
            await SampleSeeder.SeedAsync(target, options);
        }
    }
}
