using System.Security.Cryptography;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using Amazon.S3.Model;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>
/// An upload to object storage, in parts that are invisible until the file is published. Disposing aborts an upload that was not published.
/// </summary>
/// <remarks>Uploads parts while more bytes are written. If the writer is faster, it waits, so only few parts are in memory at a time.</remarks>
internal sealed class S3Upload : IPendingFile, IAsyncDisposable
{
    /// <summary>The maximum size of a file that stays in memory until it is published with one request.</summary>
    public const int MaximumSmallBytes = 64 * 1024;

    private const int MaximumParts = 10_000;
    private const int MaximumPartsInFlight = 2;

    // The size of a part doubles after every 1,000 parts, at most seven times. A file of 4 TB therefore has fewer than 10,000 parts.
    private const int PartsPerSize = 1000;
    private const int MaximumDoublings = 7;

    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(30);

    private readonly S3Bucket _bucket;
    private readonly CancellationTokenSource _end;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<(Task<PartETag> Task, byte[] Buffer)> _inFlight = [];
    private readonly Stack<byte[]> _free = [];
    private readonly List<PartETag> _parts = [];
    private byte[] _buffer = [];
    private int _buffered;
    private int _begunParts;
    private Task<S3UploadId>? _upload;
    private bool _isComplete;
    private bool _isPublished;
    private bool _isDisposed;

    /// <summary>Prepares the upload; sends nothing yet.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="cancellationToken">Cancels the requests that send its parts.</param>
    public S3Upload(S3Bucket bucket, string name, CancellationToken cancellationToken)
    {
        _bucket = bucket;
        Name = name;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The file's address.</summary>
    public string TargetPath => _bucket.Address.Of(Name);

    /// <summary>Bytes written.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Not used, because a bucket is never full.</remarks>
    public long ExpectedBytes { get; set; }

    /// <summary>SHA-256 of the bytes written, in lower-case hexadecimal. Known once the file is complete.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>The size of a part in bytes.</summary>
    /// <param name="number">The part's number, from 1.</param>
    /// <param name="first">The size of the first part in bytes.</param>
    public static int BytesOfPart(int number, int first = S3Options.DefaultPartBytes) => first << Math.Min((number - 1) / PartsPerSize, MaximumDoublings);

    /// <summary>Appends bytes.</summary>
    /// <exception cref="OutputException">The server refused a part, or cannot be reached.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_isComplete, this);
        _hash.AppendData(bytes);
        Bytes += bytes.Length;
        while (!bytes.IsEmpty)
        {
            var whole = BytesOfPart(_begunParts + 1, _bucket.Options.PartBytes);
            if (_buffered == whole)
            {
                SendPart();
                continue;
            }

            var count = Math.Min(bytes.Length, whole - _buffered);
            Grow(_buffered + count, whole);
            bytes[..count].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Uploads what is left and waits until the server has all parts. Nothing can be written afterward.</summary>
    /// <exception cref="OutputException">The server refused a part, or cannot be reached.</exception>
    public void Complete()
    {
        if (_begunParts > 0 || _buffered > MaximumSmallBytes)
        {
            SendPart();
            while (_inFlight.Count > 0)
            {
                AwaitPart();
            }

            (_buffer, _buffered) = ([], 0);
            _free.Clear();
        }

        Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        _isComplete = true;
    }

    /// <summary>Publishes the file under its name. It replaces an older file of that name.</summary>
    /// <param name="condition">The condition on the object with the name.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The published object.</returns>
    /// <exception cref="OutputException">The server refuses or cannot be reached, or another process changed the object.</exception>
    public async Task<S3Object> PublishAsync(S3Condition condition, CancellationToken cancellationToken)
    {
        if (!_isComplete)
        {
            throw new InvalidOperationException("The upload is not complete.");
        }

        var published = _upload is null
            ? await _bucket.PutAsync(Name, _buffer.AsMemory(0, _buffered), condition, cancellationToken).ConfigureAwait(false) is { } tag ? new S3Object(Name, tag, Bytes) : null
            : await _bucket.CompleteUploadAsync(await _upload.ConfigureAwait(false), _parts, Bytes, condition, cancellationToken).ConfigureAwait(false);
        _isPublished = published is not null;
        return published ?? throw S3Errors.Conflict(TargetPath);
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _end.CancelAsync().ConfigureAwait(false);
        // Wait for the parts that are being sent: a part that arrives after the upload was aborted may stay in storage.
        await ((Task)Task.WhenAll(_inFlight.Select(part => part.Task))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _inFlight.Clear();
        if (_upload is { } begun && !_isPublished)
        {
            using var limit = new CancellationTokenSource(AbortTimeout);
            try
            {
                await _bucket.AbortUploadAsync(Name, (await begun.ConfigureAwait(false)).Id, limit.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OutputException or OperationCanceledException)
            {
                // The next export of the target cleans up the upload. The user should see the error that made this export fail.
            }
        }

        _hash.Dispose();
        _end.Dispose();
    }

    /// <remarks>
    /// The buffer has a small size at first, then that of a whole part. Memory that was not written occupies no pages, so no size in between
    /// is needed.
    /// </remarks>
    private void Grow(int needed, int whole)
    {
        if (_buffer.Length < needed)
        {
            var larger = GC.AllocateUninitializedArray<byte>(_begunParts == 0 && needed <= MaximumSmallBytes ? Math.Min(MaximumSmallBytes, whole) : whole);
            _buffer.AsSpan(0, _buffered).CopyTo(larger);
            _buffer = larger;
        }
    }

    private void SendPart()
    {
        if (_begunParts == MaximumParts)
        {
            throw new OutputException($"'{TargetPath}' cannot be written: object storage accepts no file of more than {Bytes} bytes. Split the rows into several files.");
        }

        while (_inFlight.Count >= MaximumPartsInFlight)
        {
            AwaitPart();
        }

        var number = ++_begunParts;
        var content = new ArraySegment<byte>(_buffer, 0, _buffered);
        var upload = _upload ??= Task.Run(() => _bucket.BeginUploadAsync(Name, _end.Token));
        _inFlight.Enqueue((Task.Run(async () => await _bucket.UploadPartAsync(await upload.ConfigureAwait(false), number, content, _end.Token).ConfigureAwait(false)), _buffer));
        (_buffer, _buffered) = (_free.TryPop(out var free) ? free : [], 0);
    }

    private void AwaitPart()
    {
        var (part, buffer) = _inFlight.Peek();
        _parts.Add(part.GetAwaiter().GetResult());
        _inFlight.Dequeue();
        _free.Push(buffer);
    }
}
