using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using BenchmarkDotNet.Attributes;

namespace AccountCommStats.Benchmarks.Micro;

/// <summary>A row from the server's bytes to the file's.</summary>
public class RowBenchmarks
{
    private static readonly OutputBuffer Buffer = new(128 * 1024);

    private readonly List<FieldViolation> _violations = [];
    private readonly ColumnStatistics[] _statistics = new ColumnStatistics[AccountCommunicationStats.Schema.Columns.Length];

    /// <summary>Decoding, reading and checking.</summary>
    [Benchmark(Description = "read and check a row", OperationsPerInvoke = CopiedRows.Count)]
    public void ReadAndCheck() => CopiedRows.Decode(new CheckedRows(_violations));

    /// <summary>Also statistics and formatting.</summary>
    [Benchmark(Description = "read, check and write a row", OperationsPerInvoke = CopiedRows.Count)]
    public void ReadCheckAndWrite() => CopiedRows.Decode(new WrittenRows(_violations, Buffer, _statistics));
}
