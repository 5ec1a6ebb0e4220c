using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AccountCommStats.Specifications.Findings;

/// <summary>Writes JSON by hand: no reflection, so it starts fast.</summary>
internal static class JsonText
{
    // The output is a document of its own and never part of a page, so quotes and accents may stand as they are.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text that <paramref name="write"/> writes.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
