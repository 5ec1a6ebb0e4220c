using System.Globalization;

namespace AccountCommStats.Benchmarks.Measuring;

/// <summary>Watches a process's peak memory: the high-water mark of its resident set, which the kernel keeps.</summary>
/// <remarks>
/// The kernel forgets the mark when the process ends. This class therefore reads the mark every few milliseconds, and the last
/// reading counts. The mark never falls, so only a peak within the last interval can be missed. wait4 would not need polling, but
/// the value that it gives for a child includes the parent's own peak, which the child inherits when it starts.
/// </remarks>
internal sealed class PeakMemory : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly string _status;
    private readonly ManualResetEventSlim _isOver = new();
    private readonly Thread _watch;
    private long _bytes;

    /// <summary>Starts watching.</summary>
    public PeakMemory(int processId)
    {
        _status = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status");
        _watch = new Thread(Watch) { IsBackground = true };
        _watch.Start();
    }

    /// <summary>Stops watching.</summary>
    /// <returns>The most bytes seen; 0 on systems without /proc.</returns>
    public long Stop()
    {
        _isOver.Set();
        _watch.Join();
        return _bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _isOver.Dispose();
    }

    private void Watch()
    {
        do
        {
            _bytes = Math.Max(_bytes, Read());
        }
        while (!_isOver.Wait(Interval));
    }

    private long Read()
    {
        try
        {
            var mark = File.ReadLines(_status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return mark is null ? 0 : 1024 * long.Parse(mark.AsSpan("VmHWM:".Length, mark.Length - "VmHWM:kB".Length), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // The process has ended, or there is no /proc.
        }
    }
}
