using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AccountCommStats.Testing;

/// <summary>
/// A connection to a server. It is cut when a client sends a certain text, before the server sees the text. It is cut either only
/// the first time, so that a retry succeeds, or every time.
/// </summary>
public sealed class SeveredLine : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly int _serverPort;
    private readonly byte[] _text;
    private readonly bool _isCutForGood;
    private readonly Task _accepting;
    private int _cuts;

    /// <summary>Opens the connection.</summary>
    /// <param name="serverPort">The server's port on 127.0.0.1.</param>
    /// <param name="text">The text that cuts the connection.</param>
    /// <param name="isCutForGood">Whether the connection is cut every time.</param>
    /// <param name="listenOn">The address at which clients connect; by default 127.0.0.1.</param>
    public SeveredLine(int serverPort, string text, bool isCutForGood = false, IPAddress? listenOn = null)
    {
        _listener = new TcpListener(listenOn ?? IPAddress.Loopback, 0);
        _isCutForGood = isCutForGood;
        _serverPort = serverPort;
        _text = Encoding.UTF8.GetBytes(text);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port at which clients connect.</summary>
    public int Port { get; }

    /// <summary>Whether the connection was cut.</summary>
    public bool IsCut => Volatile.Read(ref _cuts) > 0;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using (near)
        {
            using var far = new TcpClient();
            await far.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            await Task.WhenAll(
                CopyAsync(near.GetStream(), far.GetStream(), isCuttable: true, ended),
                CopyAsync(far.GetStream(), near.GetStream(), isCuttable: false, ended));
        }
    }

    /// <summary>Copies bytes until one side is gone, and then ends the other direction as well.</summary>
    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool isCuttable, CancellationTokenSource ended)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (var count = 1; count > 0;)
            {
                count = await from.ReadAsync(buffer, ended.Token);
                if (isCuttable && buffer.AsSpan(0, count).IndexOf(_text) >= 0 && (Interlocked.Increment(ref _cuts) == 1 || _isCutForGood))
                {
                    break;
                }

                await to.WriteAsync(buffer.AsMemory(0, count), ended.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The other side is gone, or the other direction has ended.
        }

        await ended.CancelAsync();
    }
}
