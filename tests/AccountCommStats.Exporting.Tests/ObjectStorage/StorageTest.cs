using System.Text;
using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Testing.ObjectStorage;
using Microsoft.Extensions.Time.Testing;

namespace AccountCommStats.Exporting.Tests.ObjectStorage;

/// <summary>Gives each test its own server with a bucket.</summary>
public abstract class StorageTest : IAsyncLifetime
{
    internal const string Prefix = "crm/daily";
    internal const string Stem = "sample.org-7.20250331T000000Z";
    internal const string DataName = Stem + ".csv";
    internal const string ManifestName = Stem + ".manifest.json";
    internal const string SessionToken = "a-session-token-that-nobody-may-see";

    private readonly List<S3Bucket> _buckets = [];

    /// <remarks>Sets environment variables, because credentials cannot be given in any other way.</remarks>
    static StorageTest()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", S3Server.AccessKey);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", S3Server.SecretKey);
        Environment.SetEnvironmentVariable("AWS_SESSION_TOKEN", SessionToken);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
    }

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 3, 31, 12, 0, 0, TimeSpan.Zero));

    internal S3Server Server { get; private set; } = null!;

    internal S3Bucket Bucket { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await S3Server.StartAsync(Time);
        Bucket = Open();
    }

    public async Task DisposeAsync()
    {
        _buckets.ForEach(bucket => bucket.Dispose());
        await Server.DisposeAsync();
    }

    /// <summary>Opens a bucket with a client of its own, as a separate exporter would.</summary>
    internal S3Bucket Open(string name = S3Server.Bucket, int retries = 3, TimeProvider? time = null, bool isConditional = true)
    {
        var options = new S3Options { Endpoint = Server.Endpoint, Retries = retries, PartBytes = 256 * 1024, IsConditional = isConditional };
        var bucket = new S3Bucket(new S3Address(name, Prefix), options, time ?? Time);
        _buckets.Add(bucket);
        return bucket;
    }

    internal static string KeyOf(string name) => $"{Prefix}/{name}";

    internal static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(position => (byte)(position * 31 / 7))];

    internal static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The content of an object; null if there is none.</summary>
    internal string? ContentOf(string name) => Server.Objects.GetValueOrDefault(KeyOf(name)) is { } found ? Encoding.UTF8.GetString(found.Content) : null;

    /// <summary>Makes an operation fail this many times.</summary>
    internal void Fail(string operation, S3Fault fault, int times = int.MaxValue, string? name = null)
    {
        var left = times;
        Server.Interceptor = call => Task.FromResult(
            call.Operation == operation && (name is null || call.Key == KeyOf(name)) && Interlocked.Decrement(ref left) >= 0 ? fault : null);
    }
}
