using System.Globalization;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using Embedding;
using Npgsql;

// embedding CONNECTION-STRING ORGANIZATION: prints the accounts of an organization and their revenue.
if (args is not [var connection, var organization])
{
    Console.Error.WriteLine("usage: embedding CONNECTION-STRING ORGANIZATION");
    return 2;
}

// The host's data source, with its pool, credentials, certificates, logging and tracing.
await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { CommandTimeout = 0 });
await using var source = ExportSource.Open(dataSource);
var request = new RowRequest { OrganizationId = long.Parse(organization, CultureInfo.InvariantCulture) };
try
{
    var total = 0m;
    await foreach (var account in new Exporter<AccountCore>(source).ReadAsync(request))
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{account.AccountId} {account.AccountName} {account.Revenue}"));
        total += account.Revenue ?? 0;
    }

    // The loop ended without an error, so all rows are valid and come from one snapshot.
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"total {total}"));
    return 0;
}
catch (ExportException exception)
{
    Console.Error.WriteLine(exception.VisibleMessage);
    return 1;
}
