using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Native;

/// <summary>A server with TLS, whose certificate is trusted only with <see cref="RootCertificate"/>.</summary>
internal sealed class EncryptedServer : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly TemporaryDirectory _directory;

    private EncryptedServer(PostgresServer server, TemporaryDirectory directory, PostgresDatabase database)
    {
        _server = server;
        _directory = directory;
        Database = database;
    }

    /// <summary>An empty database.</summary>
    public PostgresDatabase Database { get; }

    /// <summary>The file of the certificate to trust.</summary>
    public string RootCertificate => _directory.File("root.crt");

    /// <summary>Starts a server.</summary>
    public static async Task<EncryptedServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        var encrypted = new EncryptedServer(server, new TemporaryDirectory(), await server.CreateDatabaseAsync());
        await encrypted.EncryptAsync();
        return encrypted;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    private async Task EncryptAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=acstats test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(RootCertificate, certificate.ExportCertificatePem());

        // The server writes these files itself, because its user must own them.
        await WriteAsync("server.crt", certificate.ExportCertificatePem());
        await WriteAsync("server.key", key.ExportPkcs8PrivateKeyPem());
        await Database.ExecuteAsync("alter system set ssl = on");
        await Database.ExecuteAsync("select pg_reload_conf()");
        while (Encoding.UTF8.GetString(await Database.PsqlAsync("copy (select current_setting('ssl')) to stdout")) != "on\n")
        {
            // The server reloads its settings shortly after the request.
        }
    }

    private Task WriteAsync(string file, string pem) => Database.ExecuteAsync(
        $"""
        do $do$ begin
          execute format('copy (select unnest(string_to_array(%L, e''\n''))) to program %L',
            '{pem}', format('umask 077 && cat >%s/{file}', current_setting('data_directory')));
        end $do$
        """);
}
