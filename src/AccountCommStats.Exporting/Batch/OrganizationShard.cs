using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Batch;

/// <summary>
/// One of several shares into which all organizations are divided. Shards let several processes divide the work without a coordinator.
/// </summary>
/// <remarks>
/// The number of an organization's shard is 1 + (h modulo the number of shards), where h is the first eight bytes of the SHA-256 of its
/// <see cref="OrganizationId.Text"/> in UTF-8, read as an unsigned big-endian number. It does not depend on other organizations.
/// </remarks>
public readonly record struct OrganizationShard
{
    /// <summary>Creates a shard.</summary>
    /// <param name="number">Its number, from 1 to <paramref name="count"/>.</param>
    /// <param name="count">Number of shards, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shard.</exception>
    public OrganizationShard(int number, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, count);
        (Number, Count) = (number, count);
    }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>Number of shards.</summary>
    public int Count { get; }

    /// <summary>Reads a text such as <c>3/8</c>.</summary>
    /// <returns>Whether the text is a shard.</returns>
    public static bool TryParse(string text, out OrganizationShard shard)
    {
        ArgumentNullException.ThrowIfNull(text);
        shard = default;
        if (text.Split('/') is not [var first, var second]
            || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || number < 1
            || number > count)
        {
            return false;
        }

        shard = new OrganizationShard(number, count);
        return true;
    }

    /// <summary>Whether an organization belongs to the shard. The default value contains all.</summary>
    public bool Contains(OrganizationId organization)
        => Count <= 1 || BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(organization.Text))) % (ulong)Count == (ulong)(Number - 1);

    /// <summary>The shard as text, such as <c>3/8</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}
