using System.Text.Json.Serialization;
using AccountCommStats.CommandLine;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>A place in a file, for programs. Lines and columns count from 1, columns in UTF-16 code units.</summary>
internal record PlaceJson(string Path, int Line, int Column, int EndLine, int EndColumn)
{
    public PlaceJson(Location location)
        : this(location.File.Path, location.Start.Line + 1, location.Start.Column + 1, location.End.Line + 1, location.End.Column + 1)
    {
    }
}

/// <summary>A finding, for programs.</summary>
/// <param name="Id">The rule, such as <c>ACS013</c>.</param>
/// <param name="Severity">error, warning or info.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Location">Where the problem is.</param>
/// <param name="Related">A related place, such as the first of two columns with the same name; null if there is none.</param>
/// <param name="Help">The address of the rule's page.</param>
internal sealed record FindingJson(string Id, string Severity, string Message, Location Location, PlaceJson? Related, string Help)
    : PlaceJson(Location)
{
    /// <summary>This property is not serialized, but its parts are.</summary>
    [JsonIgnore]
    public Location Location { get; } = Location;
}

/// <summary>Source-generated JSON of findings.</summary>
[JsonSerializable(typeof(IEnumerable<FindingJson>))]
internal sealed partial class FindingJsonContext : JsonSerializerContext
{
    /// <summary>The context with the usual JSON options.</summary>
    public static FindingJsonContext Shared { get; } = new(JsonText.CreateOptions());
}
