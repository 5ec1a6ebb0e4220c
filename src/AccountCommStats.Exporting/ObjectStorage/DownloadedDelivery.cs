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
    /// <param name="address">The address of a file with rows or of a manifest, such as <c>s3://deliveries/crm/FILE</c>.</param>
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
        var stem = ExportFileName.WithoutSuffix(name);
        var listed = await bucket.ListAsync(stem, cancellationToken).ConfigureAwait(false);
        if (!listed.Any(each => each.Name == name))
        {
            throw new SourceException($"There is no file '{address}'. Check the address.");
        }

        foreach (var each in listed.Where(each => each.Name == name || (ExportFileName.WithoutSuffix(each.Name) == stem && !each.Name.Contains('/', StringComparison.Ordinal))))
        {
            if (await bucket.OpenReadAsync(each.Name, cancellationToken).ConfigureAwait(false) is not var (content, _))
            {
                continue; // The file was deleted after it was listed. If it is needed, verification reports it as missing.
            }

            await using (content.ConfigureAwait(false))
            {
                var file = File.Create(System.IO.Path.Combine(_folder.FullName, each.Name));
                await using (file.ConfigureAwait(false))
                {
                    await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private string AddressOf(string text) => text.Replace(_folder.FullName + System.IO.Path.DirectorySeparatorChar, _place.Of(""), StringComparison.Ordinal);
}
