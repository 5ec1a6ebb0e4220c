using AccountCommStats.Testing;
using Sylvan.Data.Csv;

namespace AccountCommStats.EndToEnd.Tests.Native;

/// <summary>The native binary of packages and images does the same as the assembly that a checkout runs.</summary>
public sealed class NativeBinaryTests(NativeBinary binary) : IClassFixture<NativeBinary>
{
    private const string AsOf = "2025-12-10";
    private const string FileName = "account-communication-stats.org-7.20251210T000000Z.csv";

    [Fact]
    public void Is_published_without_a_warning() => Assert.DoesNotContain("warning", binary.PublishingOutput, StringComparison.Ordinal);

    [Fact]
    public void Takes_less_than_25_megabytes() => Assert.InRange(new FileInfo(binary.Path).Length, 1, 25_000_000);

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("export --help")]
    [InlineData("export --nonsense")]
    [InlineData("spec show")]
    [InlineData("spec show --json")]
    [InlineData("spec show --sql --export account-core")]
    [InlineData("export --organization 1 --source postgresql://exporter@127.0.0.1:1/crm --output . --retries 0")]
    [InlineData("check --json --source none.duckdb")]
    public async Task Says_the_same(string commandLine)
    {
        var arguments = commandLine.Split(' ');

        Assert.Equal(await AcstatsProcess.RunManagedAsync(arguments), await AcstatsProcess.RunNativeAsync(binary, arguments));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    public async Task Lints_the_same(string format)
    {
        var document = Path.Combine(AppContext.BaseDirectory, "shapes", "unfinished.md");

        var lint = await AcstatsProcess.RunNativeAsync(binary, "spec", "lint", document, "--format", format);

        Assert.Equal(4, lint.ExitCode);
        Assert.Equal(await AcstatsProcess.RunManagedAsync("spec", "lint", document, "--format", format), lint);
    }

    [Fact]
    public async Task Makes_the_same_demo_but_for_extracted_at()
    {
        using var managed = new TemporaryDirectory();
        using var native = new TemporaryDirectory();

        Assert.Equal(0, (await AcstatsProcess.RunManagedAsync("demo", "--accounts", "40", "--output", managed.Path)).ExitCode);
        var demo = await AcstatsProcess.RunNativeAsync(binary, "demo", "--accounts", "40", "--output", native.Path);

        Assert.Equal("", demo.Error);
        Assert.Equal(0, demo.ExitCode);
        Assert.Equal(
            await ContentAsync(Assert.Single(Directory.GetFiles(managed.Path, "*.csv"))),
            await ContentAsync(Assert.Single(Directory.GetFiles(native.Path, "*.csv"))));
    }

    [Fact]
    public async Task Exports_the_same_from_PostgreSQL_but_for_extracted_at()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        using var managed = new TemporaryDirectory();
        using var native = new TemporaryDirectory();
        Assert.Equal(0, (await SeedAsync(database.Uri)).ExitCode);

        Assert.Equal(0, (await AcstatsProcess.RunManagedAsync(ExportFrom(database.Uri, managed))).ExitCode);
        var export = await AcstatsProcess.RunNativeAsync(binary, [.. ExportFrom(database.Uri, native), "--connections", "2"]);

        Assert.Equal("", export.Error);
        Assert.Equal(0, export.ExitCode);
        Assert.Equal(await ContentAsync(managed.File(FileName)), await ContentAsync(native.File(FileName)));
        await VerifiesTheSameAsync(native.File(FileName));
        await ChecksTheSameAsync(database.Uri);
    }

    [Fact]
    public async Task Exports_over_verified_TLS_only_from_a_server_that_it_can_trust()
    {
        await using var server = await EncryptedServer.StartAsync();
        using var directory = new TemporaryDirectory();
        Assert.Equal(0, (await SeedAsync(server.Database.Uri)).ExitCode);

        var trusting = await AcstatsProcess.RunNativeAsync(
            binary, ExportFrom($"{server.Database.Uri}?sslmode=verify-full&sslrootcert={server.RootCertificate}", directory));
        var distrustful = await AcstatsProcess.RunNativeAsync(
            binary, [.. ExportFrom($"{server.Database.Uri}?sslmode=verify-full", directory), "--retries", "0"]);

        Assert.Equal("", trusting.Error);
        Assert.Equal(0, trusting.ExitCode);
        Assert.Equal(3, distrustful.ExitCode);
    }

    private Task<AcstatsResult> SeedAsync(string source)
        => AcstatsProcess.RunNativeAsync(binary, "seed", "--source", source, "--organization", "7", "--accounts", "60");

    private static string[] ExportFrom(string source, TemporaryDirectory directory)
        => ["export", "--source", source, "--organization", "7", "--as-of", AsOf, "--output", directory.Path];

    private async Task VerifiesTheSameAsync(string file)
    {
        var verification = await AcstatsProcess.RunNativeAsync(binary, "verify", file, "--json");

        Assert.Equal(0, verification.ExitCode);
        Assert.Equal(await AcstatsProcess.RunManagedAsync("verify", file, "--json"), verification);
    }

    private async Task ChecksTheSameAsync(string source)
    {
        var check = await AcstatsProcess.RunNativeAsync(binary, "check", "--source", source);

        Assert.Equal(0, check.ExitCode);
        Assert.Equal(await AcstatsProcess.RunManagedAsync("check", "--source", source), check);
    }

    /// <summary>The content of a file, leaving out its extraction time.</summary>
    private static async Task<string> ContentAsync(string file)
    {
        using var reader = await CsvDataReader.CreateAsync(file);
        Assert.True(await reader.ReadAsync());
        var extractedAt = reader.GetString(reader.GetOrdinal("extracted_at"));
        return (await File.ReadAllTextAsync(file)).Replace(extractedAt, "", StringComparison.Ordinal);
    }
}
