using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AccountCommStats.Exporting.Rows;

/// <summary>
/// The memory layout of a <see cref="decimal"/>, which is COM's DECIMAL on every platform of .NET. Reading it costs nothing;
/// <see cref="decimal.GetBits(decimal, Span{int})"/> costs as much as formatting the number.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct DecimalBits
{
    private const int ScaleShift = 16;
    private const ulong SignBit = 0x8000_0000;

    private readonly int _flags;
    private readonly uint _high;

    /// <summary>The lower 64 bits of the digits.</summary>
    public readonly ulong Low;

    /// <summary>Reads the layout of a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalBits Of(decimal value) => Unsafe.BitCast<decimal, DecimalBits>(value);

    /// <summary>
    /// Creates a number of at most 64 bits of digits in one 128-bit write. If its parts were written one by one, reading the number would
    /// have to wait for each write.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static decimal ToDecimal(ulong low, int scale, bool isNegative)
        => BitConverter.IsLittleEndian
            ? Unsafe.BitCast<Vector128<ulong>, decimal>(Vector128.Create(((ulong)scale << ScaleShift) | (isNegative ? SignBit : 0), low))
            : new decimal((int)low, (int)(low >> 32), 0, isNegative, (byte)scale);

    /// <summary>Whether all digits are in <see cref="Low"/>.</summary>
    public bool IsLow => _high == 0;

    /// <summary>Whether the number has a minus sign. Zero can have one too.</summary>
    public bool IsNegative => _flags < 0;

    /// <summary>Digits after the point, 0 to 28.</summary>
    public int Scale => (_flags >> ScaleShift) & 0xFF;
}
