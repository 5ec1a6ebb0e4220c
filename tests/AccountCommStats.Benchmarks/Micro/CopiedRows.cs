using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.PostgreSql;

namespace AccountCommStats.Benchmarks.Micro;

/// <summary>Rows as the server sends them, in memory.</summary>
internal static class CopiedRows
{
    /// <summary>How many there are.</summary>
    public const int Count = 10_000;

    private const int ArrivingAtOnce = 64 * 1024;

    /// <summary>The binary COPY stream. Set before a benchmark runs, which BenchmarkDotNet creates without arguments.</summary>
    public static byte[] Stream { get; set; } = [];

    /// <summary>Decodes them as they would arrive.</summary>
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
