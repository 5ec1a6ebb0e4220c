using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AccountCommStats.Exporting.Csv;
using AccountCommStats.Exporting.Publication;

namespace AccountCommStats.Exporting.Runs;

/// <summary>
/// The way of a key range's rows from the connection that reads them to the file, in order and bounded: a range that is
/// not yet to be written waits when it has gathered enough.
/// </summary>
/// <param name="readAhead">Told what waits to be written.</param>
internal sealed class ChunkQueue(ReadAhead readAhead)
{
    // A buffer of the pool's own size, with room for the row that makes the chunk full; so large that the garbage collector leaves
    // it where it is: smaller ones it would copy as they wait, and take twice their memory.
    private const int BufferBytes = 128 * 1024;
    private const int ChunkBytes = BufferBytes * 7 / 8;
    private const int MostChunksWaiting = 32;

    private readonly Channel<OutputChunk> _channel = Channel.CreateBounded<OutputChunk>(
        new BoundedChannelOptions(MostChunksWaiting) { SingleReader = true, SingleWriter = true });

    private readonly Part _rows = new(isRejects: false);
    private readonly Part _rejects = new(isRejects: true);

    /// <summary>The chunks, for the file. Each is written when the next is asked for.</summary>
    public async IAsyncEnumerable<OutputChunk> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in _channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var bytes = chunk.Buffer.Length;
            yield return chunk;
            readAhead.Remove(bytes);
        }
    }

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
            await PassOnAsync(_rows, cancellationToken).ConfigureAwait(false);
        }

        if (_rejects.Bytes > 0)
        {
            await PassOnAsync(_rejects, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask PassOnAsync(Part part, CancellationToken cancellationToken)
    {
        readAhead.Add(part.Bytes);
        return _channel.Writer.WriteAsync(part.Take(), cancellationToken);
    }

    /// <summary>What has gathered for one file.</summary>
    private sealed class Part(bool isRejects)
    {
        private CsvBuffer? _buffer;

        public CsvBuffer Buffer => _buffer ??= new CsvBuffer(BufferBytes);

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
