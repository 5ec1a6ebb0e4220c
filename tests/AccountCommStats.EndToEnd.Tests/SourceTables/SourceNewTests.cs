using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.SourceTables.Drafts;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.SourceTables;

/// <summary><c>acstats source new</c>: drafts of source tables, tested on databases of several vendors.</summary>
public sealed class SourceNewTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Folder => _directory.File("source");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_reference_schema_needs_no_editing()
    {
        await using var database = await SeededDatabase.CreateAsync(
            new SampleOptions { OrganizationId = 1, Accounts = 20, EventsPerAccount = 10 }, new SampleOptions { OrganizationId = 2, Accounts = 30, EventsPerAccount = 10 });

        var result = await NewAsync(database.Uri);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            """
            -- customer: the accounts that are reported on.
            select
              c.id,
              c.organization_id,
              c.name,
              c.owner,
              c.revenue
            from customer c
            where c.organization_id = @organization_id

            """,
            Draft("customer"));
        foreach (var target in TargetTable.All)
        {
            Assert.DoesNotContain("-- guess", Draft(target.Name), StringComparison.Ordinal);
            Assert.DoesNotContain("-- not found", Draft(target.Name), StringComparison.Ordinal);
            var columns = string.Join(", ", target.Columns.Select(column => column.Name));
            Assert.Equal(
                await SourceFile.QueryAsync(database, $"select {columns} from {target.Name} where organization_id = 1 order by {columns}"),
                await SourceFile.QueryAsync(database, $"{SourceFile.For(Draft(target.Name), 1)} order by {columns}"));
        }
    }

    [Fact]
    public async Task DuckDB_gives_the_same_drafts_of_the_reference_schema()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(ReferenceSchema.CreateTables);
        await NewAsync(database.Uri);
        var expected = TargetTable.All.ToDictionary(target => target.Name, target => Draft(target.Name));

        Assert.Equal(0, (await NewAsync(await SourceFile.CreateDuckDbAsync(_directory, ReferenceSchema.CreateTables), "--force")).ExitCode);

        Assert.Equal(expected, TargetTable.All.ToDictionary(target => target.Name, target => Draft(target.Name)));
    }

    [Fact]
    public void Secrets_of_the_reference_schema_are_no_columns_of_source_tables()
    {
        Assert.Equal(9, TargetTable.All.Length);
        Assert.Equal(
            "id, organization_id, user_id, channel, provider, connected_at, revoked_at",
            string.Join(", ", TargetTable.All.Single(target => target.Name == "user_api_token").Columns.Select(column => column.Name)));
        Assert.Equal(56, TargetTable.All.Sum(target => target.Columns.Length));
    }

    [Theory]
    [InlineData(
        "inbox", "public",
        "companies, users, inboxes, messages, no rows, no rows, messages, conversations, messages")]
    [InlineData(
        "tickets", "support",
        "support.organizations, support.users, support.channel_integrations, no rows, support.appointments, support.appointment_participants, "
            + "support.chat_messages, support.tickets, support.ticket_comments")]
    [InlineData(
        "crm", "public",
        "\"Company\", \"Employee\", no rows, \"Email\", \"Meeting\", no rows, no rows, no rows, no rows")]
    public async Task Tables_of_other_makers_are_recognized_and_every_draft_runs(string schema, string name, string expected)
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(SourceFile.Schema(schema));

        var result = await NewAsync(database.Uri, "--schema", name, "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(expected, string.Join(", ", JsonDocument.Parse(result.Output).RootElement.EnumerateArray().Select(draft => draft.GetProperty("table").GetString() ?? "no rows")));
        foreach (var target in TargetTable.All)
        {
            var header = (await SourceFile.QueryAsync(database, SourceFile.For(Draft(target.Name), 1))).Single();
            Assert.Equal(string.Join('|', target.Columns.Select(column => column.Name)), header);
        }
    }

    [Fact]
    public async Task Drafts_of_a_DuckDB_file_with_capitals_run()
    {
        var file = await SourceFile.CreateDuckDbAsync(_directory, SourceFile.Schema("crm"));

        Assert.Equal(0, (await NewAsync(file)).ExitCode);

        Assert.Contains("  e.\"companyId\" as customer_id", Draft("email_prop"), StringComparison.Ordinal);
        Assert.Contains("from \"Email\" e\n", Draft("email_prop"), StringComparison.Ordinal);
        foreach (var target in TargetTable.All)
        {
            var header = (await SourceFile.QueryAsync(file, SourceFile.For(Draft(target.Name), 1))).Single();
            Assert.Equal(string.Join('|', target.Columns.Select(column => column.Name)), header);
        }
    }

    [Fact]
    public async Task Whose_a_row_is_comes_from_what_it_is_part_of_where_it_does_not_say_itself()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(SourceFile.Schema("tickets"));
        await NewAsync(database.Uri, "--schema", "support");

        var draft = Draft("ticket_comment");

        Assert.Contains("-- unique: support.tickets.id\n", draft, StringComparison.Ordinal);
        Assert.Contains("from support.ticket_comments t\njoin support.tickets t2 on t2.id = t.ticket_id\n", draft, StringComparison.Ordinal);
        Assert.Contains("where t2.account_id = @organization_id", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_of_the_help_desk_yield_one_tenants_rows_and_no_message_twice()
    {
        await using var database = await SourceFile.CreateHelpDeskAsync();
        Assert.Equal(0, (await NewAsync(database.Uri, "--schema", "desk")).ExitCode);

        foreach (var target in TargetTable.All)
        {
            var organizations = await SourceFile.QueryAsync(database, $"select distinct organization_id from ({SourceFile.For(Draft(target.Name), 2)}) s");
            Assert.All(organizations.Skip(1), organization => Assert.Equal("2", organization));
        }

        Assert.Equal(
            await SourceFile.QueryAsync(database, "select count(*) from desk.contacts where account_id = 2"),
            await SourceFile.QueryAsync(database, $"select count(*) from ({SourceFile.For(Draft("customer"), 2)}) s"));
        Assert.Equal(
            await SourceFile.QueryAsync(database, "select id, name as full_name from desk.users where id in (select user_id from desk.account_users where account_id = 2) order by id"),
            await SourceFile.QueryAsync(database, $"select id, full_name from ({SourceFile.For(Draft("users"), 2)}) s order by id"));
        // Each message that the customer sees is on exactly one channel, with its sender.
        Assert.Equal(
            await SourceFile.QueryAsync(
                database,
                "select id, (created_at at time zone 'UTC') as at, case when message_type = 0 then 'account' else 'team' end as side, "
                    + "case when message_type = 1 then sender_id end as by from desk.messages where account_id = 2 and not private order by id"),
            await SourceFile.QueryAsync(
                database,
                $"select id, sent_at as at, sender_side as side, sender_user_id as by from ({SourceFile.For(Draft("email_prop"), 2)}) e "
                    + $"union all select id, sent_at, sender_side, sender_user_id from ({SourceFile.For(Draft("chat_message"), 2)}) c "
                    + $"union all select id, created_at, author_side, author_user_id from ({SourceFile.For(Draft("ticket_comment"), 2)}) t order by id"));
    }

    [Fact]
    public async Task What_is_guessed_and_what_was_not_found_is_marked()
    {
        await using var database = await SourceFile.CreateHelpDeskAsync();

        var result = await NewAsync(database.Uri, "--schema", "desk");

        Assert.Equal(
            """
            -- customer: the accounts that are reported on.
            -- guess: judging by its name, desk.contacts holds them.
            -- guess: every row of desk.contacts is counted; contact_type may say which should not be.
            select
              c.id,
              c.account_id as organization_id,
              c.name,
              cast(null as bigint) as owner, -- not found: a users.id; perhaps in custom_attributes
              cast(null as numeric(14,2)) as revenue -- not found: annual, dollars; perhaps in custom_attributes
            from desk.contacts c
            where c.account_id = @organization_id -- guess: the tenant: 6 of 8 tables have account_id

            """,
            Draft("customer"));
        Assert.Contains("\n-- unique: desk.users.id\n", Draft("users"), StringComparison.Ordinal);
        Assert.Contains("  m.created_at at time zone 'UTC' as sent_at, -- guess: its times are in UTC\n", Draft("email_prop"), StringComparison.Ordinal);
        Assert.Contains("\n  and false\n", Draft("calendar_event_prop"), StringComparison.Ordinal);
        Assert.Contains(result.Output.Split('\n'), line => line.Contains("customer.sql", StringComparison.Ordinal) && line.EndsWith("desk.contacts       3        owner, revenue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_that_are_there_are_replaced_by_force_only()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(ReferenceSchema.CreateTables);
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "ticket.sql"), "mine");

        var refused = await NewAsync(database.Uri);

        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("ticket.sql already; nothing was written", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine", Draft("ticket"));
        Assert.Single(Directory.GetFiles(Folder));

        Assert.Equal(0, (await NewAsync(database.Uri, "--force")).ExitCode);
        Assert.Contains("from ticket t", Draft("ticket"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tenant_column_can_be_named()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("""
            create table customer (id bigint primary key, name text, practice integer not null);
            create table users (id bigint primary key, name text, practice integer not null);
            """);

        var guessed = await NewAsync(database.Uri);
        Assert.Equal(4, guessed.ExitCode);
        Assert.Contains("name it with --tenant", guessed.Error, StringComparison.Ordinal);
        var wrong = await NewAsync(database.Uri, "--tenant", "practices");
        Assert.Equal(4, wrong.ExitCode);
        Assert.Contains("no table has the tenant column 'practices'", wrong.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));

        Assert.Equal(0, (await NewAsync(database.Uri, "--tenant", "practice")).ExitCode);
        Assert.Contains("where c.practice = @organization_id\n", Draft("customer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_without_tables_is_told()
    {
        await using var database = await PostgresDatabase.CreateAsync();

        var result = await NewAsync(database.Uri, "--schema", "desk");

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("no tables in the schema", result.Error, StringComparison.Ordinal);
    }

    private Task<AcstatsResult> NewAsync(string source, params string[] arguments)
        => AcstatsProcess.RunAsync(["source", "new", "--source", source, "--output", Folder, .. arguments]);

    private string Draft(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.sql"));
}
