using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountCommStats.Specifications;

/// <summary>Columns as JSON for machines.</summary>
[JsonSerializable(typeof(IReadOnlyList<ColumnView>))]
internal sealed partial class ColumnJson : JsonSerializerContext
{
    // The output is a document of its own and never part of a page, so quotes and accents may stand as they are.
    private static readonly ColumnJson Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>An array of objects.</summary>
    public static string Serialize(IReadOnlyList<ColumnView> columns) => JsonSerializer.Serialize(columns, Context.IReadOnlyListColumnView);

    /// <summary>One object.</summary>
    public static string Serialize(ColumnView column) => JsonSerializer.Serialize(column, Context.ColumnView);
}
