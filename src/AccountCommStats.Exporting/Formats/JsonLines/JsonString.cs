using System.Buffers;
using System.Text;

namespace AccountCommStats.Exporting.Formats.JsonLines;

/// <summary>Strings of JSON (RFC 8259) in UTF-8, with only the necessary escapes.</summary>
internal static class JsonString
{
    /// <summary>The maximum number of bytes that one character (UTF-16 code unit) needs.</summary>
    public const int MaximumBytesOfCharacter = 6;

    private static readonly SearchValues<char> CharactersToEscape
        = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(character => (char)character), '"', '\\']);

    /// <summary>Writes a text in its quotes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">At least <see cref="MaximumBytesOfCharacter"/> bytes for each character, plus two.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<char> text, Span<byte> destination)
    {
        destination[0] = (byte)'"';
        var length = 1;
        for (var rest = text; ;)
        {
            var plain = rest.IndexOfAny(CharactersToEscape);
            length += Encoding.UTF8.GetBytes(plain < 0 ? rest : rest[..plain], destination[length..]);
            if (plain < 0)
            {
                break;
            }

            length += WriteEscaped(rest[plain], destination[length..]);
            rest = rest[(plain + 1)..];
        }

        destination[length] = (byte)'"';
        return length + 1;
    }

    private static int WriteEscaped(char character, Span<byte> destination)
    {
        var shorthand = character switch
        {
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            '\n' => (byte)'n',
            '\r' => (byte)'r',
            '\t' => (byte)'t',
            '\b' => (byte)'b',
            '\f' => (byte)'f',
            _ => (byte)0,
        };
        destination[0] = (byte)'\\';
        if (shorthand != 0)
        {
            destination[1] = shorthand;
            return 2;
        }

        Encoding.UTF8.GetBytes($"u{(int)character:x4}", destination[1..]);
        return MaximumBytesOfCharacter;
    }
}
