using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>How records are passed on while they are read from DuckDB.</summary>
public sealed class DuckDbReadingTests : IDisposable
{
    private readonly DuckDbSample _sample = new();

    public void Dispose() => _sample.Dispose();

    [Theory]
    [InlineData("select i from range(10000) as one (i)", 10_000)]
    [InlineData("select i from range(1000000) as one (i) where i % 2048 < 100 and random() >= 0", 48_900)] // DuckDB yields small chunks.
    public async Task Few_records_wait_to_be_drained(string sql, int count)
    {
        var records = new Integers();

        await ReadAsync(sql, records);

        Assert.Equal(count, records.Count);
        Assert.InRange(records.MaximumWaiting, 1, 256);
    }

    [Fact]
    public async Task A_number_with_digits_after_the_point_is_not_taken_for_an_integer()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync("select cast(1.25 as decimal(9,2))", new Integers()));

        Assert.Contains("DuckDB's type Decimal", exception.Message, StringComparison.Ordinal);
    }

    private async Task ReadAsync(string sql, IRecordConsumer consumer)
    {
        await using var source = ExportSource.Open(_sample.Path);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1), CancellationToken.None);
        await snapshot.ReadFewAsync(new SqlStatement([new SqlPart(sql)]), new ParameterValues(), consumer, CancellationToken.None);
    }

    /// <summary>Counts records of one bigint, and those that have not been drained.</summary>
    private sealed class Integers : IRecordConsumer
    {
        private int _waiting;

        public int Count { get; private set; }

        public int MaximumWaiting { get; private set; }

        public int FieldCount => 1;

        public bool WantsMore => true;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
        {
            fields.TryReadInt64(out _);
            Count++;
            MaximumWaiting = Math.Max(MaximumWaiting, ++_waiting);
        }

        public ValueTask DrainAsync(CancellationToken cancellationToken)
        {
            _waiting = 0;
            return ValueTask.CompletedTask;
        }
    }
}
