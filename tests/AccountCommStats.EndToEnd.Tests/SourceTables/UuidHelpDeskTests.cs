using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.SourceTables;

/// <summary>The help desk's rows, with uuids instead of its numeric ids.</summary>
[Collection(BuiltBinaries.Name)]
public sealed class UuidHelpDeskTests(UuidHelpDeskBinary binary) : IClassFixture<UuidHelpDeskBinary>, IAsyncLifetime, IDisposable
{
    private const string Twin = """
        create schema twin;
        create table twin.account_users as select id, md5('a' || account_id)::uuid as account_id, md5('u' || user_id)::uuid as user_id from desk.account_users;
        create table twin.users as select md5('u' || id)::uuid as id, name, custom_attributes from desk.users;
        create table twin.contacts as select md5('c' || id)::uuid as id, md5('a' || account_id)::uuid as account_id, name, contact_type,
          case when custom_attributes ? 'ownerId'
            then jsonb_set(custom_attributes, '{ownerId}', to_jsonb(md5('u' || (custom_attributes ->> 'ownerId')))) else custom_attributes end as custom_attributes
          from desk.contacts;
        create table twin.inboxes as select md5('i' || id)::uuid as id, md5('a' || account_id)::uuid as account_id, channel_type from desk.inboxes;
        create table twin.conversations as select md5('v' || id)::uuid as id, md5('a' || account_id)::uuid as account_id, md5('i' || inbox_id)::uuid as inbox_id,
          md5('c' || contact_id)::uuid as contact_id, md5('u' || assignee_id)::uuid as assignee_id, created_at from desk.conversations;
        create table twin.messages as select md5('m' || id)::uuid as id, md5('a' || account_id)::uuid as account_id, md5('v' || conversation_id)::uuid as conversation_id,
          md5('i' || inbox_id)::uuid as inbox_id, message_type, private, sender_type, md5(lower(left(sender_type, 1)) || sender_id)::uuid as sender_id, created_at
          from desk.messages;
        alter table twin.users add primary key (id);
        alter table twin.contacts add primary key (id);
        alter table twin.inboxes add primary key (id);
        alter table twin.conversations add primary key (id);
        analyze;
        """;

    private readonly TemporaryDirectory _output = new();
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await SourceFile.CreateHelpDeskAsync();
        await _database.ExecuteAsync(Twin);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task Each_tenant_is_exported_with_the_numbers_of_its_tables()
    {
        var check = await binary.RunAsync("check", "--source", _database.Uri);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);

        var export = await binary.RunAsync("export", "--source", _database.Uri, "--all-organizations", "--as-of", HelpDeskBinaryTests.AsOf, "--output", _output.Path);

        Assert.True(export.ExitCode == 0, export.Output + export.Error);
        for (var tenant = 1; tenant <= 3; tenant++)
        {
            var numbers = HelpDeskBinaryTests.Expected.Replace("{0}", $"{tenant}", StringComparison.Ordinal);
            var expected = await SourceFile.QueryAsync(
                _database, $"select md5('c' || n.c1)::uuid, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12 from ({numbers}) n(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12) order by 1");
            var organization = (await SourceFile.QueryAsync(_database, $"select md5('a' || {tenant})::uuid"))[1];
            var file = _output.File($"account-communication-stats.org-{organization}.20260101T000000Z.csv");
            Assert.True(expected.Count > 100, $"{expected.Count}");
            Assert.Equal(expected.Skip(1), HelpDeskBinaryTests.Project(await File.ReadAllLinesAsync(file)));
            Assert.Equal(0, (await binary.RunAsync("verify", file)).ExitCode);
        }
    }

    [Fact]
    public async Task The_expectations_of_its_specification_are_checked()
    {
        var organization = (await SourceFile.QueryAsync(_database, "select md5('a' || 1)::uuid"))[1];
        string[] export =
        [
            "export", "--export", "account-core", "--source", _database.Uri, "--organization", organization, "--output", _output.Path, "--against", _output.Path, "--as-of",
        ];

        var first = await binary.RunAsync([.. export, "2025-12-25"]);
        Assert.True(first.ExitCode == 0, first.Everything);
        Assert.Contains("note: column 'account_name': there are more than 50 different values, too many to be categories (drift-categories)", first.Error, StringComparison.Ordinal);
        var manifest = _output.File($"account-core.org-{organization}.20251225T000000Z.manifest.json");
        Assert.Equal(0, (await binary.RunAsync("verify", manifest)).ExitCode);
        Assert.Equal(0, (await binary.RunAsync("accept", manifest, "--reason", "they are names")).ExitCode);

        await _database.ExecuteAsync("delete from twin.contacts where md5(id::text) < '2'; update twin.contacts set name = case when md5(id::text) < '8' then 'one' else 'other' end");
        var second = await binary.RunAsync([.. export, "2026-01-01", "--on-drift", "fail"]);
        Assert.Equal(5, second.ExitCode);
        Assert.Contains("(drift-rows)", second.Error, StringComparison.Ordinal);

        var third = await binary.RunAsync([.. export, "2026-01-01"]);
        Assert.Equal(0, third.ExitCode);
        var values = (await File.ReadAllTextAsync(manifest.Replace("20251225", "20260101", StringComparison.Ordinal))).Split("\"values\": {")[1];
        Assert.Matches("^\\s*\"(one|other)\": [0-9]+,\\s*\"(one|other)\": [0-9]+\\s*}", values);
        Assert.Equal(0, (await binary.RunAsync("verify", manifest.Replace("20251225", "20260101", StringComparison.Ordinal))).ExitCode);
    }
}
