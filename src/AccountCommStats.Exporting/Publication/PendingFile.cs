using System.Security.Cryptography;
using AccountCommStats.Exporting.Errors;
using Microsoft.Win32.SafeHandles;

namespace AccountCommStats.Exporting.Publication;

/// <summary>A file that has a temporary name, beside its target, until it is published. Disposing deletes it unless it was published.</summary>
internal sealed class PendingFile : IPendingFile
{
    // The file is flushed each time this much was written, while the source is still working. Little is then left to flush at the end.
    private const long BytesPerFlush = 16 * 1024 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string _temporaryPath;
    private FileStream? _stream;
    private Task _flushing = Task.CompletedTask;
    private long _flushed;
    private bool _isPublished;

    /// <summary>Creates the temporary file.</summary>
    /// <param name="directory">An existing directory.</param>
    /// <param name="name">The target's name.</param>
    /// <exception cref="OutputException">The directory is missing or cannot be written to.</exception>
    public PendingFile(string directory, string name)
    {
        TargetPath = Path.Combine(directory, name);
        _temporaryPath = Path.Combine(directory, Leftovers.TemporaryName(name));
        try
        {
            _stream = PlainFile.CreateNew(_temporaryPath);
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            throw OutputErrors.Translate(exception, TargetPath, Bytes);
        }
    }

    /// <inheritdoc/>
    public string Name => Path.GetFileName(TargetPath);

    /// <summary>Full path of the target.</summary>
    public string TargetPath { get; }

    /// <summary>Bytes written.</summary>
    public long Bytes { get; private set; }

    /// <summary>The approximate size of the whole file in bytes, for the message if the disk is full; 0 while it is unknown.</summary>
    public long ExpectedBytes { get; set; }

    /// <summary>SHA-256 of the bytes written, in lower-case hexadecimal. Known once the file is complete.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Appends bytes.</summary>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream!.Write(bytes);
            if (Bytes - _flushed >= BytesPerFlush && _flushing.IsCompleted)
            {
                _flushing.GetAwaiter().GetResult(); // Throws if the previous flush failed.
                _flushing = FlushInBackgroundAsync(_stream.SafeFileHandle);
                _flushed = Bytes;
            }
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            var minimumBytes = Bytes + bytes.Length;
            throw OutputErrors.Translate(exception, TargetPath, Math.Max(minimumBytes, ExpectedBytes), isEstimate: ExpectedBytes > minimumBytes);
        }

        _hash.AppendData(bytes);
        Bytes += bytes.Length;
    }

    /// <summary>Flushes the file to disk and checks that all of it arrived. Nothing can be written afterward.</summary>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    public void Complete()
    {
        try
        {
            _flushing.GetAwaiter().GetResult();
            _stream!.Flush(flushToDisk: true);
            var length = _stream.Length;
            _stream.Dispose();
            _stream = null;
            if (length != Bytes)
            {
                throw new OutputException(
                    $"'{TargetPath}' was not published: {Bytes} bytes were written and {length} are on disk. Check the file system.");
            }
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            throw OutputErrors.Translate(exception, TargetPath, Bytes);
        }

        Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <summary>Renames the file to its target. It replaces an older file of that name.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    public void Publish()
    {
        File.Move(_temporaryPath, TargetPath, overwrite: true);
        _isPublished = true;
    }

    /// <summary>Withdraws the published file.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    public void Withdraw() => File.Delete(TargetPath);

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        Task.WaitAny(_flushing); // Waits for the last flush to end. Whether it failed no longer matters.
        try
        {
            _stream?.Dispose();
            if (!_isPublished)
            {
                File.Delete(_temporaryPath);
            }
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            // The directory is gone or has become read-only. The user should see the error that made the export fail, and not this one.
        }
    }

    /// <summary>Flushes in the background, so formatting rows does not wait for the disk.</summary>
    /// <remarks>Uses a thread of its own: the pool has as many threads as cores, and does not notice that one of them waits.</remarks>
    private static Task FlushInBackgroundAsync(SafeFileHandle file)
        => Task.Factory.StartNew(
            static handle => RandomAccess.FlushToDisk((SafeFileHandle)handle!),
            file,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
}
