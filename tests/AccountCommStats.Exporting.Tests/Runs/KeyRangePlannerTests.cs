using System.Diagnostics.CodeAnalysis;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Tests.Runs;

/// <summary>Connections share key ranges that are planned so that all connections finish together.</summary>
public sealed class KeyRangePlannerTests
{
    private const int Accounts = 40_960;
    private const long KeyStep = 3;
    private const double WorkPerAccount = 100;

    [Fact]
    public async Task Sets_the_accounts_apart_that_have_most_of_the_events()
    {
        int[] busy = [170, 20_000, 40_959];
        var source = new EstimatingSource { [busy[0]] = 400_000, [busy[1]] = 600_000, [busy[2]] = 500_000 };

        var ranges = await PlanAsync(source);

        var heavy = ranges.Where(range => range.IsHeavy).ToList();
        Assert.Equal(busy.Length, heavy.Count);
        Assert.All(heavy.Zip(busy), pair => Assert.InRange(pair.Second * KeyStep, pair.First.First, pair.First.Last));
        Assert.All(heavy, range => Assert.InRange(range.Rows!.Value, 1, Accounts / 1_000));
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
        var ranges = await PlanAsync(new EstimatingSource { [0] = 500_000, [10_000] = 500_000 });

        Assert.Equal(long.MinValue, ranges[0].First);
        Assert.Equal(long.MaxValue, ranges[^1].Last);
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.Last + 1, pair.Second.First));
        Assert.Equal(Accounts, ranges.Sum(range => range.Rows));
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

    [Fact]
    public async Task Does_not_ask_what_few_rows_cost()
    {
        var source = new EstimatingSource { Connections = 1, CanShare = true, Rows = 50 };

        Assert.Equal(KeyRange.All, Assert.Single(await PlanAsync(source)));
        Assert.Equal((0, 1), (source.Asked, source.Connections));
    }

    [Fact]
    public async Task Leaves_little_work_to_one_connection()
    {
        var source = new EstimatingSource { Connections = 1, CanShare = true, Rows = 200 };

        Assert.Equal(KeyRange.All, Assert.Single(await PlanAsync(source)));
        Assert.Equal((1, 1), (source.Asked, source.Connections));
    }

    [Fact]
    public async Task Gives_further_connections_about_as_many_ranges_as_the_work_is_worth()
    {
        var source = new EstimatingSource { Connections = 1, CanShare = true, Rows = 2_000 };

        var ranges = await PlanAsync(source);

        Assert.Equal(2, source.Connections);
        Assert.InRange(ranges.Count, 4, 6);
    }

    private static Task<IReadOnlyList<KeyRange>> PlanAsync(EstimatingSource source)
        => new KeyRangePlanner(source, EstimatingSource.Query, new ParameterValues()).PlanAsync(CancellationToken.None);

    /// <summary>A source whose accounts all cost the same, except for those to which a test gives more work.</summary>
    private sealed class EstimatingSource : Dictionary<int, double>, ISourceSnapshot
    {
        private const double WorkOfAnyQuery = 10_000;

        public static ExportQuery Query { get; } = new()
        {
            Rows = SqlStatement.Create($"rows"),
            Keys = SqlStatement.Create($"keys"),
            SystemValues = [],
            SourceTables = [],
        };

        public bool HasOpinion { get; init; } = true;

        public int Rows { get; init; } = Accounts;

        public int Connections { get; set; } = 2;

        public bool CanShare { get; set; }

        public int Asked { get; private set; }

        public DateTime TakenAt => default;

        public IReadOnlyList<string> Remarks => [];

        public Task ReadAsync<TConsumer>(
            SqlStatement statement, ParameterValues parameters, TConsumer consumer, CancellationToken cancellationToken)
            where TConsumer : struct, IRecordConsumer
        {
            for (var i = 0L; i < Rows; i++)
            {
                var key = new Key(i * KeyStep);
                consumer.Accept(ref key);
            }

            return Task.CompletedTask;
        }

        public Task ShareAsync(CancellationToken cancellationToken)
        {
            Connections = CanShare ? 2 : Connections;
            CanShare = false;
            return Task.CompletedTask;
        }

        public Task ForgetReadsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<BrokenClaim>> FindBrokenClaimsAsync(ExportQuery query, CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyList<BrokenClaim>>([]);

        public Task<SnapshotEvidence> VerifyAsync(ExportQuery query, CancellationToken cancellationToken)
            => Task.FromResult(new SnapshotEvidence([], Connections, []));

        public Task<double?> EstimateAsync(SqlStatement statement, ParameterValues parameters, CancellationToken cancellationToken)
        {
            Asked++;
            var first = (long)parameters["first_key"]!;
            var last = (long)parameters["last_key"]!;
            var work = WorkOfAnyQuery;
            for (var i = 0; i < Rows; i++)
            {
                var key = i * KeyStep;
                work += key >= first && key <= last ? WorkPerAccount + this.GetValueOrDefault(i) : 0;
            }

            return Task.FromResult<double?>(HasOpinion ? work : null);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>A record with only a key.</summary>
    private readonly struct Key(long key) : IFieldReader
    {
        public bool IsWhole => true;

        public string FieldText => "";

        public bool TryReadInt64(out long value)
        {
            value = key;
            return true;
        }

        public bool TryReadBoolean(out bool value) => throw new NotSupportedException();

        public bool TryReadString([NotNullWhen(true)] out string? value) => throw new NotSupportedException();

        public bool TryReadDecimal(out decimal value, out NumberKind kind) => throw new NotSupportedException();

        public bool TryReadDouble(out double value) => throw new NotSupportedException();

        public bool TryReadTimestamp(out long microseconds) => throw new NotSupportedException();

        public bool TryReadDate(out int days) => throw new NotSupportedException();
    }
}
