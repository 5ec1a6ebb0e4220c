using System.Security.Cryptography;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Testing.ObjectStorage;

namespace AccountCommStats.Exporting.Tests.ObjectStorage;

/// <summary>A file is uploaded in parts while it is written, and appears whole when it is published, or not at all.</summary>
public sealed class S3UploadTests : StorageTest
{
    private const int PartBytes = 256 * 1024;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(S3Upload.MaximumSmallBytes, 0)]
    [InlineData(S3Upload.MaximumSmallBytes + 1, 1)]
    [InlineData(PartBytes, 1)]
    [InlineData(PartBytes + 1, 2)]
    [InlineData(10 * PartBytes, 10)]
    [InlineData(1_000_001, 4)]
    public async Task A_file_appears_when_it_is_published_as_it_was_written(int count, int parts)
    {
        await using var upload = new S3Upload(Bucket, DataName, default);
        foreach (var piece in Bytes(count).Chunk(100_003))
        {
            upload.Write(piece);
        }

        upload.Complete();
        Assert.Equal(count, upload.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Bytes(count))), upload.Sha256);
        Assert.Equal($"s3://deliveries/{Prefix}/{DataName}", upload.TargetPath);
        Assert.Equal(parts, Server.Calls.Count(call => call.Operation == "UploadPart"));
        Assert.Empty(Server.Objects);

        var published = await upload.PublishAsync(S3Condition.IsAbsent, default);

        var found = Server.Objects[KeyOf(DataName)];
        Assert.Equal(Bytes(count), found.Content);
        Assert.Equal(new S3Object(DataName, found.ETag, count), published);
        Assert.Equal(parts == 0 ? 1 : 0, Server.Calls.Count(call => call.Operation == "PutObject"));
        Assert.Empty(Server.Uploads);
    }

    [Fact]
    public async Task Who_writes_faster_than_parts_are_uploaded_waits_with_two_of_them_under_way()
    {
        var twoArrived = new TaskCompletionSource();
        var mayGo = new TaskCompletionSource();
        var (inside, most, arrived) = (0, 0, 0);
        Server.Interceptor = async call =>
        {
            if (call.Operation == "UploadPart")
            {
                InterlockedMax(ref most, Interlocked.Increment(ref inside));
                if (Interlocked.Increment(ref arrived) == 2)
                {
                    twoArrived.SetResult();
                }

                await mayGo.Task;
                Interlocked.Decrement(ref inside);
            }

            return null;
        };
        await using var upload = new S3Upload(Bucket, DataName, default);
        var written = 0;
        var writing = Task.Run(() =>
        {
            foreach (var piece in Bytes(8 * PartBytes).Chunk(PartBytes))
            {
                upload.Write(piece);
                Interlocked.Increment(ref written);
            }

            upload.Complete();
        });

        await twoArrived.Task;
        Assert.False(writing.IsCompleted);
        Assert.InRange(Volatile.Read(ref written), 2, 3); // Two being sent, and one being filled.
        mayGo.SetResult();
        await writing;

        Assert.Equal(2, most);
        await upload.PublishAsync(S3Condition.IsAbsent, default);
        Assert.Equal(Bytes(8 * PartBytes), Server.Objects[KeyOf(DataName)].Content);
    }

    [Fact]
    public async Task Parts_that_failed_in_passing_are_sent_again()
    {
        var faults = new Queue<S3Fault>([S3Fault.CutMidBody, S3Fault.SlowDown, S3Fault.LoseAnswer]);
        Server.Interceptor = call =>
        {
            lock (faults)
            {
                return Task.FromResult(call.Operation == "UploadPart" && faults.TryDequeue(out var fault) ? fault : null);
            }
        };

        await using var upload = Write(4 * PartBytes);
        await upload.PublishAsync(S3Condition.IsAbsent, default);

        Assert.Equal(Bytes(4 * PartBytes), Server.Objects[KeyOf(DataName)].Content);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_part_that_arrives_damaged_fails_the_file_and_leaves_nothing(int part)
    {
        Server.Interceptor = call => Task.FromResult(call.Part == part ? S3Fault.Damage : null);

        Assert.Contains("is not what was sent", Assert.Throws<OutputException>(() => Write(4 * PartBytes)).Message, StringComparison.Ordinal);

        Assert.Empty(Server.Uploads);
        Assert.Empty(Server.Objects);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_publication_whose_answer_was_lost_is_known_again()
    {
        Fail("CompleteMultipartUpload", S3Fault.LoseAnswer, times: 1);
        await using var upload = Write(PartBytes);

        var published = await upload.PublishAsync(S3Condition.IsAbsent, default);

        Assert.Equal(Server.Objects[KeyOf(DataName)].ETag, published.ETag);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(PartBytes)]
    public async Task What_another_has_put_there_meanwhile_is_not_replaced(int count)
    {
        await using var upload = Write(count);
        Server.Put(KeyOf(DataName), Text("another's"));

        var exception = await Assert.ThrowsAsync<OutputException>(() => upload.PublishAsync(S3Condition.IsAbsent, default));

        Assert.Contains("it was changed by another process in the meantime", exception.Message, StringComparison.Ordinal);
        Assert.Equal("another's", ContentOf(DataName));
        await upload.DisposeAsync();
        Assert.Empty(Server.Uploads);
    }

    [Fact]
    public async Task An_upload_that_was_given_up_from_outside_is_told()
    {
        await using var upload = Write(PartBytes);
        Server.AbortAll();

        var exception = await Assert.ThrowsAsync<OutputException>(() => upload.PublishAsync(S3Condition.IsAbsent, default));

        Assert.Contains("the upload is gone (NoSuchUpload, HTTP 404)", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Objects);
    }

    [Fact]
    public async Task A_canceled_upload_is_given_up_at_the_server()
    {
        using var canceling = new CancellationTokenSource();
        var arrived = new TaskCompletionSource();
        Server.Interceptor = async call =>
        {
            if (call is { Operation: "UploadPart", Part: 2 })
            {
                arrived.SetResult();
                await Task.Delay(Timeout.Infinite, canceling.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            return null;
        };
        var upload = new S3Upload(Bucket, DataName, canceling.Token);
        var writing = Task.Run(() =>
        {
            upload.Write(Bytes(2 * PartBytes));
            upload.Complete();
        });
        await arrived.Task;
        Assert.Single(Server.Uploads);
        await canceling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);

        await upload.DisposeAsync();

        Assert.Empty(Server.Uploads);
        Assert.Empty(Server.Objects);
    }

    [Fact]
    public void Parts_grow_so_that_ten_thousand_suffice_for_four_terabytes()
    {
        Assert.Equal(8L * 1024 * 1024, S3Upload.BytesOfPart(1));
        Assert.Equal(8L * 1024 * 1024, S3Upload.BytesOfPart(1000));
        Assert.Equal(16L * 1024 * 1024, S3Upload.BytesOfPart(1001));
        Assert.True(Enumerable.Range(1, 10_000).Sum(number => (long)S3Upload.BytesOfPart(number)) > 4_000_000_000_000);
        Assert.All(Enumerable.Range(1, 10_000), number => Assert.InRange(S3Upload.BytesOfPart(number), 5 * 1024 * 1024, 1 << 30));
    }

    private S3Upload Write(int count)
    {
        var upload = new S3Upload(Bucket, DataName, default);
        try
        {
            upload.Write(Bytes(count));
            upload.Complete();
            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    private static void InterlockedMax(ref int maximum, int value)
    {
        for (var seen = Volatile.Read(ref maximum); value > seen;)
        {
            seen = Interlocked.CompareExchange(ref maximum, value, seen) is var before && before == seen ? value : before;
        }
    }
}
