namespace AccountCommStats.Benchmarks.Measuring;

/// <summary>One run of one contestant.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="PeakBytes">Peak memory of its process; 0 if not measured.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal sealed record Measurement(double Seconds, long PeakBytes, string Output);
