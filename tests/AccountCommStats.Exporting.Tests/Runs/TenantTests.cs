using System.Text.Json;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;

namespace AccountCommStats.Exporting.Tests.Runs;

/// <summary>Tenants of each type on each engine: the rows of a file, its name, and what is refused.</summary>
public sealed class TenantTests
{
    private const string Uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";

    // Characters that mean something in SQL, JSON, file systems or shells.
    private const string OddText = "O'Neil \\ $1 \"é\" 😀/..%2F";

    public static TheoryData<SqlDialect> Engines { get; } = [SqlDialect.PostgreSql, SqlDialect.DuckDb];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_bigint_names_its_file_as_it_is_and_is_a_number_in_the_manifest(SqlDialect engine)
        => await ExportsOneAsync<BigintTenants>(engine, "bigint", "-42", "42", "-42", "-42");

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_uuid_is_exported_however_it_is_written(SqlDialect engine)
        => await ExportsOneAsync<UuidTenants>(engine, "uuid", $"{{{Uuid.ToUpperInvariant()}}}", Uuid.Replace("0f8f", "1f8f", StringComparison.Ordinal), Uuid, $"\"{Uuid}\"");

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_text_is_exported_to_the_byte(SqlDialect engine)
        => await ExportsOneAsync<TextTenants>(engine, "text", "acme", "Acme", "acme", "\"acme\"");

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_text_may_be_anything_that_a_name_can_carry(SqlDialect engine)
        => await ExportsOneAsync<TextTenants>(
            engine,
            "text",
            OddText,
            OddText.ToUpperInvariant(),
            "%4F%27%4Eeil%20%5C%20%241%20%22%C3%A9%22%20%F0%9F%98%80%2F%2E%2E%252%46",
            JsonSerializer.Serialize(OddText));

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Lists_bigints_ascending_and_each_once(SqlDialect engine)
    {
        await using var sample = await TenantSample.CreateAsync(
            engine, "integer", "10, 1, 'a', false", "-2, 2, 'b', false", "9, 3, 'c', false", "10, 4, 'd', false", "null, 5, 'e', false");

        Assert.Equal([-2, 9, 10], await sample.OrganizationsAsync<BigintTenants>());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Lists_texts_and_uuids_so_that_each_can_be_exported(SqlDialect engine)
    {
        await using var texts = await TenantSample.CreateAsync(
            engine, "text", $"{Literal(OddText)}, 1, 'a', false", "'', 2, 'b', false", "'7', 3, 'c', false", "'7', 4, 'd', false");
        await using var uuids = await TenantSample.CreateAsync(engine, "uuid", $"'{Uuid}', 1, 'a', false");

        var listed = await texts.OrganizationsAsync<TextTenants>();

        Assert.Equal(new[] { "", "7", OddText }, listed.Select(organization => organization.Text));
        Assert.Equal(2, (await texts.ExportAsync<TextTenants>(texts.Request(listed[1]))).Manifest.Rows);
        Assert.Equal(1, (await texts.ExportAsync<TextTenants>(texts.Request(listed[2]))).Manifest.Rows);
        Assert.Equal(1, (await uuids.ExportAsync<UuidTenants>(uuids.Request(Assert.Single(await uuids.OrganizationsAsync<UuidTenants>())))).Manifest.Rows);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_organization_that_no_file_can_be_named_after_fails_alone(SqlDialect engine)
    {
        await using var sample = await TenantSample.CreateAsync(engine, "text", "'', 1, 'a', false", "'a' || chr(27) || '[2J', 2, 'b', false");

        var listed = await sample.OrganizationsAsync<TextTenants>();

        Assert.Equal(2, listed.Count);
        var empty = await Assert.ThrowsAsync<SourceMismatchException>(() => sample.ExportAsync<TextTenants>(sample.Request(listed[0])));
        Assert.Equal("The id of an organization must not be empty.", empty.Message);
        var control = await Assert.ThrowsAsync<SourceMismatchException>(() => sample.ExportAsync<TextTenants>(sample.Request(listed[1])));
        Assert.Equal("'a\\u001b[2J' has a control character, which the id of an organization must not have.", control.Message);
    }

    /// <summary>The engine, the type of the column, the requested organization, and one that the engine considers equal to it.</summary>
    public static TheoryData<SqlDialect, string, string, string> Lookalikes { get; } = new()
    {
        { SqlDialect.PostgreSql, "text collate nocase", "acme", "ACME" },
        { SqlDialect.DuckDb, "text collate nocase", "acme", "ACME" },
        { SqlDialect.PostgreSql, "double precision", "9007199254740993", "9007199254740992" },
        { SqlDialect.DuckDb, "double precision", "9007199254740993", "9007199254740992" },
    };

    [Theory]
    [MemberData(nameof(Lookalikes))]
    public async Task A_row_of_another_organization_is_never_published_nor_quarantined(
        SqlDialect engine, string type, string organization, string foreign)
    {
        await using var sample = await TenantSample.CreateAsync(engine, "text");
        await sample.ExecuteAsync("drop table account");
        if (engine == SqlDialect.PostgreSql)
        {
            await sample.ExecuteAsync("create collation nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        }

        await sample.ExecuteAsync($"create table account (tenant {type}, id bigint, name text, hidden boolean)");
        await sample.ExecuteAsync($"insert into account values ('{foreign}', 1, 'of another, and too long', false)");

        foreach (var handling in Enum.GetValues<ViolationHandling>())
        {
            var exception = type == "double precision"
                ? await Assert.ThrowsAsync<ViolationsException>(() => ExportAsync<BigintTenants>(handling))
                : await Assert.ThrowsAsync<ViolationsException>(() => ExportAsync<TextTenants>(handling));

            Assert.Equal([ViolationRule.Length, ViolationRule.Tenant], exception.Violations.Select(violation => violation.Rule).Order());
            Assert.Contains(
                $"id 1, organization_id {(type == "double precision" ? "bigint" : "text")}: not the exported organization (value: '{foreign}')",
                exception.Message,
                StringComparison.Ordinal);
            Assert.Null(exception.Remedy);
            Assert.Empty(Directory.GetFileSystemEntries(sample.Output));
        }

        Task<ExportResult> ExportAsync<TTenants>(ViolationHandling handling)
            where TTenants : ITenants
            => sample.ExportAsync<TTenants>(sample.Request<TTenants>(organization) with { OnViolation = handling });
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_organization_without_a_row_fails_and_leaves_nothing_unless_it_may_be_empty(SqlDialect engine)
    {
        await using var sample = await TenantSample.CreateAsync(engine, "text", "'acme', 1, 'a', false");
        var request = sample.Request<TextTenants>("acmee") with { Retries = 3, RetryDelay = TimeSpan.FromDays(1) };

        var exception = await Assert.ThrowsAsync<EmptyOrganizationException>(() => sample.ExportAsync<TextTenants>(request));

        Assert.StartsWith("Organization acmee has no rows in ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExportRemedy.AllowEmpty, exception.Remedy);
        Assert.Empty(Directory.GetFileSystemEntries(sample.Output));
        var result = await sample.ExportAsync<TextTenants>(request with { AllowEmpty = true });
        Assert.Equal(0, result.Manifest.Rows);
        Assert.Equal("id,organization_id,name\n", await File.ReadAllTextAsync(result.FilePath));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_organization_all_of_whose_rows_the_export_leaves_out_gets_its_file(SqlDialect engine)
    {
        await using var sample = await TenantSample.CreateAsync(
            engine, "uuid", $"'{Uuid}', 1, 'hidden', true", $"'{Uuid.Replace("0f8f", "1f8f", StringComparison.Ordinal)}', 2, 'too long for its column', false");

        var hidden = await sample.ExportAsync<UuidTenants>(sample.Request<UuidTenants>(Uuid));
        var rejected = await sample.ExportAsync<UuidTenants>(
            sample.Request<UuidTenants>(Uuid.Replace("0f8f", "1f8f", StringComparison.Ordinal)) with { OnViolation = ViolationHandling.Quarantine });

        Assert.Equal((0, 0), (hidden.Manifest.Rows, hidden.Manifest.Violations.RejectedRows));
        Assert.Equal((0, 1), (rejected.Manifest.Rows, rejected.Manifest.Violations.RejectedRows));
    }

    [Fact]
    public async Task An_organization_of_another_type_than_the_export_s_is_refused_before_the_source_is_opened()
    {
        await using var source = ExportSource.Open("Host=127.0.0.1;Port=1");
        var request = new ExportRequest { OrganizationId = 42, OutputDirectory = "." };

        var exception = await Assert.ThrowsAsync<SourceMismatchException>(
            () => new Exporter<TenantRow<TextTenants>>(source).ExportAsync(request, progress: null, CancellationToken.None));

        Assert.Equal("42 is a number: here the id of an organization is a string.", exception.Message);
    }

    [Fact]
    public async Task Organizations_that_the_export_does_not_tell_are_to_be_named()
    {
        await using var source = ExportSource.Open("Host=127.0.0.1;Port=1");

        var exception = await Assert.ThrowsAsync<SourceMismatchException>(() => Exporting.Export.Of<SampleRow>().ReadOrganizationsAsync(source));

        Assert.Equal(ExportRemedy.NameOrganizations, exception.Remedy);
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static async Task ExportsOneAsync<TTenants>(
        SqlDialect engine, string type, string organization, string other, string inName, string inManifest)
        where TTenants : ITenants
    {
        var id = OrganizationId.Parse(organization, TTenants.Kind);
        await using var sample = await TenantSample.CreateAsync(
            engine, type, $"{Literal(id.Text)}, 1, 'own', false", $"{Literal(other)}, 2, 'foreign', false", "null, 3, 'nobody', false");

        var result = await sample.ExportAsync<TTenants>(sample.Request(id));

        Assert.Equal($"tenant-rows.org-{inName}.20250331T000000Z.csv", Path.GetFileName(result.FilePath));
        Assert.EndsWith(",own\n", await File.ReadAllTextAsync(result.FilePath), StringComparison.Ordinal);
        Assert.Equal(1, result.Manifest.Rows);
        var manifest = await File.ReadAllBytesAsync(result.ManifestPath);
        using var json = JsonDocument.Parse(manifest);
        Assert.Equal(JsonSerializer.Deserialize<string?>(Quoted(inManifest)), Unquoted(json.RootElement.GetProperty("organization_id")));
        Assert.Equal(inManifest[0] == '"', json.RootElement.GetProperty("organization_id").ValueKind == JsonValueKind.String);
        Assert.Equal(id, ExportManifest.Parse(manifest).OrganizationId);
        Assert.NotNull(await PublishedExport.FindAsync(TenantRow<TTenants>.Schema, sample.Request(id), CancellationToken.None));
        Assert.Null(await PublishedExport.FindAsync(
            TenantRow<TTenants>.Schema, sample.Request(OrganizationId.Parse(other, TTenants.Kind)), CancellationToken.None));
    }

    private static string Quoted(string json) => json[0] == '"' ? json : $"\"{json}\"";

    private static string? Unquoted(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
}
