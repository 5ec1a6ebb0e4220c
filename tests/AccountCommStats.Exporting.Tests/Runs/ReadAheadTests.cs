using AccountCommStats.Exporting.Runs;

namespace AccountCommStats.Exporting.Tests.Runs;

/// <summary>While one key range is slow, the rows of later ranges do not fill the memory.</summary>
public sealed class ReadAheadTests
{
    private const int Limit = 100;

    private readonly ReadAhead _readAhead = new(Limit);

    [Fact]
    public async Task Lets_ranges_begin_until_enough_waits_and_again_when_it_is_written()
    {
        await _readAhead.WaitAsync(1, CancellationToken.None);
        _readAhead.Add(Limit);

        var waiting = _readAhead.WaitAsync(2, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        _readAhead.Remove(1);
        await waiting;
    }

    [Fact]
    public async Task Never_keeps_the_range_waiting_that_is_to_be_written_next()
    {
        _readAhead.Add(Limit);
        var waiting = _readAhead.WaitAsync(3, CancellationToken.None);
        _readAhead.MoveTo(2);
        await _readAhead.WaitAsync(2, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        _readAhead.MoveTo(3);
        await waiting;
    }

    [Fact]
    public async Task Stops_waiting_when_the_export_is_canceled()
    {
        using var canceled = new CancellationTokenSource();
        _readAhead.Add(Limit);
        var waiting = _readAhead.WaitAsync(1, canceled.Token);

        await canceled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
