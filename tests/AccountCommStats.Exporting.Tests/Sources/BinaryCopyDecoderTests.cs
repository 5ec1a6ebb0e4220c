using System.Buffers.Binary;
using System.Text;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.PostgreSql;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Tuples of a binary COPY, received in parts of any size.</summary>
public sealed class BinaryCopyDecoderTests
{
    private static readonly string?[][] Tuples = [["1", null, ""], ["22", "some text", "ü"], [null, null, null], [new string('x', 300_000), "y", "z"], ["5", "", null]];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(19)]
    [InlineData(64)]
    [InlineData(64 * 1024)]
    [InlineData(int.MaxValue)]
    public void Are_the_same_wherever_what_arrives_is_cut(int bytesAtOnce)
    {
        var records = new List<string?[]>();

        Decode(Tuples, bytesAtOnce, new TextRecords(3, records));

        Assert.Equal(Tuples, records);
    }

    [Fact]
    public void Are_begun_twice_at_most_however_many_parts_they_arrive_in()
    {
        var offered = new int[1];

        Decode(Tuples, bytesAtOnce: 11, new Counting(offered));

        Assert.InRange(offered[0], Tuples.Length, 2 * Tuples.Length);
    }

    [Fact]
    public void Are_refused_where_they_have_another_number_of_fields()
        => Assert.Throws<InvalidDataException>(() => Decode(Tuples, int.MaxValue, new TextRecords(4, [])));

    private static void Decode<TConsumer>(string?[][] tuples, int bytesAtOnce, TConsumer consumer)
        where TConsumer : struct, IRecordConsumer
    {
        using var decoder = new BinaryCopyDecoder();
        var rest = Copy(tuples).AsSpan();
        while (!rest.IsEmpty)
        {
            Assert.False(decoder.IsComplete);
            var free = decoder.Free.Span;
            var count = Math.Min(Math.Min(rest.Length, free.Length), bytesAtOnce);
            rest[..count].CopyTo(free);
            rest = rest[count..];
            decoder.Advance(count);
            decoder.Decode(consumer);
        }

        Assert.True(decoder.IsComplete);
    }

    /// <summary>The stream that a server sends.</summary>
    private static byte[] Copy(string?[][] tuples)
    {
        var stream = new List<byte>([.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        foreach (var tuple in tuples)
        {
            AddInt16(tuple.Length);
            foreach (var field in tuple)
            {
                var bytes = Encoding.UTF8.GetBytes(field ?? "");
                AddInt32(field is null ? -1 : bytes.Length);
                stream.AddRange(bytes);
            }
        }

        AddInt16(-1);
        return [.. stream];

        void AddInt16(int value) => Add(sizeof(short), bytes => BinaryPrimitives.WriteInt16BigEndian(bytes, (short)value));
        void AddInt32(int value) => Add(sizeof(int), bytes => BinaryPrimitives.WriteInt32BigEndian(bytes, value));
        void Add(int length, Action<byte[]> write)
        {
            var bytes = new byte[length];
            write(bytes);
            stream.AddRange(bytes);
        }
    }

    /// <summary>Counts the records that the decoder passes on, whether they are complete or not.</summary>
    private readonly struct Counting(int[] count) : IRecordConsumer
    {
        public int FieldCount => 3;

        public bool WantsMore => true;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
        {
            count[0]++;
            for (var i = 0; i < FieldCount; i++)
            {
                fields.TryReadString(out _);
            }
        }

        public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
