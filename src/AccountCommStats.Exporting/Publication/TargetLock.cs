using System.Diagnostics;
using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Publication;

/// <summary>
/// The lock of a target: a file beside it, <c>.NAME.lock</c>, that the operating system keeps locked while its owner runs. The lock is
/// released even if its owner crashes, so a stale lock cannot exist.
/// </summary>
internal sealed class TargetLock : IDisposable, IAsyncDisposable
{
    // This is longer than a cleanup holds a lock, so only a running export is ever reported as the owner.
    private static readonly TimeSpan MinimumTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;
    private readonly string _path;

    private TargetLock(FileStream file, string path)
    {
        _file = file;
        _path = path;
    }

    /// <summary>The path of a target's lock file.</summary>
    public static string PathOf(string directory, string stem) => Path.Combine(directory, $".{stem}.lock");

    /// <summary>Acquires the lock. If another exporter has it, waits until that exporter ends.</summary>
    /// <param name="directory">The target's directory.</param>
    /// <param name="stem">The stem of the target's file names.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <exception cref="OutputException">Another export has the lock, or the directory cannot be written to.</exception>
    public static async Task<TargetLock> AcquireAsync(
        string directory, string stem, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var path = PathOf(directory, stem);
        var wait = timeout > MinimumTimeout ? timeout : MinimumTimeout;
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (TryAcquire(path) is { } taken)
            {
                return taken;
            }

            if (Stopwatch.GetElapsedTime(start) >= wait)
            {
                throw OutputErrors.InUse(Path.Combine(directory, stem), OwnerOf(path));
            }

            await Task.Delay(RetryInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Acquires the lock if it is free; otherwise returns null.</summary>
    /// <exception cref="OutputException">The directory cannot be written to.</exception>
    public static TargetLock? TryAcquire(string path)
    {
        FileStream? file = null;
        try
        {
            file = PlainFile.OpenLocked(path);
            if (file is null)
            {
                return null;
            }

            var mark = Describe();
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(mark));
            file.Flush();
            // Somebody may have put another file in the place of the lock file since it was opened.
            if (PlainFile.ReadNote(path) == mark)
            {
                return new TargetLock(file, path);
            }

            file.Dispose();
            return null;
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            file?.Dispose();
            throw OutputErrors.Translate(exception, path, bytesNeeded: 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            File.Delete(_path); // Deletes the file before it is unlocked: until then nobody else deletes it, and others that opened it notice that it is gone.
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            // The directory is gone or has become read-only. An unlocked file blocks nobody.
        }

        _file.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Describes the owner of the lock for people. The random part distinguishes several attempts of one process.</summary>
    private static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"process {Environment.ProcessId} on {Environment.MachineName} since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC\n{Guid.NewGuid():N}\n");

    private static string OwnerOf(string path)
        => PlainFile.ReadNote(path)?.Split('\n')[0] is { Length: > 0 } owner ? owner : "another process";
}
