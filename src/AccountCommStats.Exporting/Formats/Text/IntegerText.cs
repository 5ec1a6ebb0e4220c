using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace AccountCommStats.Exporting.Formats.Text;

/// <summary>Integers as text.</summary>
internal static class IntegerText
{
    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="destination">Has at least 20 bytes; the bytes after the number may change.</param>
    /// <returns>The length of the number in bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(long value, Span<byte> destination)
        => (ulong)value < DigitText.EndOfEight ? WriteFew((uint)value, destination) : WriteMany(value, destination);

    /// <inheritdoc cref="Write(long, Span{byte})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(ulong value, Span<byte> destination)
        => value < DigitText.EndOfEight ? WriteFew((uint)value, destination) : WriteMany(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteFew(uint value, Span<byte> destination)
    {
        var digits = DigitText.OfEight(value);
        var zeros = DigitText.LeadingZeros(digits);
        BinaryPrimitives.WriteUInt64LittleEndian(destination, DigitText.Skip(DigitText.ToText(digits), zeros));
        return sizeof(ulong) - zeros;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteMany<T>(T value, Span<byte> destination)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }
}
