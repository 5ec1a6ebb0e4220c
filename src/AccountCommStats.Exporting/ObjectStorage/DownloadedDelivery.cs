using System.Text.Json;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>A delivery in object storage, downloaded to a temporary folder for verification. Disposing deletes the folder.</summary>
internal sealed class DownloadedDelivery : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("acstats-");
    private readonly S3Address _place;

    private DownloadedDelivery(S3Address place, string name)
    {
        _place = place;
        Path = System.IO.Path.Combine(_folder.FullName, name);
    }

    /// <summary>The local path of the file that the address names.</summary>
    public string Path { get; }

    /// <summary>Downloads the files of a delivery.</summary>
    /// <param name="address">The address of a file with rows, a manifest or a set manifest, such as <c>s3://deliveries/crm/FILE</c>. A set is fetched without the rows of its exports.</param>
    /// <param name="options">How to reach the bucket.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <exception cref="ExportRequestException">The address does not name a file.</exception>
    /// <exception cref="SourceException">There is no such file, or it cannot be read.</exception>
    public static async Task<DownloadedDelivery> FetchAsync(string address, S3Options options, CancellationToken cancellationToken)
    {
        var whole = S3Address.Parse(address);
        var slash = whole.Prefix.LastIndexOf('/');
        var name = whole.Prefix[(slash + 1)..];
        if (name.Length == 0)
        {
            throw new ExportRequestException($"'{address}' names a bucket, not a file in it.");
        }

        var place = whole with { Prefix = slash < 0 ? "" : whole.Prefix[..slash] };
        var delivery = new DownloadedDelivery(place, name);
        try
        {
            using var bucket = new S3Bucket(place, options, TimeProvider.System);
            await delivery.FetchAsync(bucket, name, address, cancellationToken).ConfigureAwait(false);
            return delivery;
        }
        catch (Exception exception) when (exception is OutputException or IOException)
        {
            delivery.Dispose();
            throw new SourceException(exception is OutputException ? exception.Message : $"'{address}' cannot be read completely: {exception.Message}", exception);
        }
        catch
        {
            delivery.Dispose();
            throw;
        }
    }

    /// <summary>The address of the file that was downloaded to this local path.</summary>
    public string AddressOf(string path) => path.Replace(_folder.FullName + System.IO.Path.DirectorySeparatorChar, _place.Of(""), StringComparison.Ordinal);

    /// <summary>Replaces the local paths in a verification with the addresses of the files.</summary>
    public FileVerification WithAddresses(FileVerification found) => found with
    {
        File = AddressOf(found.File),
        Files = [.. found.Files.Select(AddressOf)],
        Problems = [.. found.Problems.Select(problem => problem with { File = AddressOf(problem.File), Message = AddressOf(problem.Message) })],
        Remarks = [.. found.Remarks.Select(AddressOf)],
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // If the folder cannot be deleted, the system cleans up temporary files.
        }
    }

    private async Task FetchAsync(S3Bucket bucket, string name, string address, CancellationToken cancellationToken)
    {
        if (!await TryDownloadAsync(bucket, name, cancellationToken).ConfigureAwait(false))
        {
            throw new SourceException($"There is no file '{address}'. Check the address.");
        }

        var others = SetVerifier.IsSetManifest(name) ? OthersOfSet() : await OthersOfExportAsync(bucket, name, cancellationToken).ConfigureAwait(false);
        foreach (var other in others)
        {
            // If the file does not exist but is needed, verification reports it as missing.
            await TryDownloadAsync(bucket, other, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The file names of the set's signature and of the manifests that the set lists.</summary>
    private IEnumerable<string> OthersOfSet()
    {
        try
        {
            using var file = PlainFile.OpenRead(Path, isNamed: true);
            var (set, _) = SetManifest.Read(file);
            return set.Exports.Select(member => member.Manifest).Prepend(set.Name.SetSignature).Where(IsFileName);
        }
        catch (JsonException)
        {
            return []; // Verification reports the error.
        }
    }

    /// <summary>Whether a name in the set manifest is a file name, and not a path, which could lead out of the folder.</summary>
    private static bool IsFileName(string name)
        => name is not ("" or "." or "..") && name.AsSpan().IndexOfAny(System.IO.Path.GetInvalidFileNameChars()) < 0;

    private static async Task<IEnumerable<string>> OthersOfExportAsync(S3Bucket bucket, string name, CancellationToken cancellationToken)
    {
        var stem = ExportFileName.WithoutSuffix(name);
        return (await bucket.ListAsync(stem, cancellationToken).ConfigureAwait(false))
            .Select(each => each.Name)
            .Where(each => each != name && ExportFileName.WithoutSuffix(each) == stem && !each.Contains('/', StringComparison.Ordinal));
    }

    private async Task<bool> TryDownloadAsync(S3Bucket bucket, string name, CancellationToken cancellationToken)
    {
        if (await bucket.OpenReadAsync(name, cancellationToken).ConfigureAwait(false) is not var (content, _))
        {
            return false;
        }

        await using (content.ConfigureAwait(false))
        {
            var file = File.Create(System.IO.Path.Combine(_folder.FullName, name));
            await using (file.ConfigureAwait(false))
            {
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }
}
