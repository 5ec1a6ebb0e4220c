using System.Text;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Specifications;

/// <summary>A document as it is on disk, to write it back byte for byte except for edits.</summary>
/// <param name="Text">The text, including a byte order mark.</param>
/// <param name="Encoding">How it is encoded.</param>
internal sealed record DocumentText(string Text, Encoding Encoding)
{
    // This encoding throws on invalid bytes, which could not be written back.
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Reads a document.</summary>
    /// <exception cref="SpecificationException">It cannot be read.</exception>
    public static DocumentText Read(string path)
    {
        byte[] bytes = [];
        try
        {
            bytes = File.ReadAllBytes(path);
            var encoding = bytes switch
            {
                [0xFF, 0xFE, ..] => Utf16,
                [0xFE, 0xFF, ..] => Utf16BigEndian,
                _ => Utf8,
            };
            return new DocumentText(encoding.GetString(bytes), encoding);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpecificationException($"cannot read the specification '{path}': {exception.Message}", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new SpecificationException($"the file '{path}' is not UTF-8: {PlaceOf(bytes, exception.Index)} is not a character in UTF-8; save the file as UTF-8 first", exception);
        }
    }

    private static string PlaceOf(byte[] bytes, int index)
    {
        var before = bytes.AsSpan(0, index);
        var line = before.Count((byte)'\n') + 1;
        var column = System.Text.Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return $"the byte 0x{bytes[index]:X2} in line {line}, column {column}";
    }

    /// <summary>Writes the document.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public void Write(string path)
    {
        try
        {
            File.WriteAllBytes(path, Encoding.GetBytes(Text));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"cannot write the specification '{path}': {exception.Message}", exception);
        }
    }
}
