using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Exporting.Publication;

namespace AccountCommStats.Exporting.Destinations;

/// <summary>Opens the destinations of export files.</summary>
internal static class ExportDestination
{
    /// <summary>Whether an address names a folder that does not exist.</summary>
    public static bool IsMissing(string address) => !S3Address.HasScheme(address) && !Directory.Exists(address);

    /// <summary>Opens a destination by its address.</summary>
    /// <param name="address">A folder, or a prefix of a bucket such as <c>s3://deliveries/crm</c>.</param>
    /// <param name="storage">How a bucket is reached; null for the environment's settings.</param>
    /// <exception cref="Errors.ExportRequestException">The address looks like that of a bucket but is malformed.</exception>
    public static IExportDestination Open(string address, S3Options? storage = null)
        => S3Address.HasScheme(address)
            ? new S3Destination(S3Address.Parse(address), storage ?? new S3Options(), TimeProvider.System)
            : new DirectoryDestination(address);
}
