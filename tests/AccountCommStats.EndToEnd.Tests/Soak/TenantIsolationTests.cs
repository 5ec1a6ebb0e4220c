using System.Globalization;
using System.Text.RegularExpressions;
using AccountCommStats.EndToEnd.Tests.Tenants;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Specifications;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Soak;

/// <summary>
/// Random specifications. An accepted specification yields the same rows with and without other organizations. If its query
/// fails, the error names the SQL file.
/// </summary>
public sealed class TenantIsolationTests
{
    private const int Redrawn = 250;

    private static readonly string[] GivenUp = ["cancel", "INTERNAL Error"];

    private static readonly int Seed = SoakRun.Count("ACSTATS_SOAK_SEED", 1);

    [Fact]
    public async Task Random_queries_over_source_tables_show_nothing_of_other_organizations()
    {
        var count = SoakRun.Count("ACSTATS_SOAK_TREES", 60);
        var random = new Random(Seed);
        var (rows, tree) = (new RandomRows(random), new RandomTree(random));
        var schema = Repository.ReadText("spec", "source", "reference", "schema.sql");
        await using var comparison = await Comparison.CreateAsync(schema);
        for (var i = 0; i < count; i++)
        {
            if (i % Redrawn == 0)
            {
                await comparison.DrawAsync(RandomRows.ClearReference, rows.Reference(1), () => rows.Reference(2) + rows.Reference(3));
            }

            var relation = tree.Relation();
            await comparison.CompareAsync(LeakSpecification.Read(relation), relation);
        }

        comparison.Report($"{count:N0} random query trees over source tables", minimumAccepted: 0.9, minimumRun: 0.7);
    }

    [Fact]
    public async Task Random_files_of_source_tables_that_are_accepted_show_nothing_of_other_organizations()
    {
        var count = SoakRun.Count("ACSTATS_SOAK_SOURCE_FILES", 120);
        var random = new Random(Seed);
        var (rows, files) = (new RandomRows(random), new RandomSourceFiles(random));
        await using var comparison = await Comparison.CreateAsync(RandomRows.HelpDesk);
        for (var i = 0; i < count; i++)
        {
            if (i % Redrawn == 0)
            {
                await comparison.DrawAsync(
                    RandomRows.ClearHelpDesk, "insert into people values (1, 'one'), (2, 'two'), (3, 'three');\n" + rows.HelpDeskOf(1), () => rows.HelpDeskOf(2) + rows.HelpDeskOf(3));
            }

            var (relation, sources) = files.Next();
            await comparison.CompareAsync(LeakSpecification.Read(relation, sources), string.Join("\n\n", sources.Files.Select(file => file.Path + "\n" + file.Text)));
        }

        comparison.Report($"{count:N0} random files of source tables", minimumAccepted: 0.2, minimumRun: 0.9);
    }

    [Fact]
    public async Task Mutated_files_are_read_and_run_or_fail_with_a_message_that_names_the_file_and_line()
    {
        var count = SoakRun.Count("ACSTATS_SOAK_MUTATIONS", 60);
        var random = new Random(Seed);
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(Repository.ReadText("spec", "source", "reference", "schema.sql"));
        await using var source = ExportSource.Open(database.ConnectionString);
        var specifications = new[]
        {
            (Mutation: new MutatedSpecification(random, SpecificationFiles.Read(Repository.PathOf("spec", "account-communication-stats.md"))), AccountCommunicationStats.Schema),
            (Mutation: new MutatedSpecification(random, SpecificationFiles.Read(Repository.PathOf("spec", "account-core.md"))), AccountCore.Schema),
        };
        var (accepted, failed, slowest) = (0, 0, TimeSpan.Zero);
        for (var i = 0; i < count; i++)
        {
            var (mutation, schema) = specifications[random.Next(4) == 0 ? 1 : 0];
            var mutated = mutation.Next(out var description);
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            var model = SpecificationReader.Read(mutated).Model;
            var taken = System.Diagnostics.Stopwatch.GetElapsedTime(start);
            slowest = taken > slowest ? taken : slowest;
            if (model is null)
            {
                continue;
            }

            accepted++;
            var query = new ExportQuery
            {
                Rows = LeakSpecification.ToStatement(model.Rows),
                Keys = null,
                SystemValues = [.. model.SystemValues.Select(value => new SystemValue(value.Column, LeakSpecification.ToStatement(value.Statement)))],
                SourceTables = [],
            };
            foreach (var result in (await source.CheckAsync(schema, query, [], CancellationToken.None)).Where(result => result.Status == CheckStatus.Missing))
            {
                failed++;
                var place = Regex.Match(result.Finding, "^in ([^']+?\\.sql)(?:, line ([0-9]+))?, at '");
                var path = place.Groups[1].Value.StartsWith("source/", StringComparison.Ordinal) ? "/" + place.Groups[1].Value : $"/{Path.GetFileName(mutated.RelationFolder)}/{place.Groups[1].Value}";
                var file = MutatedSpecification.Files(mutated).FirstOrDefault(file => file.Path.Replace('\\', '/').EndsWith(path, StringComparison.Ordinal));
                Assert.True(place.Success && file is not null, $"seed {Seed}, mutation {i}, {description}: {result.Finding}");
                Assert.True(
                    !place.Groups[2].Success || int.Parse(place.Groups[2].ValueSpan, CultureInfo.InvariantCulture) <= file.Text.Count(c => c == '\n') + 1,
                    $"seed {Seed}, mutation {i}, {description}: {result.Finding}");
            }
        }

        Assert.True(count < 1000 || slowest < TimeSpan.FromSeconds(2), $"{slowest}");
        SoakRun.Report(
            $"{count:N0} mutated files",
            string.Create(CultureInfo.InvariantCulture, $"no exception, slowest {slowest.TotalMilliseconds:F0} ms; {accepted} accepted, of which {failed} queries failed on PostgreSQL, each with its file"));
    }

    /// <summary>Two worlds: in one the organization is alone, in the other it is among organizations that share its ids.</summary>
    private sealed class Comparison(TenantWorld alone, TenantWorld amongOthers) : IAsyncDisposable
    {
        private readonly SortedDictionary<string, int> _refusals = [];
        private readonly Dictionary<SqlDialect, (int Run, int WithRows)> _run = new() { [SqlDialect.PostgreSql] = default, [SqlDialect.DuckDb] = default };
        private readonly Dictionary<string, int> _errors = [];
        private int _read;
        private int _accepted;
        private int _faults;

        public static async Task<Comparison> CreateAsync(string schema) => new(await TenantWorld.CreateAsync(schema), await TenantWorld.CreateAsync(schema));

        public async Task DrawAsync(string clear, string own, Func<string> others)
        {
            await alone.ExecuteAsync(clear + own);
            await amongOthers.ExecuteAsync(clear + own + others());
        }

        public async Task CompareAsync(SpecificationResult result, string text)
        {
            _read++;
            if (result.Model is not { } model)
            {
                var error = result.Findings.First(finding => finding.Severity == Severity.Error);
                var reason = $"{error.Rule.Id} {Regex.Replace(error.Message, "'[^']*'", "'...'")}";
                _refusals[reason] = _refusals.GetValueOrDefault(reason) + 1;
                return;
            }

            _accepted++;
            var statement = LeakSpecification.ToStatement(model.Rows);
            var onPostgres = ReadAsync(SqlDialect.PostgreSql, statement);
            var onDuckDb = ReadAsync(SqlDialect.DuckDb, statement);
            var alone = Compare(SqlDialect.PostgreSql, await onPostgres, (await onPostgres).Alone, statement, text);
            Compare(SqlDialect.DuckDb, await onDuckDb, alone, statement, text);
        }

        public void Report(string check, double minimumAccepted, double minimumRun)
        {
            var shown = $"0 foreign rows; {_accepted:N0} accepted; run on PostgreSQL {Shown(SqlDialect.PostgreSql)}, on DuckDB {Shown(SqlDialect.DuckDb)}; {_faults} failed by a fault of the engine, or for time";
            SoakRun.Report(check, shown);
            var details = $"{shown}\n{string.Join('\n', _refusals.Concat(_errors).OrderByDescending(reason => reason.Value).Select(reason => $"{reason.Value} {reason.Key}"))}";
            Assert.True(_faults * 100 <= _accepted, details);
            Assert.True(_accepted >= minimumAccepted * _read && _run.Values.All(run => run.Run >= minimumRun * _accepted && run.WithRows >= _accepted / 3), details);
        }

        public async ValueTask DisposeAsync()
        {
            await alone.DisposeAsync();
            await amongOthers.DisposeAsync();
        }

        private string Shown(SqlDialect dialect) => $"{_run[dialect].Run:N0} ({_run[dialect].WithRows:N0} with rows)";

        private async Task<(TenantRows Alone, TenantRows AmongOthers)> ReadAsync(SqlDialect dialect, SqlStatement statement)
            => (await alone.ReadAsync(dialect, statement, 1), await amongOthers.ReadAsync(dialect, statement, 1));

        /// <returns>The rows from the world in which the organization is alone.</returns>
        private TenantRows Compare(SqlDialect dialect, (TenantRows Alone, TenantRows AmongOthers) rows, TenantRows onPostgres, SqlStatement statement, string text)
        {
            var (expected, actual) = rows;

            // A timeout, or an engine error that depends on statistics, shows no foreign rows. The same is true if the engine
            // yields wrong rows without other organizations but the right rows with them.
            if (new[] { expected.Error, actual.Error }.Any(error => error is not null && GivenUp.Any(word => error.Contains(word, StringComparison.OrdinalIgnoreCase)))
                || (expected.Error is null && actual.Error is null && onPostgres.Error is null
                    && !actual.Lines.SequenceEqual(expected.Lines) && actual.Lines.SequenceEqual(onPostgres.Lines)))
            {
                _faults++;
                return expected;
            }

            if (expected.Error is { } error)
            {
                var reason = $"{dialect}: {Regex.Replace(error, "'[^']*'|\"[^\"]*\"|[0-9]+", "...")}";
                _errors[reason] = _errors.GetValueOrDefault(reason) + 1;
            }
            else
            {
                _run[dialect] = (_run[dialect].Run + 1, _run[dialect].WithRows + (expected.Lines.Count > 0 ? 1 : 0));
            }

            Assert.True(
                (expected.Error is null) == (actual.Error is null) && expected.Lines.SequenceEqual(actual.Lines),
                $"seed {Seed}, {dialect}, number {_read}:\n{text}\nalone: {expected}\namong others: {actual}\n{statement.Sql}");
            Assert.DoesNotContain(actual.Lines, line => line.Contains("FOREIGN", StringComparison.Ordinal));
            return expected;
        }
    }
}
