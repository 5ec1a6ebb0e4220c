using System.Text.Json.Serialization;
using AccountCommStats.CommandLine;
using AccountCommStats.SourceTables;
using AccountCommStats.SourceTables.Drafts;

namespace AccountCommStats.Commands.Source;

/// <summary>What the <c>source</c> commands report, as JSON, compiled ahead.</summary>
[JsonSerializable(typeof(IEnumerable<DraftReport>))]
[JsonSerializable(typeof(CatalogRecording))]
internal sealed partial class SourceJson : JsonSerializerContext
{
    /// <summary>As every command prints JSON.</summary>
    public static SourceJson Shared { get; } = new(JsonText.CreateOptions());
}
