namespace AccountCommStats.Benchmarks.Measuring;

/// <summary>A benchmark cannot be run, or what it compares differs. The message says what to do.</summary>
/// <param name="message">The message.</param>
internal sealed class BenchmarkException(string message) : Exception(message);
