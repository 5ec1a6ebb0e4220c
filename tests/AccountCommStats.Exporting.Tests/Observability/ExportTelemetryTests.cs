using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Observability;

/// <summary>What OpenTelemetry sees of an export.</summary>
public sealed class ExportTelemetryTests
{
    [Fact]
    public async Task Counts_rows_bytes_and_violations_and_times_the_export()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 10);
        await sample.Database.ExecuteAsync("update sample set a_required = null where id <= 2");
        using var directory = new TemporaryDirectory();
        using var test = new Activity("test").Start();
        var measured = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == ExportTelemetry.Name)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        // Other tests export at the same time, so only measurements under this test's activity count.
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        listener.Start();

        var result = await sample.ExportAsync(new ExportRequest
        {
            OrganizationId = PostgresSample.OrganizationId,
            OutputDirectory = directory.Path,
            OnViolation = ViolationHandling.Quarantine,
        });

        Assert.Equal(8, measured["acstats.export.rows"]);
        Assert.Equal(result.Manifest.Files[0].Bytes, measured["acstats.export.bytes"]);
        Assert.Equal(2, measured["acstats.export.violations"]);
        Assert.True(measured["acstats.export.duration"] > 0);

        void Add(Instrument instrument, double value)
        {
            if (Activity.Current?.TraceId == test.TraceId)
            {
                measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            }
        }
    }

    [Fact]
    public async Task Traces_the_export_and_its_phases()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        using var directory = new TemporaryDirectory();
        using var test = new Activity("test").Start();
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ExportTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == test.TraceId)
                {
                    ended.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        await sample.ExportAsync(new ExportRequest { OrganizationId = PostgresSample.OrganizationId, OutputDirectory = directory.Path });

        Assert.Equal(["snapshot", "prepare", "rows", "publish", "export"], ended.Select(activity => activity.OperationName));
        var export = ended.Last();
        Assert.Equal(1L, export.GetTagItem("acstats.rows"));
        Assert.All(ended.SkipLast(1), phase => Assert.Equal(export.SpanId, phase.ParentSpanId));
    }
}
