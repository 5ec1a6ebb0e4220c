using AccountCommStats.Exporting.Errors;
using Npgsql;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>PostgreSQL URIs mean what they mean to psql.</summary>
public sealed class PostgresUriTests
{
    [Fact]
    public void Reads_every_part()
    {
        var settings = Parse("postgresql://exporter:p%40ss%3Aword@db.example.com:6432/crm%20data?sslmode=verify-full&application_name=nightly&connect_timeout=7");

        Assert.Equal("db.example.com", settings.Host);
        Assert.Equal(6432, settings.Port);
        Assert.Equal("exporter", settings.Username);
        Assert.Equal("p@ss:word", settings.Password);
        Assert.Equal("crm data", settings.Database);
        Assert.Equal(SslMode.VerifyFull, settings.SslMode);
        Assert.Equal("nightly", settings.ApplicationName);
        Assert.Equal(7, settings.Timeout);
    }

    [Theory]
    [InlineData("postgres://host", "host", 5432, null)]
    [InlineData("POSTGRES://host/db", "host", 5432, "db")]
    [InlineData("postgresql://[::1]:5433/db", "::1", 5433, "db")]
    [InlineData("postgresql:///db?host=/var/run/postgresql", "/var/run/postgresql", 5432, "db")]
    [InlineData("postgresql://a@b@host/db", "host", 5432, "db")]
    [InlineData("postgresql://one:5432,two:5433/db", "one:5432,two:5433", 5432, "db")]
    [InlineData("postgresql://one,two:5433/db", "one:5432,two:5433", 5432, "db")]
    [InlineData("postgresql://one,two/db?port=6432", "one,two", 6432, "db")]
    [InlineData("postgresql:///db?host=one,two&port=6432,6433", "one:6432,two:6433", 5432, "db")]
    [InlineData("postgresql://host/db?hostaddr=10.0.0.7", "10.0.0.7", 5432, "db")]
    [InlineData("  postgresql://host/db\n", "host", 5432, "db")]
    public void Reads_hosts_of_every_form(string uri, string host, int port, string? database)
    {
        var settings = Parse(uri);

        Assert.Equal((host, port, database), (settings.Host, settings.Port, settings.Database));
    }

    [Theory]
    [InlineData("postgresql://user:geheim@host:port/db")]
    [InlineData("postgresql://user:geheim@host/db?nonsense=1")]
    [InlineData("postgresql://user:geheim@host/db?sslmode=nonsense")]
    public void Refuses_what_it_does_not_understand_without_repeating_the_password(string uri)
    {
        var exception = Assert.Throws<SourceException>(() => Parse(uri));

        Assert.DoesNotContain("geheim", exception.ToString(), StringComparison.Ordinal);
    }

    private static NpgsqlConnectionStringBuilder Parse(string uri) => new(SourceAddress.Parse(uri).Connection);
}
