namespace AccountCommStats.Benchmarks.Measuring;

/// <summary>A benchmark cannot run, or the results that it compares differ. The message says what to do.</summary>
/// <param name="message">The message.</param>
internal sealed class BenchmarkException(string message) : Exception(message);
