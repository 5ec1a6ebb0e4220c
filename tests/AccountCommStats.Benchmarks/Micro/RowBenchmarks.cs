using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using BenchmarkDotNet.Attributes;

namespace AccountCommStats.Benchmarks.Micro;

/// <summary>Measures the path of a row from the bytes of the server to the bytes of the file.</summary>
public class RowBenchmarks
{
    private static readonly OutputBuffer Buffer = new(128 * 1024);

    private readonly List<FieldViolation> _violations = [];
    private readonly ColumnStatistics[] _statistics = new ColumnStatistics[AccountCommunicationStats.Schema.Columns.Length];

    /// <summary>Decodes, reads and checks rows.</summary>
    [Benchmark(Description = "read and check a row", OperationsPerInvoke = CopiedRows.Count)]
    public void ReadAndCheck() => CopiedRows.Decode(new CheckedRows(_violations));

    /// <summary>Decodes, reads, checks and writes rows, and collects statistics.</summary>
    [Benchmark(Description = "read, check and write a row", OperationsPerInvoke = CopiedRows.Count)]
    public void ReadCheckAndWrite() => CopiedRows.Decode(new WrittenRows(_violations, Buffer, _statistics));
}
