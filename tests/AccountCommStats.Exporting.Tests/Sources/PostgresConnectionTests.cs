using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Connection strings as managed services and libpq users write them.</summary>
public sealed class PostgresConnectionTests
{
    [Theory]
    [InlineData("postgresql://u:p@ep-cool.neon.tech/db?sslmode=require&channel_binding=require", "SSL Mode=Require;Channel Binding=Require")]
    [InlineData("postgres://u:p@ep-cool.neon.tech/db?sslmode=require&options=endpoint%3Dep-cool", "Options=endpoint=ep-cool")]
    [InlineData("postgres://u.ref:p@pooler.supabase.com:6543/postgres?pgbouncer=true&connection_limit=1", "Port=6543;Username=u.ref")]
    [InlineData("postgres://avnadmin:p@pg.aivencloud.com:12691/defaultdb?sslmode=require&sslrootcert=/ca.pem", "SSL Mode=VerifyCA;Root Certificate=/ca.pem")]
    [InlineData("postgresql://u:p@db.example.com/db?sslrootcert=system", "SSL Mode=VerifyFull")]
    [InlineData("postgres://u:p@ec2.amazonaws.com:5432/d?ssl=true", "SSL Mode=Require")]
    [InlineData("postgres://u:p@h/d?sslmode=no-verify", "SSL Mode=Require")]
    [InlineData("postgresql://exporter%40server:p@server.postgres.database.azure.com:5432/postgres?sslmode=require", "Username=exporter@server")]
    [InlineData("postgresql://u:p@h/d?keepalives=1&keepalives_idle=30&keepalives_interval=10&keepalives_count=3&tcp_user_timeout=1000", "TCP Keepalive=True;TCP Keepalive Time=30;TCP Keepalive Interval=10")]
    [InlineData("postgresql://u:p@h/d?keepalives=0", "TCP Keepalive=False")]
    [InlineData("postgresql://u:p@h/d?gssencmode=disable&sslcompression=0&client_encoding=UTF8", "GSS Encryption Mode=Disable")]
    [InlineData("postgresql://u:p@h/d?options=-c search_path=app", "Options=-c search_path=app")]
    [InlineData("postgresql://u:p@h/d?schema=app", "Search Path=app")]
    [InlineData("postgresql://u:p@h/d?connect_timeout=100000", "Timeout=1024")]
    [InlineData("postgresql://u:p@h/d?fallback_application_name=psql", "Application Name=psql")]
    [InlineData("postgresql://u:p@a:5432,b:5433/d?target_session_attrs=primary&load_balance_hosts=random", "Host=a:5432,b:5433;Target Session Attributes=primary;Load Balance Hosts=True")]
    [InlineData("host=db.example.com port=6432 dbname=crm user=exporter password='it\\'s two words' sslmode=verify-full", "Host=db.example.com;Port=6432;Database=crm;Username=exporter;Password=it's two words;SSL Mode=VerifyFull")]
    [InlineData("host = h  user=u password=a;b", "Host=h;Username=u;Password='a;b'")]
    [InlineData("user=u password=p\\ q host='/var/run/postgresql'", "Password=p q;Host=/var/run/postgresql")]
    [InlineData("Host=h;Port=6432;Password='a b=c'", "Host=h;Port=6432;Password='a b=c'")]
    public void Means_what_it_means_to_libpq(string connection, string expected)
    {
        var settings = new NpgsqlConnectionStringBuilder(SourceAddress.Parse(connection).Connection);

        foreach (string keyword in new NpgsqlConnectionStringBuilder(expected).Keys)
        {
            Assert.Equal((keyword, new NpgsqlConnectionStringBuilder(expected)[keyword]), (keyword, settings[keyword]));
        }
    }

    [Theory]
    [InlineData("postgresql://u:geheim@h/d?sslrootcert=system&sslmode=require", "sslmode=verify-full")]
    [InlineData("postgresql://u:geheim@h/d?ssl_min_protocol_version=TLSv1.3", "ssl_min_protocol_version")]
    [InlineData("postgresql://u:geheim@h/d?client_encoding=LATIN1", "client_encoding")]
    [InlineData("postgresql://u:geheim@h/d?sslcrl=/revoked.pem", "not known here")]
    [InlineData("postgresql://u:geheim@h/d?hostaddr=10.0.0.1&sslmode=verify-full", "hostaddr")]
    [InlineData("postgresql://u:geheim@h/d?service=none&servicefile=/none", "service")]
    public void Refuses_what_it_cannot_keep(string connection, string named)
    {
        var exception = Assert.Throws<SourceException>(() => SourceAddress.Parse(connection));

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_gives_what_the_connection_does_not()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.File("pg_service.conf");
        File.WriteAllText(file, "# ours\n[other]\nhost=elsewhere\n[nightly]\nhost=db.example.com\nport = 6432\nuser=exporter\n[last]\nuser=nobody\n");

        var settings = new NpgsqlConnectionStringBuilder(SourceAddress.Parse($"service=nightly servicefile={file} user=me dbname=crm").Connection);

        Assert.Equal(("db.example.com", 6432, "me", "crm"), (settings.Host, settings.Port, settings.Username, settings.Database));
    }

    [Theory]
    [InlineData("?options=-c search_path=app")]
    [InlineData("?options=-csearch_path%3Dapp&keepalives_interval=5&gssencmode=prefer&channel_binding=prefer")]
    [InlineData("?schema=app&target_session_attrs=read-write")]
    [InlineData("?schema=app&target_session_attrs=any&connect_timeout=0")]
    [InlineData("one that is down first")]
    [InlineData("keywords")]
    [InlineData("a socket")]
    public async Task Exports_over_it(string form)
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 3);
        await sample.Database.ExecuteAsync("create schema app; alter table sample set schema app");
        var (port, name) = (sample.Database.Server.Port, sample.Database.Name);
        var connection = form switch
        {
            "one that is down first" => $"postgresql://postgres@127.0.0.1:1,127.0.0.1:{port}/{name}?options=-csearch_path%3Dapp&target_session_attrs=primary",
            "keywords" => $"host=127.0.0.1 port={port} dbname={name} user=postgres options='-c search_path=app'",
            "a socket" => $"postgresql://postgres@/{name}?host={sample.Database.Server.SocketDirectory}&port={port}&schema=app",
            _ => sample.Database.Uri + form,
        };
        using var directory = new TemporaryDirectory();
        await using var source = ExportSource.Open(connection);

        var result = await new Exporter<SampleRow>(source).ExportAsync(
            new ExportRequest { OrganizationId = PostgresSample.OrganizationId, OutputDirectory = directory.Path, Connections = 2 }, null, CancellationToken.None);

        Assert.Equal(3, result.Manifest.Rows);
        Assert.Empty(result.Remarks);
    }

    [Fact]
    public async Task Refuses_a_single_host_of_another_kind_than_wanted()
    {
        var server = await PostgresServer.GetAsync();
        using var directory = new TemporaryDirectory();
        await using var source = ExportSource.Open($"{server.Uri("postgres")}?target_session_attrs=standby");

        var exception = await Assert.ThrowsAsync<SourceException>(() => source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1), CancellationToken.None));

        Assert.Contains("target_session_attrs", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith($"PostgreSQL 127.0.0.1:{server.Port}/postgres as postgres", exception.Message, StringComparison.Ordinal);
    }
}
