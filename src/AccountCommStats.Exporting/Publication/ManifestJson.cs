using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountCommStats.Exporting;

/// <summary>The JSON form of manifests, compiled ahead so that nothing is reflected over.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ExportManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
