using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The JSON form of manifests, source-generated to avoid reflection.</summary>
/// <remarks>It is strict: missing, duplicate and unknown properties are errors.</remarks>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ExportManifest))]
[JsonSerializable(typeof(Acceptance))]
[JsonSerializable(typeof(SetManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    private const string Missing = "missing required properties including: ";

    /// <summary>Reads a manifest, a set manifest or an acceptance.</summary>
    /// <exception cref="JsonException">The text is malformed. The message names the property and the line, but no type of this program.</exception>
    public static T? Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, type);
        }
        catch (JsonException exception)
        {
            throw new JsonException(FaultOf(exception), exception);
        }
    }

    private static string FaultOf(JsonException exception)
    {
        var (message, line) = (exception.Message.Split(" Path: ")[0], exception.LineNumber + 1);
        var place = exception.Path is ['$', '.', .. var path] ? path : "";
        return message.Split(Missing) is [_, var missing] ? $"It lacks {missing.TrimEnd('.')}{(place.Length > 0 ? $" in '{place}'" : "")}."
            : message.Contains("could not be mapped", StringComparison.Ordinal) ? $"Line {line}: '{place}' is not known."
            : message.StartsWith("Duplicate property", StringComparison.Ordinal) ? $"Line {line}: '{place}' occurs twice."
            : message.Contains("could not be converted", StringComparison.Ordinal) ? $"Line {line}: '{place}' has the wrong type."
            : message.Contains("null values", StringComparison.Ordinal) ? $"Line {line}: '{place}' must not be null."
            : $"Line {line}: {message}";
    }
}
