using System.Threading.Channels;

namespace AccountCommStats.Exporting;

/// <summary>
/// The way of a key range's rows from the connection that reads them to the file, in order and bounded: a range that is
/// not yet to be written waits when it has gathered enough.
/// </summary>
internal sealed class ChunkQueue
{
    private const int ChunkBytes = 64 * 1024;
    private const int MostChunksWaiting = 64;

    private readonly Channel<OutputChunk> _channel = Channel.CreateBounded<OutputChunk>(
        new BoundedChannelOptions(MostChunksWaiting) { SingleReader = true, SingleWriter = true });

    private readonly Part _rows = new(isRejects: false);
    private readonly Part _rejects = new(isRejects: true);

    /// <summary>The chunks, for the file.</summary>
    public IAsyncEnumerable<OutputChunk> ReadAllAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAllAsync(cancellationToken);

    /// <summary>The buffer that takes the next row.</summary>
    public CsvBuffer RowBuffer => _rows.Buffer;

    /// <summary>The buffer that takes the next line of the rejects file.</summary>
    public CsvBuffer RejectsBuffer => _rejects.Buffer;

    /// <summary>Takes note that a row is in <see cref="RowBuffer"/>.</summary>
    public void AddRow() => _rows.Rows++;

    /// <summary>Takes note that a rejected row is in <see cref="RejectsBuffer"/>, with a line for each reason.</summary>
    public void AddReject() => _rejects.Rows++;

    /// <summary>Passes on what is worth it; waits while the file is behind.</summary>
    public ValueTask DrainAsync(CancellationToken cancellationToken)
        => _rows.Bytes >= ChunkBytes || _rejects.Bytes >= ChunkBytes ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;

    /// <summary>Passes on the rest. No more follows.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _channel.Writer.Complete();
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_rows.Bytes > 0)
        {
            await _channel.Writer.WriteAsync(_rows.Take(), cancellationToken).ConfigureAwait(false);
        }

        if (_rejects.Bytes > 0)
        {
            await _channel.Writer.WriteAsync(_rejects.Take(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What has gathered for one file.</summary>
    private sealed class Part(bool isRejects)
    {
        private CsvBuffer? _buffer;

        // Room for the row that makes the chunk full, so that a buffer seldom grows.
        public CsvBuffer Buffer => _buffer ??= new CsvBuffer(ChunkBytes * 5 / 4);

        public int Bytes => _buffer?.Length ?? 0;

        public int Rows { get; set; }

        public OutputChunk Take()
        {
            var chunk = new OutputChunk(Buffer, Rows, isRejects);
            _buffer = null;
            Rows = 0;
            return chunk;
        }
    }
}
