using System.Text.Json.Serialization;
using AccountCommStats.CommandLine;
using AccountCommStats.SourceTables;
using AccountCommStats.SourceTables.Drafts;

namespace AccountCommStats.Commands.Source;

/// <summary>Source-generated JSON of the <c>source</c> commands.</summary>
[JsonSerializable(typeof(IEnumerable<DraftReport>))]
[JsonSerializable(typeof(CatalogRecording))]
internal sealed partial class SourceJson : JsonSerializerContext
{
    /// <summary>The context with the usual JSON options.</summary>
    public static SourceJson Shared { get; } = new(JsonText.CreateOptions());
}
