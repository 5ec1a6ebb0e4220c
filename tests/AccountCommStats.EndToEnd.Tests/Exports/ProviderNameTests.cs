using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using Npgsql;
using Sylvan.Data.Csv;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Provider names that CSV must escape: they come from the source through the file into a CSV reader and a warehouse.</summary>
public sealed class ProviderNameTests
{
    private static readonly string[] Names = ["", "a, b", "say \"hi\"", "two\nlines", "cr\rlf\r\n", "Zoë", "Büro 📧", "\\.", " x "];

    [Fact]
    public async Task Survive_a_round_trip_through_a_csv_reader_and_through_copy()
    {
        await using var database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 2, Accounts = 1, EventsPerAccount = 20 });
        using var directory = new TemporaryDirectory();
        await InsertAsync(database);

        var request = new ExportRequest { OrganizationId = 1, OutputDirectory = directory.Path };
        await using var source = ExportSource.Open(database.Uri);
        var export = await new Exporter<AccountCommunicationStats>(source).ExportAsync(request, null, CancellationToken.None);

        Assert.Equal(Names, await ReadWithSylvanAsync(export.FilePath));
        Assert.Equal(Names.Select(name => ((string?)name, (string?)null)), await LoadWithCopyAsync(database, export.FilePath));
    }

    /// <summary>
    /// Adds an account for each name. The e-mail token of the account's owner has the name as its provider. No other channel has
    /// tokens.
    /// </summary>
    private static async Task InsertAsync(PostgresDatabase database)
    {
        await using var connection = await database.OpenAsync();
        for (var i = 0; i < Names.Length; i++)
        {
            await using var command = new NpgsqlCommand(
                "insert into customer (id, organization_id, name, owner) values ($1, 1, 'x', $1)", connection) { Parameters = { new() { Value = (long)i } } };
            await command.ExecuteNonQueryAsync();
            await using var token = new NpgsqlCommand(
                """
                insert into user_api_token (id, organization_id, user_id, channel, provider, token, connected_at)
                values ($1, 1, $1, 'email', $2, 'secret', timestamptz '2020-01-01 00:00:00+00')
                """,
                connection) { Parameters = { new() { Value = (long)i }, new() { Value = Names[i] } } };
            await token.ExecuteNonQueryAsync();
        }
    }

    private static async Task<IReadOnlyList<string>> ReadWithSylvanAsync(string path)
    {
        await using var reader = await CsvDataReader.CreateAsync(path);
        var ordinal = reader.GetOrdinal("email_provider");
        var names = new List<string>();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(ordinal));
        }

        return names;
    }

    private static async Task<IReadOnlyList<(string?, string?)>> LoadWithCopyAsync(PostgresDatabase database, string path)
    {
        var columns = AccountCommunicationStats.Schema.Columns.Select(column => $"{column.Name} {column.Type}{(column.IsNullable ? "" : " not null")}");
        await database.ExecuteAsync($"create table loaded ({string.Join(", ", columns)})");
        await using var connection = await database.OpenAsync();
        await using (var import = await connection.BeginTextImportAsync("copy loaded from stdin (format csv, header)"))
        {
            await import.WriteAsync(await File.ReadAllTextAsync(path));
        }

        await using var command = new NpgsqlCommand("select email_provider, chat_provider from loaded order by account_id", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<(string?, string?)>();
        while (await reader.ReadAsync())
        {
            names.Add((await reader.IsDBNullAsync(0) ? null : reader.GetString(0), await reader.IsDBNullAsync(1) ? null : reader.GetString(1)));
        }

        return names;
    }
}
