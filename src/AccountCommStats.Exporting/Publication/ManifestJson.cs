using System.Text.Json.Serialization;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The JSON form of manifests, source-generated to avoid reflection.</summary>
/// <remarks>Strict: missing, duplicate and unknown properties are errors.</remarks>
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
internal sealed partial class ManifestJson : JsonSerializerContext;
