using System.Globalization;
using AccountCommStats.Exporting.Hosting;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.PlainExport;

// plain-export SOURCE DIRECTORY CONNECTIONS [FORMAT [COMPRESSION]]: exports the plain table and prints the path of the file.
if (args is not [var address, var directory, var connections, ..])
{
    Console.Error.WriteLine("usage: plain-export SOURCE DIRECTORY CONNECTIONS [FORMAT [COMPRESSION]]");
    return 2;
}

DedicatedProcess.Enable();
await using var source = ExportSource.Open(address);
var request = new ExportRequest
{
    OrganizationId = 1,
    OutputDirectory = directory,
    AsOf = new DateTime(2025, 12, 10, 0, 0, 0, DateTimeKind.Utc),
    Connections = int.Parse(connections, CultureInfo.InvariantCulture),
    Formats = [args is [_, _, _, var format, ..] ? Enum.Parse<FileFormat>(format) : FileFormat.Csv],
    Compression = args is [_, _, _, _, { Length: > 0 } compression] ? Enum.Parse<FileCompression>(compression) : null,
};
var result = await new Exporter<PlainRow>(source).ExportAsync(request, progress: null, CancellationToken.None);
Console.WriteLine(result.FilePath);
return 0;
