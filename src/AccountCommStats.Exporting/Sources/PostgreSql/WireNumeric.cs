using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>A numeric as PostgreSQL sends it in binary: groups of four decimal digits and the position of the point.</summary>
/// <param name="bytes">The field.</param>
internal readonly ref struct WireNumeric(ReadOnlySpan<byte> bytes)
{
    private const int GroupBase = 10_000;
    private const int DigitsPerGroup = 4;
    private const int HeaderLength = 8;
    private const ushort Negative = 0x4000;
    private const ushort NaN = 0xC000;
    private const ushort PositiveInfinity = 0xD000;
    private const ushort NegativeInfinity = 0xF000;

    // The maximum numbers of groups that fit 64 and 128 bits. A number with more groups has more digits than decimal holds.
    private const int MaximumGroupsOf64Bits = 4;
    private const int MaximumGroupsOf128Bits = 9;
    private const int MaximumScaleOfDecimal = 28;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    private int GroupCount => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>The exponent of the first group, as a power of the group base.</summary>
    private int Weight => BinaryPrimitives.ReadInt16BigEndian(_bytes[2..]);

    private ushort Sign => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    /// <summary>The number of digits that are displayed after the point.</summary>
    private int Scale => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    /// <summary>The number as a decimal, if it fits.</summary>
    public decimal ToDecimal(out NumberKind kind)
    {
        var header = BinaryPrimitives.ReadUInt64BigEndian(_bytes);
        var sign = (ushort)(header >> 16);
        if ((sign & ~Negative) != 0)
        {
            kind = sign == NaN ? NumberKind.NaN : NumberKind.Infinite;
            return 0;
        }

        kind = NumberKind.Finite;
        var groups = (int)(header >> 48);
        if (groups == 0)
        {
            return 0;
        }

        // PostgreSQL does not send trailing groups of zeros.
        var groupsAfterPoint = groups - 1 - (short)(header >> 32);
        var groupsInAll = groups - Math.Min(groupsAfterPoint, 0);
        var scale = Math.Max(groupsAfterPoint, 0) * DigitsPerGroup;
        var excess = scale - (ushort)header;
        if (groupsInAll > MaximumGroupsOf64Bits || excess >= DigitsPerGroup || scale > MaximumScaleOfDecimal)
        {
            return ToWideDecimal(groupsInAll, scale, sign == Negative, out kind);
        }

        var digits = 0UL;
        foreach (var group in MemoryMarshal.Cast<byte, ushort>(_bytes.Slice(HeaderLength, groups * sizeof(ushort))))
        {
            digits = (digits * GroupBase) + (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(group) : group);
        }

        for (var i = groups; i < groupsInAll; i++)
        {
            digits *= GroupBase;
        }

        if (excess > 0)
        {
            digits = WithoutLast(digits, excess); // Drops zeros that only fill up the last group.
            scale -= excess;
        }

        return DecimalBits.ToDecimal(digits, scale, sign == Negative);
    }

    /// <summary>The number as PostgreSQL prints it.</summary>
    public override string ToString()
    {
        switch (Sign)
        {
            case NaN:
                return "NaN";
            case PositiveInfinity:
                return "Infinity";
            case NegativeInfinity:
                return "-Infinity";
        }

        var digits = BigInteger.Zero;
        for (var i = 0; i < GroupCount; i++)
        {
            digits = (digits * GroupBase) + Group(i);
        }

        // Shift the digits from the scale of the groups to the displayed scale.
        var shift = Scale - ((GroupCount - 1 - Weight) * DigitsPerGroup);
        digits = shift >= 0 ? digits * BigInteger.Pow(10, shift) : digits / BigInteger.Pow(10, -shift);
        var text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        return (Sign == Negative ? "-" : "") + (Scale == 0 ? text : text.Insert(text.Length - Scale, "."));
    }

    /// <summary>Removes the last digits. Dividing by a constant power of ten is several times as fast as dividing by a variable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WithoutLast(ulong digits, int count) => count switch
    {
        1 => digits / 10,
        2 => digits / 100,
        _ => digits / 1000,
    };

    private uint Group(int index) => BinaryPrimitives.ReadUInt16BigEndian(_bytes[(HeaderLength + (2 * index))..]);

    private decimal ToWideDecimal(int groupsInAll, int scale, bool isNegative, out NumberKind kind)
    {
        kind = NumberKind.Overflow;
        if (groupsInAll > MaximumGroupsOf128Bits)
        {
            return 0;
        }

        UInt128 digits = 0;
        for (var i = 0; i < groupsInAll; i++)
        {
            digits = (digits * GroupBase) + (i < GroupCount ? Group(i) : 0u);
        }

        while (scale > 0 && digits % 10 == 0)
        {
            digits /= 10;
            scale--;
        }

        if (digits >> 96 != 0 || scale > MaximumScaleOfDecimal)
        {
            return 0;
        }

        kind = NumberKind.Finite;
        return new decimal((int)(uint)digits, (int)(uint)(digits >> 32), (int)(uint)(digits >> 64), isNegative, (byte)scale);
    }
}
