using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace AccountCommStats.Exporting.Export;

/// <summary>
/// Tries an export again after a failure of the source that passes by itself: a lost connection, a failover, a conflict on a
/// standby, too many connections. Each attempt is a whole export from a new snapshot.
/// </summary>
internal static class SourceRetry
{
    private static readonly TimeSpan MostDelay = TimeSpan.FromMinutes(1);

    /// <summary>The attempts that a request asks for.</summary>
    public static ResiliencePipeline<ExportResult> Create(ExportRequest request, string export, ILogger logger)
        => request.Retries == 0
            ? ResiliencePipeline<ExportResult>.Empty
            : new ResiliencePipelineBuilder<ExportResult>().AddRetry(Options(request, export, logger)).Build();

    private static RetryStrategyOptions<ExportResult> Options(ExportRequest request, string export, ILogger logger) => new()
    {
        ShouldHandle = new PredicateBuilder<ExportResult>().Handle<SourceException>(exception => exception.IsTransient),
        MaxRetryAttempts = request.Retries,
        Delay = request.RetryDelay,
        MaxDelay = MostDelay,
        BackoffType = DelayBackoffType.Exponential,
        // Exporters that lost the same server must not come back to it all at once.
        UseJitter = true,
        OnRetry = retry =>
        {
            ExportTelemetry.AddRetry(export);
            ExportLog.Retrying(
                logger,
                request.OrganizationId,
                retry.AttemptNumber + 1,
                request.Retries + 1,
                retry.Outcome.Exception!.Message,
                retry.RetryDelay.TotalSeconds);
            return default;
        },
    };
}
