using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using AccountCommStats.Testing.ObjectStorage;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>
/// Several exports of one organization. They share one snapshot, all or none are published, and the set manifest comes last.
/// </summary>
public sealed class SetExportTests : IAsyncLifetime, IDisposable
{
    private const string Both = "account-core,account-communication-stats";
    private const string StatsManifest = "account-communication-stats.org-1.20251210T000000Z.manifest.json";
    private const string Set = "account-core.org-1.20251210T000000Z.set.json";

    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;
    private string _file = "";

    public async Task InitializeAsync()
    {
        var organization = new SampleOptions { OrganizationId = 1, Accounts = 60, EventsPerAccount = 10 };
        _database = await SeededDatabase.CreateAsync(organization);
        _file = await SeededDatabase.CreateFileAsync(_directory, organization);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("PostgreSQL", "1")]
    [InlineData("PostgreSQL", "3")]
    [InlineData("DuckDB", "1")]
    public async Task Have_the_rows_of_single_exports_and_one_snapshot(string engine, string connections)
    {
        var export = await ExportAsync(engine, "--export", Both, "--connections", connections, "--format", "csv,parquet");
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Matches($"Set of 2 exports of one snapshot\n  manifest  .*/{Set}\n$", export.Output);
        var set = JsonDocument.Parse(File.ReadAllBytes(Out(Set))).RootElement;
        Assert.Equal(["account-core", "account-communication-stats"], set.GetProperty("exports").EnumerateArray().Select(member => member.GetProperty("export").GetString()));
        var manifests = set.GetProperty("exports").EnumerateArray().Select(member => ExportManifest.Parse(File.ReadAllBytes(Out(member.GetProperty("manifest").GetString()!)))).ToList();
        Assert.Single(manifests.Select(manifest => (manifest.ExtractedAt, manifest.AsOf)).Distinct());
        // Each manifest has evidence only of what its own export read.
        Assert.True(manifests[0].Evidence!.Relations.Count < manifests[1].Evidence!.Relations.Count);
        Assert.Equal(Keys("account-core"), Keys("account-communication-stats"));
        var verified = await AcstatsProcess.RunAsync("verify", Out(Set));
        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        Assert.Equal(3, verified.Output.Split(": good (").Length - 1);

        var together = Rows("account-communication-stats");
        Assert.Equal(0, (await ExportAsync(engine, "--connections", connections, "--format", "csv,parquet")).ExitCode);
        Assert.Equal(Rows("account-communication-stats"), together);
        Assert.False(File.Exists(Out(Set)), "A set that lists an export which was made again by itself is withdrawn.");
    }

    [Fact]
    public async Task Are_resumed_only_where_all_of_it_is_there()
    {
        string[] options = ["--export", Both, "--resume", "--json"];
        Assert.Equal(0, (await ExportAsync("DuckDB", options)).ExitCode);

        var resumed = JsonDocument.Parse((await ExportAsync("DuckDB", options)).Output).RootElement.GetProperty("organizations")[0];
        Assert.Equal("skipped", resumed.GetProperty("outcome").GetString());
        Assert.Equal(120, resumed.GetProperty("rows").GetInt64());
        Assert.Equal(["account-core", "account-communication-stats"], resumed.GetProperty("exports").EnumerateArray().Select(member => member.GetProperty("export").GetString()));

        File.Delete(Out(Set));
        var again = JsonDocument.Parse((await ExportAsync("DuckDB", options)).Output).RootElement.GetProperty("organizations")[0];
        Assert.Equal("delivered", again.GetProperty("outcome").GetString());
        Assert.True(File.Exists(Out(Set)));
    }

    [Fact]
    public async Task A_fault_in_one_publishes_none()
    {
        await _database.ExecuteAsync("update email_prop set sent_at = 'infinity' where id = (select min(id) from email_prop)");

        var export = await ExportAsync("PostgreSQL", "--export", Both);

        Assert.Equal(5, export.ExitCode);
        Assert.Contains("nothing was published", export.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.File("out")));
    }

    [Fact]
    public async Task What_does_not_match_its_set_is_told()
    {
        var (privateKey, publicKey) = CreateKey();
        Assert.Equal(0, (await ExportAsync("DuckDB", "--export", Both, "--sign", privateKey)).ExitCode);
        Assert.Equal(0, (await VerifyAsync(publicKey)).ExitCode);

        var set = File.ReadAllText(Out(Set));
        File.WriteAllText(Out(Set), set.Replace("\"rows\": 60", "\"rows\": 61", StringComparison.Ordinal));
        var forged = await VerifyAsync(publicKey);
        Assert.Equal(5, forged.ExitCode);
        Assert.Contains("the signature does not match this set manifest and key", forged.Output, StringComparison.Ordinal);
        Assert.Contains("has 60 rows; the set says 61", forged.Output, StringComparison.Ordinal);

        File.WriteAllText(Out(Set), set);
        File.Delete(Out("account-core.org-1.20251210T000000Z.manifest.json"));
        var gone = await VerifyAsync(publicKey);
        Assert.Equal(5, gone.ExitCode);
        Assert.Contains("'account-core.org-1.20251210T000000Z.manifest.json' is missing", gone.Output, StringComparison.Ordinal);

        File.WriteAllText(Out(Set), "{}");
        Assert.Equal(3, (await VerifyAsync(publicKey)).ExitCode);
    }

    [Fact]
    public async Task Go_into_object_storage_with_the_set_last_and_are_verified_there()
    {
        var (privateKey, publicKey) = CreateKey();
        await using var server = await S3Server.StartAsync();
        (string, string)[] environment =
        [
            ("AWS_ENDPOINT_URL_S3", server.Endpoint.ToString()), ("AWS_ACCESS_KEY_ID", S3Server.AccessKey), ("AWS_SECRET_ACCESS_KEY", S3Server.SecretKey), ("AWS_REGION", "eu-central-1"),
        ];
        string[] arguments = ["export", "--source", _file, "--organization", "1", "--as-of", "2025-12-10", "--export", Both, "--output", $"s3://{S3Server.Bucket}/crm", "--sign", privateKey];

        for (var run = 1; run <= 2; run++)
        {
            var export = await AcstatsProcess.RunAsync(environment, arguments);
            Assert.True(export.ExitCode == 0, export.Everything);
            Assert.Equal(8, server.Objects.Count);
            Assert.Equal($"crm/{Set}", server.Objects.Keys.Single(key => key.EndsWith(".set.json", StringComparison.Ordinal)));
        }

        var folder = $"s3://{S3Server.Bucket}/crm/";
        string[] verify = ["verify", folder + Set, "--key", publicKey];
        var verified = await AcstatsProcess.RunAsync(environment, verify);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        Assert.Equal(3, verified.Output.Split(": good (").Length - 1);
        Assert.Contains($"{folder}account-communication-stats.org-1.20251210T000000Z.csv: good (60 rows", verified.Output, StringComparison.Ordinal);

        server.Put($"crm/{StatsManifest}", [.. server.Objects[$"crm/{StatsManifest}"].Content, (byte)' ']);
        var changed = await AcstatsProcess.RunAsync(environment, verify);
        Assert.Equal(5, changed.ExitCode);
        Assert.Contains($"{folder}{Set}: '{StatsManifest}' does not have the SHA-256 that the set states", changed.Output, StringComparison.Ordinal);

        server.Put("crm/..", "{}"u8.ToArray());
        server.Put($"crm/{Set}", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(server.Objects[$"crm/{Set}"].Content).Replace(StatsManifest, "..", StringComparison.Ordinal)));
        var outside = await AcstatsProcess.RunAsync(environment, verify);
        Assert.Equal((5, ""), (outside.ExitCode, outside.Error));

        server.Put($"crm/{Set}", "{}"u8.ToArray());
        Assert.Equal(3, (await AcstatsProcess.RunAsync(environment, verify)).ExitCode);
    }

    [Theory]
    [InlineData("account-core,account-core", "--export names account-core twice")]
    [InlineData("account-core,none", "there is no export 'none'")]
    public async Task What_cannot_be_meant_is_refused(string exports, string message)
    {
        var export = await ExportAsync("DuckDB", "--export", exports);

        Assert.Equal(2, export.ExitCode);
        Assert.Contains(message, export.Error, StringComparison.Ordinal);
    }

    private Task<AcstatsResult> ExportAsync(string engine, params string[] options)
    {
        Directory.CreateDirectory(_directory.File("out"));
        return AcstatsProcess.RunAsync(
            ["export", "--source", engine == "DuckDB" ? _file : _database.Uri, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.File("out"), .. options]);
    }

    private Task<AcstatsResult> VerifyAsync(string key) => AcstatsProcess.RunAsync("verify", Out(Set), "--key", key);

    private (string Private, string Public) CreateKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var paths = (Private: _directory.File("private.pem"), Public: _directory.File("public.pem"));
        File.WriteAllText(paths.Private, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(paths.Public, key.ExportSubjectPublicKeyInfoPem());
        return paths;
    }

    private string Out(string name) => Path.Combine(_directory.File("out"), name);

    private string[] Keys(string export) => [.. Lines(export).Skip(1).Select(line => line.Split(',')[0])];

    /// <summary>The rows without the time of the snapshot.</summary>
    private string[] Rows(string export)
    {
        var lines = Lines(export);
        var ordinal = Array.IndexOf(lines[0].Split(','), "extracted_at");
        return [.. lines.Select(line => string.Join(',', line.Split(',').Where((_, i) => i != ordinal)))];
    }

    private string[] Lines(string export) => File.ReadAllLines(Out($"{export}.org-1.20251210T000000Z.csv"));
}
