using System.Diagnostics;
using System.Diagnostics.Metrics;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Observability;

/// <summary>Traces and metrics of exports for OpenTelemetry and other listeners, under <see cref="Name"/>.</summary>
public static class ExportTelemetry
{
    /// <summary>The name of the activity source and of the meter: <c>AccountCommStats.Exporting</c>.</summary>
    public const string Name = "AccountCommStats.Exporting";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Rows =
        Meter.CreateCounter<long>("acstats.export.rows", "{row}", "Rows published.");

    private static readonly Counter<long> Bytes =
        Meter.CreateCounter<long>("acstats.export.bytes", "By", "Bytes of the files published.");

    private static readonly Counter<long> Violations =
        Meter.CreateCounter<long>("acstats.export.violations", "{violation}", "Values found that break the specification.");

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>("acstats.export.retries", "{retry}", "Retries after a transient failure of the source.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("acstats.export.duration", "s", "How long an export took, retries included.");

    /// <summary>The source of activities. Each export has an activity <c>export</c>, with a child for each phase.</summary>
    internal static ActivitySource Activities { get; } = new(Name);

    /// <summary>Counts a retry.</summary>
    internal static void AddRetry(string export) => Retries.Add(1, Tag("export", export));

    /// <summary>Runs an export under an activity, and records how it ended.</summary>
    internal static async Task RecordAsync(string export, OrganizationId organizationId, Func<Task<IReadOnlyList<ExportResult>>> run)
    {
        using var activity = Activities.StartActivity("export");
        activity?.SetTag("acstats.export", export).SetTag("acstats.organization_id", organizationId.Value);
        var start = Stopwatch.GetTimestamp();
        var outcome = "delivered";
        try
        {
            var results = await run().ConfigureAwait(false);
            foreach (var result in results)
            {
                RecordDelivery(result.Manifest.Export, result.Manifest);
            }

            activity?.SetTag("acstats.rows", results.Sum(result => result.Manifest.Rows));
        }
        catch (Exception exception)
        {
            outcome = OutcomeOf(exception);
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
            if (exception is ViolationsException violations)
            {
                foreach (var rule in violations.Violations.CountBy(violation => violation.RuleName))
                {
                    Violations.Add(rule.Value, Tag("export", export), Tag("rule", rule.Key));
                }
            }

            throw;
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, Tag("export", export), Tag("outcome", outcome));
        }
    }

    private static void RecordDelivery(string export, ExportManifest manifest)
    {
        Rows.Add(manifest.Rows, Tag("export", export));
        Bytes.Add(manifest.Files.Sum(file => file.Bytes), Tag("export", export));
        foreach (var (rule, count) in manifest.Violations.Rules)
        {
            Violations.Add(count, Tag("export", export), Tag("rule", rule));
        }
    }

    private static string OutcomeOf(Exception exception) => exception switch
    {
        OperationCanceledException => "cancelled",
        SourceException => "source_failed",
        SourceMismatchException => "mismatch",
        EmptyOrganizationException => "empty",
        ViolationsException => "violations",
        DriftException => "drift",
        OutputException => "output_failed",
        _ => "unexpected",
    };

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
