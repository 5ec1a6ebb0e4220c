using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Publication;

namespace AccountCommStats.Exporting.Runs;

/// <summary>
/// A bounded queue that passes the formatted rows of one key range from the connection that reads them to the file. If the queue is full,
/// reading waits until the range is being written.
/// </summary>
/// <param name="layout">The files that rows go to.</param>
/// <param name="readAhead">Receives the number of bytes that wait to be written.</param>
/// <param name="isSmall">Whether few rows are expected, and many queues are filled at once.</param>
internal sealed class ChunkQueue(OutputLayout layout, ReadAhead readAhead, bool isSmall)
{
    // The pool keeps buffers of this size. A buffer is larger than a chunk, so the row that completes the chunk fits too. Buffers of this size
    // are on the large object heap. The garbage collector would copy smaller ones while they wait, which needs twice their memory.
    private const int BufferBytes = 128 * 1024;
    private const int ChunkBytes = BufferBytes * 7 / 8;
    private const int SmallBufferBytes = 16 * 1024;
    private const int MaximumChunksWaiting = 32;

    private readonly Channel<OutputChunk> _channel = Channel.CreateBounded<OutputChunk>(
        new BoundedChannelOptions(MaximumChunksWaiting) { SingleReader = true, SingleWriter = true });

    private readonly Part[] _rows = [.. layout.Formats.Select((_, output) => new Part(output, CapacityOf(isSmall)))];
    private readonly Part _rejects = new(OutputChunk.Rejects, CapacityOf(isSmall));

    /// <summary>The chunks, in order. Each one counts as written when the next one is requested.</summary>
    public async IAsyncEnumerable<OutputChunk> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in _channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var bytes = chunk.Buffer.Length;
            yield return chunk;
            readAhead.Remove(bytes);
        }
    }

    /// <summary>The buffer for the next row of one of the outputs of the layout.</summary>
    public OutputBuffer RowBuffer(int output) => _rows[output].Buffer;

    /// <summary>The buffer for the next line of the rejects file.</summary>
    public OutputBuffer RejectsBuffer => _rejects.Buffer;

    /// <summary>Records that a row was added to each <see cref="RowBuffer"/>.</summary>
    public void AddRow()
    {
        foreach (var part in _rows)
        {
            part.Rows++;
            if (layout.IsSplit)
            {
                part.Buffer.MarkRow();
            }
        }
    }

    /// <summary>Records that a rejected row was added to <see cref="RejectsBuffer"/>, with a line for each reason.</summary>
    public void AddReject() => _rejects.Rows++;

    /// <summary>Passes on full chunks. Waits if the file is behind.</summary>
    public ValueTask DrainAsync(CancellationToken cancellationToken)
        => _rejects.Bytes >= ChunkBytes || Array.Exists(_rows, part => part.Bytes >= ChunkBytes) ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;

    /// <summary>Passes on what is left, and completes the queue.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _channel.Writer.Complete();
    }

    private static int CapacityOf(bool isSmall) => isSmall ? SmallBufferBytes : BufferBytes;

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var part in _rows)
        {
            if (part.Bytes > 0)
            {
                await PassOnAsync(part, cancellationToken).ConfigureAwait(false);
            }
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

    /// <summary>The rows collected for one file.</summary>
    private sealed class Part(int output, int capacity)
    {
        private OutputBuffer? _buffer;

        public OutputBuffer Buffer => _buffer ??= new OutputBuffer(capacity);

        public int Bytes => _buffer?.Length ?? 0;

        public int Rows { get; set; }

        public OutputChunk Take()
        {
            var chunk = new OutputChunk(Buffer, Rows, output);
            _buffer = null;
            Rows = 0;
            return chunk;
        }
    }
}
