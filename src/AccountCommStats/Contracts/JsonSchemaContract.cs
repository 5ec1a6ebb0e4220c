using System.Globalization;
using System.Text.Json.Nodes;
using AccountCommStats.Exporting.Formats.JsonLines;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Contracts;

/// <summary>A JSON Schema, draft 2020-12, of a row as an object of JSON Lines.</summary>
/// <remarks>
/// The scale of a number is in a comment, not in <c>multipleOf</c>: validators that divide doubles would refuse numbers such as 1.13.
/// Patterns repeat what the <c>format</c> keywords say, because validators treat those as annotations by default.
/// </remarks>
internal static class JsonSchemaContract
{
    /// <summary>Writes the schema.</summary>
    public static IReadOnlyList<ContractFile> Create(ContractSubject subject)
    {
        var schema = subject.Schema;
        return
        [
            ContractFile.OfJson($"{schema.Name}.schema.json", new JsonObject
            {
                ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
                ["$comment"] = $"Specification with SHA-256 {schema.Document.Sha256}",
                ["title"] = schema.Title,
                ["description"] = $"A row of {schema.Name}, a line of JSON Lines. {subject.Summary} No two rows have the same key, which a schema of one row cannot check. "
                    + "Integers are numbers of up to 19 digits, more than a double holds. Numeric columns whose type allows more than 15 digits are strings in every row.",
                ["type"] = "object",
                ["properties"] = new JsonObject(schema.Columns.Select(column => KeyValuePair.Create(column.Name, (JsonNode?)PropertyOf(column)))),
                ["required"] = new JsonArray([.. schema.Columns.Select(column => (JsonNode)column.Name)]),
                ["additionalProperties"] = false,
            }),
        ];
    }

    private static JsonObject PropertyOf(ExportColumn column)
    {
        var type = column.Type.Kind switch
        {
            SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint => "integer",
            SqlKind.Numeric when JsonColumn.IsString(column.Type) => "string",
            SqlKind.Numeric or SqlKind.DoublePrecision => "number",
            SqlKind.Boolean => "boolean",
            _ => "string",
        };
        var property = new JsonObject
        {
            ["description"] = ContractSubject.MeaningOf(column),
            ["$comment"] = column.Type.ToString(),
            ["type"] = column.IsNullable ? new JsonArray(type, "null") : type,
        };
        switch (column.Type.Kind)
        {
            case SqlKind.Varchar:
                property["maxLength"] = column.Type.Length;
                break;
            case SqlKind.Date:
                property["format"] = "date";
                property["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
                break;
            case SqlKind.Timestamp or SqlKind.TimestampTz:
                property["format"] = "date-time";
                property["pattern"] = @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{0,5}[1-9])?Z$";
                break;
            case SqlKind.Uuid:
                property["format"] = "uuid";
                property["pattern"] = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
                break;
            case SqlKind.Jsonb:
                property["contentMediaType"] = "application/json";
                break;
            case SqlKind.Numeric when type == "string":
                property["pattern"] = PatternOf(column.Type);
                break;
            default:
                if (ContractSubject.BoundsOf(column.Type) is var (minimum, maximum))
                {
                    property["minimum"] = minimum;
                    property["maximum"] = maximum;
                }

                break;
        }

        return property;
    }

    /// <summary>The pattern of a number that has as many decimals as its type.</summary>
    private static string PatternOf(SqlType type) => type switch
    {
        { Precision: 0 } => @"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $@"^-?(0{(type.Precision > type.Scale ? $"|[1-9][0-9]{{0,{type.Precision - type.Scale - 1}}}" : "")}){(type.Scale > 0 ? $@"\.[0-9]{{{type.Scale}}}" : "")}$"),
    };
}
