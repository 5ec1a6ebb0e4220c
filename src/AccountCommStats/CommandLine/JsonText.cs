using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AccountCommStats.CommandLine;

/// <summary>JSON as every command prints it.</summary>
internal static class JsonText
{
    /// <summary>Options for a source-generated context: snake_case, indented.</summary>
    /// <remarks>The output is never part of an HTML page, so quotes and accents are not escaped.</remarks>
    public static JsonSerializerOptions CreateOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a value as JSON to standard output.</summary>
    public static void WriteJson<T>(this Terminal terminal, T value, JsonTypeInfo<T> type) => terminal.WriteLine(JsonSerializer.Serialize(value, type));
}
