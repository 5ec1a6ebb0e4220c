using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>Reads YAML with an independent parser.</summary>
internal static class YamlDocument
{
    /// <summary>Reads a text with a single document. A quoted scalar becomes a string; any other scalar must be valid JSON.</summary>
    public static JsonObject Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return NodeOf(Assert.Single(stream.Documents).RootNode)!.AsObject();
    }

    private static JsonNode? NodeOf(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, NodeOf(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(NodeOf)]),
        YamlScalarNode { Style: ScalarStyle.DoubleQuoted } scalar => scalar.Value,
        _ => JsonNode.Parse(((YamlScalarNode)node).Value!),
    };
}
