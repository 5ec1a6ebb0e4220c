using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>Validates documents with an independent library.</summary>
internal static class SchemaValidation
{
    /// <summary>Whether a document is valid.</summary>
    public static bool IsValid(this JsonSchema schema, JsonNode document) => schema.Evaluate(JsonSerializer.SerializeToElement(document)).IsValid;

    /// <summary>Fails with the place and message of each error in a document.</summary>
    public static void AssertValid(this JsonSchema schema, JsonNode document)
    {
        var results = schema.Evaluate(JsonSerializer.SerializeToElement(document), new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(results.IsValid, string.Join('\n', (results.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}")));
    }
}
