using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Sources.PostgreSql.Connections;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Checking;

/// <summary>Whether others can read or forge a server's data on the network.</summary>
public sealed class TransportSecurityTests
{
    [Theory]
    [InlineData("postgresql://exporter@db.example.com/crm", false, CheckStatus.Warning, "not encrypted on the way to db.example.com")]
    [InlineData("Host=10.0.0.5;Database=crm;SSL Mode=Disable", false, CheckStatus.Warning, "not encrypted")]
    [InlineData("postgresql://exporter@db.example.com/crm?sslmode=require", true, CheckStatus.Warning, "the certificate of db.example.com is not verified")]
    [InlineData("postgresql://exporter@db.example.com/crm?sslmode=verify-full", true, CheckStatus.Ok, "verified")]
    [InlineData("Host=db.example.com;SSL Mode=VerifyFull", true, CheckStatus.Ok, "verified")]
    [InlineData("postgresql://exporter@localhost/crm", false, CheckStatus.Ok, "does not leave this machine")]
    [InlineData("postgresql://exporter@[::1]/crm", false, CheckStatus.Ok, "does not leave this machine")]
    [InlineData("Host=127.0.0.1", false, CheckStatus.Ok, "does not leave this machine")]
    [InlineData("Host=/var/run/postgresql", false, CheckStatus.Ok, "does not leave this machine")]
    [InlineData("Host=localhost,db.example.com", false, CheckStatus.Warning, "not encrypted")]
    public void A_way_that_others_share_must_be_encrypted_and_verified(string connection, bool isEncrypted, CheckStatus status, string finding)
    {
        var result = TransportSecurity.Check(new NpgsqlConnectionStringBuilder(SourceAddress.Parse(connection).Connection), isEncrypted);

        Assert.Equal(status, result.Status);
        Assert.Contains(finding, result.Finding, StringComparison.Ordinal);
        Assert.Equal(status == CheckStatus.Warning, result.Remedy.Contains("verify-full", StringComparison.Ordinal));
    }
}
