using System.Text;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>
/// Remembers short texts by their bytes: what a column says in one row it often says in the next, and a text that is known
/// need not be made again. Without it an export of many rows makes garbage for texts like the names of providers alone.
/// </summary>
internal sealed class TextCache
{
    private const int MaximumBytes = 32;
    private const int Places = 256; // A power of two.

    private readonly string?[] _texts = new string?[Places];

    /// <summary>The text of bytes in UTF-8.</summary>
    public string TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MaximumBytes)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        // Each place keeps the latest text that belongs there. Others than ASCII are made again every time.
        ref var place = ref _texts[((bytes[0] * 31) + (bytes[^1] * 7) + (bytes[bytes.Length / 2] * 3) + bytes.Length) & (Places - 1)];
        if (place is null || !Ascii.Equals(bytes, place))
        {
            place = Encoding.UTF8.GetString(bytes);
        }

        return place;
    }
}
