using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>A published export of the real specification, with rejected rows. Tests copy it before they change it.</summary>
public sealed class PublishedSample : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>The folder with the three files of the export: the rows, the manifest and the rejects.</summary>
    public string Folder => _directory.File("published");

    /// <summary>The common part of the names of these files.</summary>
    public string Stem { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var options = new SampleOptions { OrganizationId = 42, Accounts = 12, EventsPerAccount = 20 };
        var database = await SeededDatabase.CreateFileAsync(_directory, options);
        await using (var connection = new DuckDBConnection($"Data Source={database}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "update customer set revenue = 999999999999.99 where id % 4 = 0"; // Too large for time_frame_revenue.
            await command.ExecuteNonQueryAsync();
        }

        await using var source = ExportSource.Open(database);
        var request = new ExportRequest
        {
            OrganizationId = 42,
            AsOf = options.AsOf,
            OutputDirectory = Directory.CreateDirectory(Folder).FullName,
            OnViolation = ViolationHandling.Quarantine,
        };
        var export = await new Exporter<AccountCommunicationStats>(source).ExportAsync(request, progress: null, CancellationToken.None);
        Assert.Equal(3, export.Manifest.Violations.RejectedRows);
        Stem = Path.GetFileNameWithoutExtension(export.FilePath);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    /// <summary>Copies the three files.</summary>
    public void CopyTo(string folder)
    {
        foreach (var path in Directory.GetFiles(Folder))
        {
            File.Copy(path, Path.Combine(folder, Path.GetFileName(path)), overwrite: true);
        }
    }
}
