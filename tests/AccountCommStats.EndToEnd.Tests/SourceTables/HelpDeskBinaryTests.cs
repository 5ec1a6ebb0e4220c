using System.Text.RegularExpressions;
using AccountCommStats.EndToEnd.Tests.Papers;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.SourceTables;

/// <summary>The binary built with the source tables of examples/helpdesk, on the help desk's own database.</summary>
[Collection(BuiltBinaries.Name)]
public sealed partial class HelpDeskBinaryTests(HelpDeskBinary binary, DocumentFolder reader) : IClassFixture<HelpDeskBinary>, IClassFixture<DocumentFolder>, IAsyncLifetime, IDisposable
{
    internal const string AsOf = "2026-01-01";

    internal static readonly string[] Columns =
    [
        "account_id", "total_emails", "team_sent_emails", "account_sent_emails", "team_last_sent_email_date", "total_chat_messages",
        "team_sent_chat_messages", "submitted_tickets", "ticket_comments", "last_ticket_opened_date", "total_meetings", "email_positive_sentiment",
    ];

    /// <summary>The query that computes the compared columns directly from the help desk's tables, without the source tables.</summary>
    internal const string Expected = """
        with tenant as (select {0} as id),
        message as (
          select v.contact_id, i.channel_type, m.message_type = 0 as by_account, m.created_at
          from desk.messages m join desk.conversations v on v.id = m.conversation_id join desk.inboxes i on i.id = v.inbox_id
          where m.account_id = (select id from tenant) and m.message_type <> 2 and not m.private),
        known as (select array_agg(distinct channel_type) as channels from desk.inboxes where account_id = (select id from tenant))
        select c.id,
          e.n, e.n - e.by_account, e.by_account, e.team_last, h.n, h.n - h.by_account, t.n, t.comments, t.last, null, e.n - e.n
        from desk.contacts c cross join known
        cross join lateral (
          select case when count(*) > 0 or 'Channel::Email' = any (known.channels) then count(*) end as n, count(*) filter (where by_account) as by_account,
            max(created_at) filter (where not by_account) as team_last
          from message where contact_id = c.id and channel_type = 'Channel::Email') e
        cross join lateral (
          select case when count(*) > 0 or known.channels && array['Channel::WebWidget'::varchar, 'Channel::Whatsapp'] then count(*) end as n,
            count(*) filter (where by_account) as by_account
          from message where contact_id = c.id and channel_type in ('Channel::WebWidget', 'Channel::Whatsapp')) h
        cross join lateral (
          select case when count(v.id) > 0 or 'Channel::Api' = any (known.channels) then count(v.id) end as n,
            case when count(v.id) > 0 or 'Channel::Api' = any (known.channels)
              then (select count(*) from message where contact_id = c.id and channel_type = 'Channel::Api') end as comments,
            max(v.created_at) as last
          from desk.conversations v where v.contact_id = c.id and v.account_id = c.account_id
            and v.inbox_id in (select id from desk.inboxes where channel_type = 'Channel::Api')) t
        where c.account_id = (select id from tenant) and c.contact_type = 2
        order by c.id
        """;

    private readonly TemporaryDirectory _output = new();
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await SourceFile.CreateHelpDeskAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task A_role_with_the_grants_it_prints_exports_each_tenant_and_its_numbers_are_those_of_the_tables()
    {
        var role = $"desk_exporter_{_database.Name}";
        await _database.ExecuteAsync($"create role {role} login");
        var grants = await binary.RunAsync("check", "--grants", role);
        Assert.Equal((0, ""), (grants.ExitCode, grants.Error));
        await _database.PsqlAsync(grants.Output);
        var source = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role, Pooling = false }.ConnectionString;

        var check = await binary.RunAsync("check", "--source", source);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
        Assert.Contains("\"desk\".\"contacts\" has the 4 columns for source/chat_message.sql and source/customer.sql and source/email_prop.sql", check.Output, StringComparison.Ordinal);

        var export = await binary.RunAsync("export", "--source", source, "--all-organizations", "--as-of", AsOf, "--output", _output.Path);
        Assert.True(export.ExitCode == 0, export.Output + export.Error);
        for (var tenant = 1; tenant <= 3; tenant++)
        {
            var file = _output.File($"account-communication-stats.org-{tenant}.20260101T000000Z.csv");
            var expected = await SourceFile.QueryAsync(_database, Expected.Replace("{0}", $"{tenant}", StringComparison.Ordinal));
            Assert.True(expected.Count > 100, $"{expected.Count}");
            Assert.Equal(expected.Skip(1), Project(await File.ReadAllLinesAsync(file)));
            Assert.Equal(0, (await binary.RunAsync("verify", file)).ExitCode);
        }
    }

    [Fact]
    public async Task Each_column_that_it_grants_is_one_that_the_query_cannot_do_without()
    {
        var role = $"desk_reader_{_database.Name}";
        await _database.ExecuteAsync($"create role {role} login");
        var grants = (await binary.RunAsync("check", "--grants", role)).Output;
        await _database.PsqlAsync(grants);
        var columns = Grant().Matches(grants)
            .SelectMany(grant => grant.Groups["columns"].Value.Split(", "), (grant, column) => (Name: column, Table: grant.Groups["table"].Value))
            .ToList();
        var sql = (await binary.RunAsync("spec", "show", "--sql")).Output;
        var values = Parameter().Matches(sql).ToDictionary(
            parameter => parameter.Groups["number"].Value,
            parameter => parameter.Groups["type"].Value switch { "bigint" => "bigint '1'", var type => $"{type} '{AsOf}'" });
        var source = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role, Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(source);
        await connection.OpenAsync();
        await using var explain = new NpgsqlCommand($"explain {ParameterUse().Replace(sql, use => values[use.Value])}", connection);
        await explain.ExecuteNonQueryAsync(); // With all grants, the database can plan the query.

        var needless = new List<string>();
        foreach (var (column, table) in columns)
        {
            await _database.ExecuteAsync($"revoke select ({column}) on {table} from {role}");
            if (await Record.ExceptionAsync(() => explain.ExecuteNonQueryAsync()) is not PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege })
            {
                needless.Add($"{table}.{column}");
            }

            await _database.ExecuteAsync($"grant select ({column}) on {table} to {role}");
        }

        Assert.NotEmpty(columns);
        Assert.Empty(needless);
    }

    [Fact]
    public Task Does_what_the_document_about_it_says() => reader.CheckAsync(DocumentCommandTests.OwnDatabase, [], binary.Assembly);

    [Fact]
    public async Task Sample_data_is_not_for_it()
    {
        var demo = await binary.RunAsync("demo", "--output", _output.File("demo"));
        var seed = await binary.RunAsync("seed", "--source", _output.File("sample.duckdb"), "--organization", "1");

        Assert.Equal((4, 4), (demo.ExitCode, seed.ExitCode));
        Assert.Contains("built with source tables for a database of your own", demo.Error, StringComparison.Ordinal);
        Assert.Contains("desk.", seed.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_output.Path));
    }

    /// <summary>Returns, for each row of a file, the columns that are compared.</summary>
    internal static IEnumerable<string> Project(string[] lines)
    {
        var header = lines[0].Split(',');
        var ordinals = Columns.Select(column => Array.IndexOf(header, column)).ToList();
        return lines.Skip(1).Select(line => line.Split(',')).Select(fields => string.Join('|', ordinals.Select(ordinal => fields[ordinal])));
    }

    /// <summary>A grant of columns, as <c>check --grants</c> prints it.</summary>
    [GeneratedRegex(@"^grant select \((?<columns>.+)\) on (?<table>\S+) to ", RegexOptions.Multiline)]
    private static partial Regex Grant();

    /// <summary>A parameter in the leading comment of what <c>spec show --sql</c> prints.</summary>
    [GeneratedRegex(@"^-- (?<number>\$\d+)  \w+  (?<type>\w+)$", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\$\d+")]
    private static partial Regex ParameterUse();
}
