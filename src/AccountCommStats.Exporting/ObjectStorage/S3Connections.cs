using Amazon.Runtime;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>The connections of one bucket. They record the server's time from each response, including error responses.</summary>
internal sealed class S3Connections : HttpClientFactory, IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client;

    /// <summary>Prepares the connections; opens none yet.</summary>
    /// <param name="timeout">How long a request may take.</param>
    /// <param name="clock">Receives the server's time.</param>
    public S3Connections(TimeSpan timeout, ServerClock clock)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = Lifetime,
            AllowAutoRedirect = false, // The signature of a request is only for the server that the request names.
        };
        _client = new HttpClient(new ClockReader(handler, clock)) { Timeout = timeout };
    }

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private sealed class ClockReader(HttpMessageHandler connections, ServerClock clock) : DelegatingHandler(connections)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            clock.Update(answer.Headers.Date);
            return answer;
        }
    }
}
