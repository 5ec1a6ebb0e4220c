using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.PostgreSql;

namespace AccountCommStats.Benchmarks.Micro;

/// <summary>Rows as the server sends them, in memory.</summary>
internal static class CopiedRows
{
    /// <summary>The number of rows.</summary>
    public const int Count = 10_000;

    private const int ArrivingAtOnce = 64 * 1024;

    /// <summary>
    /// The binary COPY stream. It must be set before a benchmark runs, because BenchmarkDotNet passes the benchmark no arguments.
    /// </summary>
    public static byte[] Stream { get; set; } = [];

    /// <summary>Decodes the rows as if they arrived from the server.</summary>
    public static void Decode<TConsumer>(TConsumer consumer)
        where TConsumer : struct, IRecordConsumer
    {
        using var decoder = new BinaryCopyDecoder();
        var rest = Stream.AsSpan();
        while (!rest.IsEmpty)
        {
            var free = decoder.Free.Span;
            var count = Math.Min(Math.Min(rest.Length, free.Length), ArrivingAtOnce);
            rest[..count].CopyTo(free);
            rest = rest[count..];
            decoder.Advance(count);
            decoder.Decode(consumer);
        }
    }
}
