using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting.Runs;

/// <summary>
/// Retries an export after a transient failure of the source: a lost connection, a failover, a conflict on a standby, too many
/// connections. Each attempt is a whole export from a new snapshot.
/// </summary>
internal static class SourceRetry
{
    private static readonly TimeSpan MaximumDelay = TimeSpan.FromMinutes(1);

    /// <summary>Makes attempts until one succeeds or fails permanently, or the requested number is reached.</summary>
    public static async Task<TResult> RunAsync<TResult>(
        ExportRequest request, string export, ILogger logger, Func<Task<TResult>> attempt, CancellationToken cancellationToken)
    {
        var number = 1;
        while (true)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (SharedReadException exception)
            {
                // Another organization may have caused the failure. Reading together is tried only once; the next attempt reads this one alone.
                ExportLog.ReadingAlone(logger, request.OrganizationId, exception.Reason);
            }
            catch (SourceException exception) when (exception.IsTransient && number <= request.Retries)
            {
                var delay = DelayAfter(number, request.RetryDelay);
                ExportTelemetry.AddRetry(export);
                ExportLog.Retrying(logger, request.OrganizationId, number, request.Retries + 1, exception.Message, delay.TotalSeconds);
                await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
                number++;
            }
        }
    }

    /// <remarks>The delay is random, so exporters that lost the same server do not all reconnect at once.</remarks>
    private static TimeSpan DelayAfter(int attempt, TimeSpan first)
    {
        var jitter = 0.5 + Random.Shared.NextDouble();
        return TimeSpan.FromSeconds(Math.Min(first.TotalSeconds * Math.Pow(2, attempt - 1) * jitter, MaximumDelay.TotalSeconds));
    }
}
