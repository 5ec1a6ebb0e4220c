using AccountCommStats.Exporting.Hosting;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>
/// Cuts ascending keys, as they arrive, into partitions of equal size. If there are too many partitions, neighbors are joined, and further
/// partitions get twice as many keys. The memory therefore does not grow with the number of keys.
/// </summary>
/// <param name="maximum">The number of partitions at which neighbors are joined; even.</param>
internal sealed class KeyPartitions(int maximum)
{
    private readonly List<KeyRange> _complete = [];
    private long _size = 1;
    private long _first;
    private long _last;
    private long _rows;

    /// <summary>Whether the latest partition is complete. This becomes rarer as partitions become larger.</summary>
    public bool IsBetweenPartitions => _rows == 0;

    /// <summary>Adds the next key.</summary>
    public void Add(long key)
    {
        if (_rows == 0)
        {
            _first = key;
        }

        _last = key;
        _rows++;
        if (_rows == _size)
        {
            Complete();
        }
    }

    /// <summary>Returns the partitions, ascending. Call this after the last key.</summary>
    public List<KeyRange> ToList()
    {
        if (_rows > 0)
        {
            Complete();
        }

        return _complete;
    }

    private void Complete()
    {
        _complete.Add(new KeyRange(_first, _last, _rows));
        _rows = 0;
        if (_complete.Count == maximum)
        {
            JoinNeighbors();
        }
    }

    private void JoinNeighbors()
    {
        for (var i = 0; i < maximum / 2; i++)
        {
            var (left, right) = (_complete[2 * i], _complete[(2 * i) + 1]);
            _complete[i] = left with { Last = right.Last, Rows = left.Rows + right.Rows };
        }

        _complete.RemoveRange(maximum / 2, maximum / 2);
        _size *= 2;
    }

    /// <summary>Receives the records of a query that yields only keys.</summary>
    internal readonly struct Consumer(KeyPartitions partitions) : IRecordConsumer
    {
        /// <inheritdoc/>
        public int FieldCount => 1;

        /// <inheritdoc/>
        public bool WantsMore => true;

        /// <inheritdoc/>
        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
        {
            if (fields.TryReadInt64(out var key) && fields.IsWhole)
            {
                partitions.Add(key);
            }
        }

        /// <inheritdoc/>
        public ValueTask DrainAsync(CancellationToken cancellationToken)
        {
            if (partitions.IsBetweenPartitions)
            {
                GarbageLimit.Enforce();
            }

            return ValueTask.CompletedTask;
        }
    }
}
