using System.Numerics;
using System.Runtime.CompilerServices;

namespace AccountCommStats.Exporting.Formats.Text;

/// <summary>
/// Computes digits in a machine word, with the first digit in the lowest byte. Written in little-endian order, the word is the text of the
/// digits. All digits of a word are computed at once and without branches, because branches on digits cannot be predicted.
/// </summary>
internal static class DigitText
{
    /// <summary>The largest number of eight digits, plus one.</summary>
    public const uint EndOfEight = 100_000_000;

    private const ulong ZeroOfEight = 0x3030_3030_3030_3030; // "00000000"
    private const int BitsPerDigit = 8;

    /// <summary>The two digits of a number below 100, as text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint OfTwo(uint number)
    {
        var tens = (number * 103) >> 10; // number / 10, exact below 179.
        return (tens | ((number - (tens * 10)) << BitsPerDigit)) + (uint)(ZeroOfEight & 0xFFFF);
    }

    /// <summary>The eight digits of a number below <see cref="EndOfEight"/>, each as a number from 0 to 9, with leading zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfEight(uint number)
    {
        // Four digits in each half, then two in each quarter, then one in each byte. Multiplying and shifting divides by 100, which
        // is exact below 10,000, and by 10, which is exact below 179.
        var thousands = number / 10_000;
        var fours = thousands | ((ulong)(number - (thousands * 10_000)) << 32);
        var hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
        var twos = hundreds | ((fours - (hundreds * 100)) << 16);
        var tens = ((twos * 103) >> 10) & 0x000F_000F_000F_000F;
        return tens | ((twos - (tens * 10)) << BitsPerDigit);
    }

    /// <summary>Converts eight digits from numbers to text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ToText(ulong digits) => digits | ZeroOfEight;

    /// <summary>The number of leading zeros in eight digits. The last digit never counts, so the result is at most 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeadingZeros(ulong digits)
        => BitOperations.TrailingZeroCount(digits | (1UL << (7 * BitsPerDigit))) / BitsPerDigit;

    /// <summary>The number of trailing zeros in eight digits; 8 if all digits are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TrailingZeros(ulong digits) => BitOperations.LeadingZeroCount(digits) / BitsPerDigit;

    /// <summary>Drops leading digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Skip(ulong text, int count) => text >> (count * BitsPerDigit);
}
