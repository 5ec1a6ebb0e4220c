using System.Runtime.CompilerServices;

namespace AccountCommStats.Exporting;

/// <summary>Numbers from 0 to 99 as text of two digits.</summary>
internal static class TwoDigits
{
    private static ReadOnlySpan<byte> All =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>Writes the two digits of a number from 0 to 99.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(int number, Span<byte> destination) => All.Slice(number * 2, 2).CopyTo(destination);
}
