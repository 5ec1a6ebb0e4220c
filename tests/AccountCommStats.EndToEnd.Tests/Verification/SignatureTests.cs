using System.Diagnostics;
using System.Security.Cryptography;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>Signed manifests, for receivers who do not trust the place that they load from.</summary>
public sealed class SignatureTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private string _source = "";

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_directory.File("out"));
        _source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = 5, EventsPerAccount = 5 });
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(PrivateKey, key.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(PublicKey, key.ExportSubjectPublicKeyInfoPem());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Are_verified_by_the_public_key_and_by_openssl()
    {
        var export = await ExportAsync("--sign", PrivateKey);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));

        var verification = await AcstatsProcess.RunAsync("verify", Manifest, "--key", PublicKey);
        Assert.Equal((0, ""), (verification.ExitCode, verification.Error));
        Assert.DoesNotContain("signed", verification.Everything, StringComparison.Ordinal);
        using var openssl = Process.Start(new ProcessStartInfo("openssl", ["dgst", "-sha256", "-verify", PublicKey, "-signature", Signature, Manifest]) { RedirectStandardOutput = true })!;
        Assert.Equal("Verified OK\n", await openssl.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task Are_told_from_those_that_were_changed_signed_by_another_or_not_signed()
    {
        await ExportAsync("--sign", PrivateKey);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(_directory.File("other.pem"), other.ExportSubjectPublicKeyInfoPem());

        Assert.Contains("the signature does not match this manifest and key", (await VerifyAsync("other.pem")).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Manifest, (await File.ReadAllTextAsync(Manifest)).Replace("\"tool_version\": \"", "\"tool_version\": \"9", StringComparison.Ordinal));
        Assert.Contains("the signature does not match this manifest and key", (await VerifyAsync("public.pem")).Output, StringComparison.Ordinal);

        foreach (var garbage in new byte[][] { [], [0x30], [.. Enumerable.Repeat((byte)0xFF, 2_000)] })
        {
            await File.WriteAllBytesAsync(Signature, garbage);
            Assert.Contains("the signature does not match this manifest and key", (await VerifyAsync("public.pem")).Output, StringComparison.Ordinal);
        }

        File.Delete(Signature);
        File.CreateSymbolicLink(Signature, PublicKey);
        Assert.Contains("the signature cannot be read: it is a symbolic link", (await VerifyAsync("public.pem")).Output, StringComparison.Ordinal);

        File.Delete(Signature);
        Assert.Contains("the manifest is not signed", (await VerifyAsync("public.pem")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_nobody_verifies_are_remarked_on_and_go_with_the_export_they_were_of()
    {
        await ExportAsync("--sign", PrivateKey);
        Assert.Contains("The manifest is signed, and the signature was not verified", (await AcstatsProcess.RunAsync("verify", Manifest)).Error, StringComparison.Ordinal);

        await ExportAsync();
        Assert.False(File.Exists(Signature));
    }

    [Fact]
    public async Task Are_part_of_what_is_resumed()
    {
        await ExportAsync();
        Assert.StartsWith("Exported", (await ExportAsync("--sign", PrivateKey, "--resume")).Output, StringComparison.Ordinal);
        Assert.StartsWith("Skipped", (await ExportAsync("--sign", PrivateKey, "--resume")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.pem", null, "There is no key file")]
    [InlineData("text.pem", "S3CRET", "is not a PEM file with a private key of the curve P-256")]
    [InlineData("public.pem", null, "holds a public key; a private one is needed to sign")]
    [InlineData("locked.pem", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nS3CRET\n-----END ENCRYPTED PRIVATE KEY-----\n", "is encrypted")]
    [InlineData("p384.pem", "P-384", "is not a PEM file with a private key of the curve P-256")]
    [InlineData("rsa.pem", "RSA", "is not a PEM file with a private key of the curve P-256")]
    public async Task With_no_key_of_the_kind_nothing_is_exported_and_nothing_of_the_file_is_told(string file, string? content, string told)
    {
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        if (content is not null)
        {
            await File.WriteAllTextAsync(
                _directory.File(file), content switch { "P-384" => large.ExportPkcs8PrivateKeyPem(), "RSA" => rsa.ExportPkcs8PrivateKeyPem(), _ => content });
        }

        var export = await ExportAsync("--sign", _directory.File(file));

        Assert.Equal(3, export.ExitCode);
        Assert.Contains(told, export.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CRET", export.Everything, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.File("out")));
    }

    private string PrivateKey => _directory.File("private.pem");

    private string PublicKey => _directory.File("public.pem");

    private string Manifest => _directory.File("out/account-communication-stats.org-1.20251210T000000Z.manifest.json");

    private string Signature => Manifest + ".sig";

    private Task<AcstatsResult> ExportAsync(params string[] options)
        => AcstatsProcess.RunAsync(["export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.File("out"), .. options]);

    private async Task<AcstatsResult> VerifyAsync(string key)
    {
        var verification = await AcstatsProcess.RunAsync("verify", Manifest, "--key", _directory.File(key));
        Assert.Equal(5, verification.ExitCode);
        return verification;
    }
}
