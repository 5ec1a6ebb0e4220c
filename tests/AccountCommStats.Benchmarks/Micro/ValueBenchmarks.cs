using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Sources.PostgreSql;
using BenchmarkDotNet.Attributes;

namespace AccountCommStats.Benchmarks.Micro;

/// <summary>Measures how single values are read and written as text.</summary>
public class ValueBenchmarks
{
    // 1234.56 as PostgreSQL sends it: 2 groups of 4 digits, the first with weight 0, and a scale of 2.
    private readonly byte[] _wireValue = [0, 2, 0, 0, 0, 0, 0, 2, 0x04, 0xD2, 0x15, 0xE0];
    private readonly byte[] _text = new byte[64];
    private readonly DateTime _wholeSeconds = new(2025, 12, 10, 7, 14, 3, DateTimeKind.Utc);
    private readonly DateTime _microseconds = new DateTime(2025, 12, 10, 7, 14, 3, DateTimeKind.Utc).AddMicroseconds(271_828);

    /// <summary>Reads a numeric from the wire into a decimal.</summary>
    [Benchmark(Description = "numeric from the wire")]
    public decimal ReadNumeric() => new WireNumeric(_wireValue).ToDecimal(out _);

    /// <summary>Reads a numeric from the wire and writes it as text.</summary>
    [Benchmark(Description = "numeric from the wire to text")]
    public int WriteNumeric() => DecimalText.Write(new WireNumeric(_wireValue).ToDecimal(out _), 2, _text);

    /// <summary>Writes a timestamp without a fraction as text.</summary>
    [Benchmark(Description = "timestamp to text")]
    public int WriteTimestamp() => TimeText.WriteTimestamp(_wholeSeconds, _text);

    /// <summary>Writes a timestamp with microseconds as text.</summary>
    [Benchmark(Description = "timestamp with microseconds to text")]
    public int WriteTimestampWithMicroseconds() => TimeText.WriteTimestamp(_microseconds, _text);
}
