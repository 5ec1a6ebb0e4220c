using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Exports that use the data source of the application that hosts the exporter.</summary>
public sealed class DataSourceTests
{
    [Fact]
    public async Task Makes_the_file_that_psql_makes_of_the_query()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 10_000);
        using var directory = new TemporaryDirectory();
        await using var dataSource = NpgsqlDataSource.Create($"{sample.Database.ConnectionString};Command Timeout=0");

        var result = await ExportAsync(dataSource, Request(directory) with { Connections = 2 });

        Assert.Empty(result.Remarks);
        Assert.Equal(await sample.CopyWithPsqlAsync(result.Manifest), await File.ReadAllBytesAsync(result.FilePath));
    }

    [Fact]
    public async Task Leaves_nothing_behind_in_the_connections_of_the_pool()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        using var directory = new TemporaryDirectory();
        await using var dataSource = NpgsqlDataSource.Create($"{sample.Database.ConnectionString};Command Timeout=0;No Reset On Close=true;Maximum Pool Size=1");

        await ExportAsync(dataSource, Request(directory));

        await using var command = dataSource.CreateCommand(
            "select concat_ws(' ', current_setting('row_security'), current_setting('statement_timeout'), current_setting('transaction_read_only'))");
        Assert.Equal("on 0 off", await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("Multiplexing=true;Command Timeout=0")]
    [InlineData("Timeout=15")]
    public async Task Refuses_connections_that_do_not_last_as_long_as_an_export(string setting)
    {
        await using var dataSource = NpgsqlDataSource.Create($"Host=db.example.com;Password=geheim;{setting}");

        var exception = Assert.Throws<ArgumentException>(() => ExportSource.Open(dataSource));

        Assert.Contains("'Multiplexing=false;Command Timeout=0'", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", exception.ToString(), StringComparison.Ordinal);
    }

    private static ExportRequest Request(TemporaryDirectory directory)
        => new() { OrganizationId = PostgresSample.OrganizationId, OutputDirectory = directory.Path };

    private static async Task<ExportResult> ExportAsync(NpgsqlDataSource dataSource, ExportRequest request)
    {
        await using var source = ExportSource.Open(dataSource);
        return await new Exporter<SampleRow>(source).ExportAsync(request, progress: null, CancellationToken.None);
    }
}
