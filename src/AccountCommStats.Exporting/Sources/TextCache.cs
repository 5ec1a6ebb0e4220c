using System.Text;

namespace AccountCommStats.Exporting.Sources;

/// <summary>
/// Caches short texts by their bytes. Columns often repeat the text of the previous row, which then is not decoded and allocated again.
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

        // Each place keeps the latest text that hashes to it. Texts that are not ASCII are not cached.
        ref var place = ref _texts[((bytes[0] * 31) + (bytes[^1] * 7) + (bytes[bytes.Length / 2] * 3) + bytes.Length) & (Places - 1)];
        if (place is null || !Ascii.Equals(bytes, place))
        {
            place = Encoding.UTF8.GetString(bytes);
        }

        return place;
    }
}
