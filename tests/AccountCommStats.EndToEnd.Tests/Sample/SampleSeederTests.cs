using System.Data.Common;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Sample;

/// <summary>Seeding writes the same rows on both engines, writes all of them or none, and leaves other rows alone.</summary>
public sealed class SampleSeederTests : IAsyncLifetime, IDisposable
{
    private static readonly SampleOptions Options = new() { OrganizationId = 42, Accounts = 60, EventsPerAccount = 60 };

    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _postgres = null!;

    /// <summary>The engines, for tests that run on both.</summary>
    public static TheoryData<string> Engines => ["PostgreSQL", "DuckDB"];

    private string DuckDbFile => _directory.File("sample.duckdb");

    public async Task InitializeAsync() => _postgres = await PostgresDatabase.CreateAsync();

    public async Task DisposeAsync() => await _postgres.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Both_engines_hold_the_rows_as_generated()
    {
        await SampleSeeder.SeedAsync(_postgres.ConnectionString, Options);
        await SampleSeeder.SeedAsync(DuckDbFile, Options);

        await using var postgres = await TableReader.PostgresAsync(_postgres.ConnectionString);
        await using var duckDb = await TableReader.DuckDbAsync(DuckDbFile);
        var organization = SampleOrganization.Create(Options);
        await AssertHoldAsync(organization.Customers());
        await AssertHoldAsync(organization.Users());
        await AssertHoldAsync(organization.UserApiTokens());
        await AssertHoldAsync(organization.Emails());
        await AssertHoldAsync(organization.CalendarEvents());
        await AssertHoldAsync(organization.CalendarEventAttendees().OrderBy(row => (row.EventId, row.UserId)));
        await AssertHoldAsync(organization.ChatMessages());
        await AssertHoldAsync(organization.Tickets());
        await AssertHoldAsync(organization.TicketComments());

        async Task AssertHoldAsync<TRow>(IEnumerable<TRow> rows)
            where TRow : ISampleRow
        {
            var expected = rows.Select(TableReader.Line).ToList();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await TableReader.RowsAsync<TRow>(postgres, Options.OrganizationId));
            Assert.Equal(expected, await TableReader.RowsAsync<TRow>(duckDb, Options.OrganizationId));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_result_counts_the_rows_of_each_table(string engine)
    {
        var result = await SampleSeeder.SeedAsync(Target(engine), Options);

        await using var connection = await ConnectAsync(engine);
        foreach (var (table, rows) in result.Tables)
        {
            Assert.Equal([$"{rows}"], await TableReader.LinesAsync(connection, $"select count(*) from {table}"));
        }

        Assert.Equal(9, result.Tables.Length);
        Assert.Equal(0, result.Replaced);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Rows_that_are_there_are_left_alone_unless_replacing_is_asked_for(string engine)
    {
        await SampleSeeder.SeedAsync(Target(engine), Options);
        var before = await SnapshotAsync(engine, Options.OrganizationId);

        var refused = await Assert.ThrowsAsync<SourceMismatchException>(
            () => SampleSeeder.SeedAsync(Target(engine), Options with { Seed = 2 }));

        Assert.Contains("Organization 42 already has rows", refused.Message, StringComparison.Ordinal);
        Assert.Contains("customer (60)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--replace", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await SnapshotAsync(engine, Options.OrganizationId));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Replacing_leaves_what_a_first_seed_would_have_left(string engine)
    {
        await SampleSeeder.SeedAsync(Target(engine), Options);
        var wanted = await SnapshotAsync(engine, Options.OrganizationId);
        var other = await SampleSeeder.SeedAsync(Target(engine), Options with { Seed = 2, Accounts = 70 }, replace: true);
        Assert.NotEqual(wanted, await SnapshotAsync(engine, Options.OrganizationId));

        var result = await SampleSeeder.SeedAsync(Target(engine), Options, replace: true);

        Assert.Equal(other.Rows, result.Replaced);
        Assert.Equal(wanted, await SnapshotAsync(engine, Options.OrganizationId));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Other_organizations_keep_their_rows(string engine)
    {
        await SampleSeeder.SeedAsync(Target(engine), Options with { OrganizationId = 7 });
        var before = await SnapshotAsync(engine, 7);

        await SampleSeeder.SeedAsync(Target(engine), Options);
        await SampleSeeder.SeedAsync(Target(engine), Options with { Seed = 2 }, replace: true);

        Assert.Equal(before, await SnapshotAsync(engine, 7));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_seed_canceled_halfway_leaves_the_database_as_it_was(string engine)
    {
        await SampleSeeder.SeedAsync(Target(engine), Options);
        var before = await SnapshotAsync(engine, Options.OrganizationId);
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SampleSeeder.SeedAsync(
            Target(engine), Options with { Seed = 2 }, replace: true, progress: new CancelAt("ticket", cancellation), cancellationToken: cancellation.Token));

        Assert.Equal(before, await SnapshotAsync(engine, Options.OrganizationId));
    }

    [Fact]
    public async Task A_first_seed_canceled_halfway_leaves_no_tables_and_no_file()
    {
        using var first = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SampleSeeder.SeedAsync(
            _postgres.ConnectionString, Options, progress: new CancelAt("ticket", first), cancellationToken: first.Token));
        using var second = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SampleSeeder.SeedAsync(
            DuckDbFile, Options, progress: new CancelAt("ticket", second), cancellationToken: second.Token));

        await using var connection = await ConnectAsync("PostgreSQL");
        Assert.Empty(await TableReader.LinesAsync(connection, "select tablename from pg_tables where schemaname = 'public'"));
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Theory]
    [InlineData("PostgreSQL", false)]
    [InlineData("PostgreSQL", true)]
    [InlineData("DuckDB", false)]
    [InlineData("DuckDB", true)]
    public async Task Tables_of_other_making_are_refused_and_left_alone(string engine, bool isVouchedFor)
    {
        await ExecuteAsync(engine, "create table users (id bigint, organization_id bigint, mail varchar(10))");

        var refused = await Assert.ThrowsAsync<SourceMismatchException>(
            () => SampleSeeder.SeedAsync(Target(engine), Options, tablesAreSamples: isVouchedFor));

        Assert.Contains("users", refused.Message, StringComparison.Ordinal);
        Assert.Contains("spec/source/reference/schema.sql", refused.Message, StringComparison.Ordinal);
        await using var connection = await ConnectAsync(engine);
        Assert.Equal(
            ["users"],
            await TableReader.LinesAsync(connection, "select table_name from information_schema.tables where table_schema in ('main', 'public')"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_database_that_no_seed_made_is_left_alone_unless_its_tables_are_vouched_for(string engine)
    {
        await ExecuteAsync(engine, ReferenceSchema.CreateTables + "insert into customer values (1, 42, 'A customer', null, null)");
        var before = await SnapshotAsync(engine, Options.OrganizationId);

        var foreign = await Assert.ThrowsAsync<SourceMismatchException>(() => SampleSeeder.SeedAsync(Target(engine), Options with { OrganizationId = 43 }, replace: true));
        Assert.Contains("tables that 'acstats seed' did not create: customer", foreign.Message, StringComparison.Ordinal);
        Assert.Contains("--tables-are-samples", foreign.Message, StringComparison.Ordinal);

        await SampleSeeder.SeedAsync(Target(engine), Options with { OrganizationId = 43 }, tablesAreSamples: true);
        var unlisted = await Assert.ThrowsAsync<SourceMismatchException>(() => SampleSeeder.SeedAsync(Target(engine), Options, replace: true));

        Assert.Contains("'acstats seed' did not write them", unlisted.Message, StringComparison.Ordinal);
        Assert.Equal(before, await SnapshotAsync(engine, Options.OrganizationId));
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("no/such/folder/sample.duckdb")]
    public async Task A_file_that_cannot_be_made_is_an_error_in_words(string path)
    {
        var target = path == "postgres" ? path : _directory.File(path);

        var failed = await Assert.ThrowsAsync<SourceException>(() => SampleSeeder.SeedAsync(target, Options));

        Assert.Contains(path == "postgres" ? "a single word" : target, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_gets_the_indexes_and_its_statistics()
    {
        // Uses a separate server, because on the shared one, autovacuum or a session that is starting may hold a snapshot that keeps
        // pages from becoming all-visible.
        await using var server = await PostgresServer.StartAsync("autovacuum=off");
        await using var database = await server.CreateDatabaseAsync();

        await SampleSeeder.SeedAsync(database.Uri, Options);

        await using var connection = await TableReader.PostgresAsync(database.ConnectionString);
        Assert.NotEmpty(await TableReader.LinesAsync(
            connection, "select indexname from pg_indexes where tablename = 'email_prop' and indexname <> 'email_prop_pkey'"));
        Assert.Empty(await TableReader.LinesAsync(
            connection,
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and (reltuples <= 0 or relallvisible = 0)"));
    }

    [Fact]
    public async Task A_role_without_the_right_to_create_fills_tables_that_are_there()
    {
        await SampleSeeder.SeedAsync(_postgres.ConnectionString, Options);
        await _postgres.ExecuteAsync(
            $"create role filler_{_postgres.Name} login; revoke create on schema public from public; "
            + $"grant select, insert, delete on all tables in schema public to filler_{_postgres.Name}");
        var asFiller = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Username = $"filler_{_postgres.Name}" };

        var result = await SampleSeeder.SeedAsync(asFiller.ConnectionString, Options with { OrganizationId = 43 });

        Assert.Equal(60, result.Tables[0].Rows);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_and_the_password_is_not()
    {
        var failed = await Assert.ThrowsAsync<SourceException>(
            () => SampleSeeder.SeedAsync("postgresql://somebody:s3cret@127.0.0.1:1/crm", Options));

        Assert.Contains("127.0.0.1:1/crm", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failed.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://somebody:s3cret@host:port/crm", "port")]
    [InlineData("postgresql://somebody:s3cret@host/crm?s3cret=1", "parameter that is not known")]
    [InlineData("Host=h;Pasword=s3cret", "connection string")]
    public async Task A_malformed_connection_is_refused_without_repeating_it(string connection, string fault)
    {
        var failed = await Assert.ThrowsAsync<SourceException>(() => SampleSeeder.SeedAsync(connection, Options));

        Assert.Contains(fault, failed.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("s3cret", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_DuckDB_database_is_left_as_it_is()
    {
        var path = _directory.File("notes.txt");
        var text = new string('x', 20_000);
        await File.WriteAllTextAsync(path, text);

        var failed = await Assert.ThrowsAsync<SourceException>(() => SampleSeeder.SeedAsync(path, Options));

        Assert.Contains(path, failed.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(path));
    }

    private string Target(string engine) => engine == "DuckDB" ? DuckDbFile : _postgres.ConnectionString;

    private Task<DbConnection> ConnectAsync(string engine)
        => engine == "DuckDB" ? TableReader.DuckDbAsync(DuckDbFile) : TableReader.PostgresAsync(_postgres.ConnectionString);

    private async Task ExecuteAsync(string engine, string sql)
    {
        await using var connection = await ConnectAsync(engine);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> SnapshotAsync(string engine, long organizationId)
    {
        await using var connection = await ConnectAsync(engine);
        return
        [
            .. await TableReader.RowsAsync<CustomerRow>(connection, organizationId),
            .. await TableReader.RowsAsync<UserRow>(connection, organizationId),
            .. await TableReader.RowsAsync<UserApiTokenRow>(connection, organizationId),
            .. await TableReader.RowsAsync<EmailRow>(connection, organizationId),
            .. await TableReader.RowsAsync<CalendarEventRow>(connection, organizationId),
            .. await TableReader.RowsAsync<CalendarEventAttendeeRow>(connection, organizationId),
            .. await TableReader.RowsAsync<ChatMessageRow>(connection, organizationId),
            .. await TableReader.RowsAsync<TicketRow>(connection, organizationId),
            .. await TableReader.RowsAsync<TicketCommentRow>(connection, organizationId),
        ];
    }

    /// <summary>Cancels once the rows of a table are being written.</summary>
    private sealed class CancelAt(string table, CancellationTokenSource cancellation) : IProgress<SeedProgress>
    {
        public void Report(SeedProgress value)
        {
            if (value is { Phase: SeedPhase.LoadingRows } && value.Table == table)
            {
                cancellation.Cancel();
            }
        }
    }
}
