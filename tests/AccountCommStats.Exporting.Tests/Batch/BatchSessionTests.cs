using System.Diagnostics.Metrics;
using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Batch;

/// <summary>The sessions in which a batch reads one organization after the other.</summary>
public sealed class BatchSessionTests : IAsyncLifetime, IDisposable
{
    private static readonly OrganizationId[] Organizations = [.. Enumerable.Range(1, 5).Select(number => OrganizationId.FromInt64(number))];

    private readonly TemporaryDirectory _directory = new();
    private PostgresSample _sample = null!;

    public async Task InitializeAsync()
    {
        _sample = await PostgresSample.CreateAsync();
        await _sample.Database.ExecuteAsync("""
            insert into sample (organization_id, id, a_required)
            select organization, row, 'required' from generate_series(1, 5) as organization, generate_series(1, 20) as row
            """);
    }

    public async Task DisposeAsync() => await _sample.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public async Task Outlive_an_organization(int connections, int parallel)
    {
        using var sessions = new OpenedSessions(_sample.Database.Name);

        var outcomes = await ExportAsync(connections, parallel, each => { });

        Assert.All(outcomes, outcome => Assert.Equal(ExportStatus.Delivered, outcome.Status));
        Assert.InRange(sessions.Count, 1, parallel);
    }

    [Fact]
    public async Task That_are_lost_between_two_organizations_are_opened_again()
    {
        var outcomes = await ExportAsync(connections: 1, parallel: 1, _ => _sample.Database.ExecuteAsync(
            "select pg_terminate_backend(pid, 60000) from pg_stat_activity where application_name = 'acstats' and datname = current_database()").GetAwaiter().GetResult());

        Assert.All(outcomes, outcome => Assert.Equal(ExportStatus.Delivered, outcome.Status));
    }

    [Fact]
    public async Task Leave_no_transaction_open_between_two_organizations()
    {
        var states = new List<byte[]>();

        await ExportAsync(connections: 1, parallel: 1, _ => states.Add(_sample.Database.PsqlAsync(
            "copy (select state from pg_stat_activity where application_name = 'acstats' and datname = current_database()) to stdout").GetAwaiter().GetResult()));

        Assert.Equal(Organizations.Length, states.Count);
        Assert.All(states, state => Assert.Equal("idle\n"u8, state));
    }

    private async Task<IReadOnlyList<ExportOutcome>> ExportAsync(int connections, int parallel, Action<ExportOutcome> ended)
    {
        await using var source = ExportSource.Open(_sample.Database.Uri);
        var each = new ExportRequest { OrganizationId = Organizations[0], OutputDirectory = _directory.Path, ConnectsAsNeeded = true, Retries = 0 };
        var request = new ExportBatchRequest(each) { Connections = connections, ParallelOrganizations = parallel };
        return await new ExportBatch(Exporting.Export.Of<SampleRow>(), source, request).RunAsync(Organizations, ended);
    }

    /// <summary>Counts the connections that the driver makes to a database.</summary>
    private sealed class OpenedSessions : IDisposable
    {
        private readonly MeterListener _listener = new();
        private int _count;

        public OpenedSessions(string database)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Npgsql", Name: "db.client.connection.npgsql.create_time" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag.Value is string text && text.Contains(database, StringComparison.Ordinal))
                    {
                        Interlocked.Increment(ref _count);
                    }
                }
            });
            _listener.Start();
        }

        public int Count => _count;

        public void Dispose() => _listener.Dispose();
    }
}
