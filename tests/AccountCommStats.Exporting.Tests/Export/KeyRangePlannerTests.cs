using System.Diagnostics.CodeAnalysis;

namespace AccountCommStats.Exporting.Tests;

/// <summary>Ranges that connections can share so that they end together.</summary>
public sealed class KeyRangePlannerTests
{
    private const int Partitions = 4_096;
    private const long KeysPerPartition = 10;
    private const double WorkPerPartition = 1_000;

    [Fact]
    public async Task Sets_the_accounts_apart_that_have_most_of_the_events()
    {
        var source = new EstimatingSource { [17] = 400_000, [2_000] = 600_000, [4_095] = 500_000 };

        var ranges = await PlanAsync(source);

        Assert.Equal([17, 2_000, 4_095], ranges.Where(range => range.IsHeavy).Select(range => PartitionOf(ranges, range)));
        Assert.All(ranges.Where(range => range.IsHeavy), range => Assert.Equal(KeysPerPartition, range.Rows));
        Assert.InRange(source.Asked, 1, 100);
    }

    [Fact]
    public async Task Asks_little_where_all_accounts_are_alike()
    {
        var source = new EstimatingSource();

        var ranges = await PlanAsync(source);

        Assert.DoesNotContain(ranges, range => range.IsHeavy);
        Assert.InRange(source.Asked, 1, 12);
    }

    [Fact]
    public async Task Covers_every_key_once_and_no_key_twice()
    {
        var ranges = await PlanAsync(new EstimatingSource { [0] = 500_000, [1_000] = 500_000 });

        Assert.Equal(long.MinValue, ranges[0].First);
        Assert.Equal(long.MaxValue, ranges[^1].Last);
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.Last + 1, pair.Second.First));
        Assert.Equal(Partitions * KeysPerPartition, ranges.Sum(range => range.Rows));
        Assert.All(ranges, range => Assert.InRange(range.Rows!.Value, 1, 4_096));
    }

    [Fact]
    public async Task Divides_by_rows_where_the_source_has_no_opinion_of_the_work()
    {
        var ranges = await PlanAsync(new EstimatingSource { HasOpinion = false });

        Assert.True(ranges.Count >= 10);
        Assert.DoesNotContain(ranges, range => range.IsHeavy);
    }

    [Fact]
    public async Task Reads_all_keys_at_once_over_one_connection()
    {
        var range = Assert.Single(await PlanAsync(new EstimatingSource { Connections = 1 }));

        Assert.Equal(KeyRange.All, range);
    }

    private static Task<IReadOnlyList<KeyRange>> PlanAsync(EstimatingSource source)
        => new KeyRangePlanner(source, EstimatingSource.Query, new ParameterValues()).PlanAsync(CancellationToken.None);

    private static int PartitionOf(IReadOnlyList<KeyRange> ranges, KeyRange range)
        => (int)(ranges.TakeWhile(other => other != range).Sum(other => other.Rows!.Value) / KeysPerPartition);

    /// <summary>A source whose partitions are alike, but for those that are given more work.</summary>
    private sealed class EstimatingSource : Dictionary<int, double>, ISourceSnapshot
    {
        private const double WorkOfAnyQuery = 10_000;

        public static ExportQuery Query { get; } = new()
        {
            Rows = new SqlStatement("rows", []),
            KeyRanges = new SqlStatement("ranges", []),
            SystemValues = [],
            SourceTables = [],
        };

        public bool HasOpinion { get; init; } = true;

        public int Connections { get; init; } = 2;

        public int Asked { get; private set; }

        public DateTime TakenAt => default;

        public IReadOnlyList<string> Remarks => [];

        public Task ReadAsync<TConsumer>(
            SqlStatement statement, ParameterValues parameters, TConsumer consumer, CancellationToken cancellationToken)
            where TConsumer : struct, IRecordConsumer
        {
            for (var i = 0L; i < Partitions; i++)
            {
                consumer.Accept(new Partition(i * KeysPerPartition, ((i + 1) * KeysPerPartition) - 1));
            }

            return Task.CompletedTask;
        }

        public Task<double?> EstimateAsync(SqlStatement statement, ParameterValues parameters, CancellationToken cancellationToken)
        {
            Asked++;
            var first = (long)parameters["first_key"]!;
            var last = (long)parameters["last_key"]!;
            var work = WorkOfAnyQuery;
            for (var i = 0; i < Partitions; i++)
            {
                var key = i * KeysPerPartition;
                work += key >= first && key <= last ? WorkPerPartition + this.GetValueOrDefault(i) : 0;
            }

            return Task.FromResult<double?>(HasOpinion ? work : null);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>The record of a partition: first key, last key, rows.</summary>
    private struct Partition(long first, long last) : IFieldReader
    {
        private int _read;

        public readonly string FieldText => "";

        public bool TryReadInt64(out long value)
        {
            value = _read++ switch { 0 => first, 1 => last, _ => KeysPerPartition };
            return true;
        }

        public readonly bool TryReadBoolean(out bool value) => throw new NotSupportedException();

        public readonly bool TryReadString([NotNullWhen(true)] out string? value) => throw new NotSupportedException();

        public readonly bool TryReadDecimal(out decimal value, out NumberKind kind) => throw new NotSupportedException();

        public readonly bool TryReadDouble(out double value) => throw new NotSupportedException();

        public readonly bool TryReadTimestamp(out long microseconds) => throw new NotSupportedException();

        public readonly bool TryReadDate(out int days) => throw new NotSupportedException();
    }
}
