using AccountCommStats.SourceTables.Drafts;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.SourceTables;

/// <summary>The source tables of examples/helpdesk, run on the tables and rows of that example.</summary>
public sealed class HelpDeskExampleTests : IAsyncLifetime
{
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await SourceFile.CreateHelpDeskAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Every_source_table_has_a_file_that_yields_its_columns_for_one_tenant_only()
    {
        foreach (var target in TargetTable.All)
        {
            for (var tenant = 1; tenant <= 3; tenant++)
            {
                var query = SourceFile.For(SourceFile.HelpDesk("source", $"{target.Name}.sql"), tenant);
                var lines = await SourceFile.QueryAsync(_database, $"select s.*, count(*) over () as n from ({query}) s limit 1");
                Assert.Equal(string.Join('|', target.Columns.Select(column => column.Name).Append("n")), lines[0]);
                var organizations = await SourceFile.QueryAsync(_database, $"select distinct organization_id from ({query}) s");
                Assert.All(organizations.Skip(1), organization => Assert.Equal($"{tenant}", organization));
            }
        }
    }

    [Theory]
    [InlineData("customer", "select count(*) from desk.contacts where account_id = {0} and contact_type = 2")]
    [InlineData("users", "select count(*) from desk.account_users where account_id = {0}")]
    [InlineData("user_api_token", "select count(*) from desk.inboxes where account_id = {0}")]
    [InlineData("email_prop", "select count(*) from desk.messages where account_id = {0} and message_type in (0, 1, 3) and not private and inbox_id in (select id from desk.inboxes where name = 'Channel::Email')")]
    [InlineData("chat_message", "select count(*) from desk.messages where account_id = {0} and message_type in (0, 1, 3) and not private and inbox_id in (select id from desk.inboxes where name in ('Channel::WebWidget', 'Channel::Whatsapp'))")]
    [InlineData("ticket", "select count(*) from desk.conversations where account_id = {0} and inbox_id in (select id from desk.inboxes where name = 'Channel::Api')")]
    [InlineData("ticket_comment", "select count(*) from desk.messages where account_id = {0} and message_type in (0, 1, 3) and not private and inbox_id in (select id from desk.inboxes where name = 'Channel::Api')")]
    [InlineData("calendar_event_prop", "select {0} - {0} as count")]
    [InlineData("calendar_event_attendee", "select {0} - {0} as count")]
    public async Task No_row_is_left_out_or_doubled(string table, string expected)
    {
        for (var tenant = 1; tenant <= 3; tenant++)
        {
            Assert.Equal(
                await SourceFile.QueryAsync(_database, expected.Replace("{0}", $"{tenant}", StringComparison.Ordinal)),
                await SourceFile.QueryAsync(_database, $"select count(*) from ({SourceFile.For(SourceFile.HelpDesk("source", $"{table}.sql"), tenant)}) s"));
        }
    }

    [Fact]
    public async Task Attributes_times_and_shared_users_mean_what_the_help_desk_says()
    {
        Assert.Equal(["owner|revenue", "2|61734.90"], await QueryAsync("customer", 3, "owner, revenue", "id = 8"));
        Assert.Equal(["hourly_cost", "39.00"], await QueryAsync("users", 1, "hourly_cost", "id = 9"));
        Assert.Equal(["full_name", "Agent 8"], await QueryAsync("users", 1, "full_name", "id = 8"));
        Assert.Equal(["full_name", "Agent 8"], await QueryAsync("users", 3, "full_name", "id = 8"));
        Assert.Equal(["full_name"], await QueryAsync("users", 2, "full_name", "id = 8"));
        Assert.Equal(
            await SourceFile.QueryAsync(_database, "select created_at || '+00' as sent_at from desk.messages where id = (select min(id) from desk.messages where account_id = 1 and inbox_id = (select id from desk.inboxes where account_id = 1 and name = 'Channel::Email'))"),
            await QueryAsync("email_prop", 1, "sent_at", "id = (select min(id) from desk.messages where account_id = 1 and inbox_id = (select id from desk.inboxes where account_id = 1 and name = 'Channel::Email'))"));
    }

    [Fact]
    public async Task The_catalog_on_record_is_that_of_its_tables()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.File("catalog.txt");
        string[] tables = ["account_users", "contacts", "conversations", "inboxes", "messages", "users"];

        var result = await AcstatsProcess.RunAsync(
            ["source", "snapshot", "--source", _database.Uri, "--output", file, .. tables.SelectMany(table => new[] { "--table", $"desk.{table}" })]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(SourceFile.HelpDesk("source", "catalog.txt"), await File.ReadAllTextAsync(file));
    }

    private Task<IReadOnlyList<string>> QueryAsync(string table, int tenant, string columns, string condition)
        => SourceFile.QueryAsync(
            _database, $"select {columns} from ({SourceFile.For(SourceFile.HelpDesk("source", $"{table}.sql"), tenant)}) s where {condition}");
}
