using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>YAML as an independent parser reads it.</summary>
internal static class YamlDocument
{
    /// <summary>The one document of a text. A scalar in quotes is a text; any other must be one of JSON.</summary>
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
