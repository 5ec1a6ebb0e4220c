using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;
using Microsoft.Extensions.Time.Testing;

namespace AccountCommStats.Exporting.Tests.Batch;

/// <summary>Small organizations that are read from one snapshot.</summary>
public sealed class SharedSnapshotTests : IAsyncLifetime, IDisposable
{
    private const int Organizations = 20;
    private const int Rows = 30;

    private static readonly DateTime AsOf = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryDirectory _directory = new();
    private PostgresSample _sample = null!;

    public async Task InitializeAsync()
    {
        _sample = await PostgresSample.CreateAsync();
        await _sample.Database.ExecuteAsync($"""
            insert into sample (organization_id, id, a_text, a_timestamp, a_required)
            select o, n, 'row ' || n || ' of ' || o, timestamp '2024-01-01' + o * interval '1 day', 'required'
            from generate_series(1, {Organizations}) as o, generate_series(1, {Rows}) as n
            """);
    }

    public async Task DisposeAsync() => await _sample.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_has_its_own_rows_and_system_values()
    {
        var outcomes = await ExportAsync();

        Assert.True(SnapshotsOf(outcomes) < Organizations / 2, "The organizations were not read together.");
        foreach (var outcome in outcomes)
        {
            Assert.Equal(ExportStatus.Delivered, outcome.Status);
            var organization = outcome.OrganizationId.ToString();
            Assert.Equal($"2024-01-{1 + int.Parse(organization):00}T00:00:00Z", outcome.Manifest!.SystemValues["data_as_of"]);
            Assert.Equal(["sample"], outcome.Manifest.Evidence!.Relations.Select(relation => relation.Split('.')[^1]));
            var lines = await File.ReadAllLinesAsync(outcome.Results[0].FilePaths[0]);
            Assert.Equal(Enumerable.Range(1, Rows).Select(n => $"{n},row {n} of {organization}"), lines[1..].Select(line => line.Split(',')).Select(fields => $"{fields[0]},{fields[4]}"));
        }
    }

    [Fact]
    public async Task One_without_rows_is_empty_and_one_with_violations_fails_and_the_others_are_delivered()
    {
        await _sample.Database.ExecuteAsync("""
            update sample set a_required = null where organization_id = 12;
            delete from sample where organization_id = 13
            """);

        var outcomes = await ExportAsync();

        Assert.Equal((12, ExportStatus.Failed), Assert.Single(StatusesOf(outcomes), each => each.Status == ExportStatus.Failed));
        Assert.Equal(Rows, Assert.IsType<ViolationsException>(outcomes[11].Failure).Violations.Count);
        Assert.Equal((13, ExportStatus.Empty), Assert.Single(StatusesOf(outcomes), each => each.Status == ExportStatus.Empty));
        Assert.Equal(Organizations - 2, outcomes.Count(outcome => outcome.Status == ExportStatus.Delivered));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task One_that_the_server_cannot_read_fails_by_itself(int maxViolations)
    {
        await _sample.Database.ExecuteAsync("""
            update sample set a_required = null where organization_id = 14;
            alter table sample rename to kept;
            create view sample as select organization_id, id, a_integer / (organization_id - 12) as a_integer, a_smallint, a_boolean, a_text, a_varchar, a_numeric,
              a_wide_numeric, a_date, a_timestamp, a_timestamptz, a_double, a_uuid, a_jsonb, a_required from kept;
            update kept set a_integer = 1
            """);

        var outcomes = await ExportAsync(each => each with { MaxViolations = maxViolations });

        Assert.Equal([(12, ExportStatus.Failed), (14, ExportStatus.Failed)], StatusesOf(outcomes).Where(each => each.Status != ExportStatus.Delivered));
        Assert.Contains("division by zero", outcomes[11].Failure!.Message, StringComparison.Ordinal);
        Assert.IsType<ViolationsException>(outcomes[13].Failure);
        Assert.All(outcomes.Where(outcome => outcome.Manifest is not null), outcome => Assert.Equal(Rows, outcome.Manifest!.Rows));
    }

    [Fact]
    public async Task One_that_is_skipped_or_cannot_be_written_does_not_keep_the_others_waiting()
    {
        var first = await ExportAsync();
        File.Delete(first[9].ManifestPath!);
        Directory.CreateDirectory(first[9].ManifestPath!);
        File.Delete(first[10].ManifestPath!);

        var second = await ExportAsync(resume: true);

        Assert.Equal([(10, ExportStatus.Failed), (11, ExportStatus.Delivered)], StatusesOf(second).Where(each => each.Status != ExportStatus.Skipped));
    }

    [Fact]
    public async Task An_undeclared_table_is_refused_for_all()
    {
        await _sample.Database.ExecuteAsync("""
            create table hidden as select 1 as a_integer;
            create function peek() returns bigint stable language plpgsql as $do$ begin return (select a_integer from hidden); end $do$;
            alter table sample rename to kept;
            create view sample as select organization_id, id, peek() as a_integer, a_smallint, a_boolean, a_text, a_varchar, a_numeric,
              a_wide_numeric, a_date, a_timestamp, a_timestamptz, a_double, a_uuid, a_jsonb, a_required from kept
            """);

        var outcomes = await ExportAsync();

        Assert.All(outcomes, outcome => Assert.Contains("the export read public.hidden", Assert.IsType<SourceMismatchException>(outcome.Failure).Message, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task Those_of_settings_that_name_the_organization_are_read_one_by_one()
    {
        var outcomes = await ExportAsync(settings: new SessionSettings { Variables = [new SessionVariable("app.tenant", SessionSettings.OrganizationPlaceholder)] });

        Assert.Equal(Organizations, SnapshotsOf(outcomes));
    }

    [Fact]
    public async Task Those_that_take_too_long_together_are_read_one_by_one()
    {
        var outcomes = await ExportAsync(clock: new ExpiredTime());

        Assert.Equal(Organizations, SnapshotsOf(outcomes));
        Assert.All(outcomes, outcome => Assert.Equal(Rows, outcome.Manifest!.Rows));
    }

    [Fact]
    public async Task Names_in_the_query_do_not_hide_the_organization()
    {
        List<string?[]>[] records = [[], []];

        await ReadAsync(SqlStatement.Create($"""select {"organization_id":Bigint}::text from (values (bigint '99', bigint '99')) as each_set (organization_id, each_set_0)"""), records);

        Assert.Equal(["1", "2"], records.SelectMany(found => found).Select(fields => fields[0]));
    }

    [Theory]
    [InlineData("organization_id")]
    [InlineData("number")]
    [InlineData("each_set_0")]
    [InlineData("each_set_set")]
    public async Task A_column_that_is_missing_is_not_found_in_the_list_of_organizations(string column)
        => await Assert.ThrowsAsync<SourceMismatchException>(() => ReadAsync(
            new SqlStatement([new SqlPart($"select {column}::text from (values (1)) as one (n) where "), new SqlPart("", new StatementParameter("organization_id", SqlKind.Bigint)), new SqlPart(" > n - 1")]),
            [[], []]));

    [Fact]
    public async Task One_whose_files_are_locked_does_not_keep_the_others_waiting()
    {
        var stem = ExportFileName.Create(SampleRow.Schema.Name, OrganizationId.FromInt64(6), AsOf).Stem;
        using var held = TargetLock.TryAcquire(TargetLock.PathOf(_directory.Path, stem));

        var outcomes = await ExportAsync(each => each with { LockTimeout = TimeSpan.FromSeconds(20) }, ended: outcome =>
        {
            if (outcome.OrganizationId == OrganizationId.FromInt64(7))
            {
                held!.Dispose(); // Until here 7, which belongs to the same group, did not wait for it.
            }
        });

        Assert.All(outcomes, outcome => Assert.Equal(ExportStatus.Delivered, outcome.Status));
    }

    [Fact]
    public async Task After_a_failure_they_use_no_more_connections_than_before()
    {
        var role = $"limited_{_sample.Database.Name}";
        await _sample.Database.ExecuteAsync($"""
            alter table sample rename to kept;
            create view sample as select organization_id, id, a_integer / (organization_id - 12) as a_integer, a_smallint, a_boolean, a_text, a_varchar, a_numeric,
              a_wide_numeric, a_date, a_timestamp, a_timestamptz, a_double, a_uuid, a_jsonb, a_required from kept;
            update kept set a_integer = 1;
            create role {role} login connection limit 1;
            grant select on sample to {role}
            """);

        var outcomes = await ExportAsync(user: role);

        await _sample.Database.ExecuteAsync($"drop owned by {role}; drop role {role}");
        Assert.Equal((12, ExportStatus.Failed), Assert.Single(StatusesOf(outcomes), each => each.Status != ExportStatus.Delivered));
        Assert.Contains("division by zero", outcomes[11].Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_of_partitioned_tables_are_read_one_by_one_because_the_evidence_would_name_partitions_of_others()
    {
        await _sample.Database.ExecuteAsync($"""
            alter table sample rename to kept;
            create table sample (like kept) partition by list (organization_id);
            {string.Concat(Enumerable.Range(1, Organizations).Select(number => $"create table sample_{number} partition of sample for values in ({number});"))}
            insert into sample select * from kept
            """);

        var outcomes = await ExportAsync();

        Assert.Equal(Organizations, SnapshotsOf(outcomes));
        Assert.All(outcomes, outcome => Assert.Equal(
            ["sample", $"sample_{outcome.OrganizationId}"], outcome.Manifest!.Evidence!.Relations.Select(relation => relation.Split('.')[^1]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Canceling_cancels_all()
    {
        using var stop = new CancellationTokenSource();

        var outcomes = await ExportAsync(ended: outcome =>
        {
            if (outcome.OrganizationId == OrganizationId.FromInt64(2))
            {
                stop.Cancel();
            }
        }, cancellationToken: stop.Token);

        Assert.All(StatusesOf(outcomes), each => Assert.Equal(each.Organization <= 3 ? ExportStatus.Delivered : ExportStatus.Canceled, each.Status));
    }

    private static IEnumerable<(int Organization, ExportStatus Status)> StatusesOf(IReadOnlyList<ExportOutcome> outcomes)
        => outcomes.Select(outcome => (int.Parse(outcome.OrganizationId.ToString()), outcome.Status));

    private static int SnapshotsOf(IReadOnlyList<ExportOutcome> outcomes) => outcomes.Select(outcome => outcome.Manifest!.ExtractedAt).Distinct().Count();

    /// <summary>Reads the records of organizations 1 and 2 together.</summary>
    private async Task ReadAsync(SqlStatement statement, List<string?[]>[] records)
    {
        await using var source = ExportSource.Open(_sample.Database.Uri);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1), CancellationToken.None);
        await SharedRead.RunAsync(
            snapshot,
            statement,
            [.. records.Select((found, i) => new SharedRead(statement, new ParameterValues().With("organization_id", i + 1L), new TextRecords(1, found), CancellationToken.None))],
            CancellationToken.None);
    }

    private async Task<IReadOnlyList<ExportOutcome>> ExportAsync(
        Func<ExportRequest, ExportRequest>? change = null, bool resume = false, SessionSettings? settings = null, TimeProvider? clock = null, string? user = null, Action<ExportOutcome>? ended = null, CancellationToken cancellationToken = default)
    {
        var connection = user is null ? _sample.Database.ConnectionString : _sample.Database.ConnectionString.Replace("Username=postgres", $"Username={user}", StringComparison.Ordinal);
        await using var source = ExportSource.Open(connection, settings: settings);
        OrganizationId[] organizations = [.. Enumerable.Range(1, Organizations).Select(number => OrganizationId.FromInt64(number))];
        var each = new ExportRequest { OrganizationId = default, AsOf = AsOf, OutputDirectory = _directory.Path, Retries = 0 };
        var request = new ExportBatchRequest(change?.Invoke(each) ?? each) { Resume = resume, Clock = clock ?? new FakeTimeProvider(), HasAllOrganizations = true };
        return await new ExportBatch(Exporting.Export.Of<SampleRow>(), source, request).RunAsync(organizations, ended, cancellationToken: cancellationToken);
    }

    /// <summary>A clock on which no time passes, but whose timers expire as soon as they are created.</summary>
    private sealed class ExpiredTime : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
