using System.Text.Json.Nodes;
using AccountCommStats.Dictionaries;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Contracts;

/// <summary>A contract of the Open Data Contract Standard 3.1.0. Its version is the SHA-256 of the specification, as in manifests.</summary>
internal static class OdcsContract
{
    /// <summary>Writes the contract.</summary>
    public static IReadOnlyList<ContractFile> Create(ContractSubject subject)
    {
        var schema = subject.Schema;
        return
        [
            ContractFile.OfYaml($"{schema.Name}.odcs.yaml", new JsonObject
            {
                ["apiVersion"] = "v3.1.0",
                ["kind"] = "DataContract",
                ["id"] = schema.Name,
                ["name"] = schema.Title,
                ["version"] = schema.Document.Sha256,
                ["status"] = "active",
                ["description"] = new JsonObject { ["usage"] = string.Join(" ", DataDictionary.HowToRead) },
                ["schema"] = new JsonArray(new JsonObject
                {
                    ["name"] = schema.Name,
                    ["physicalName"] = subject.Table,
                    ["logicalType"] = "object",
                    ["physicalType"] = "table",
                    ["description"] = subject.Summary,
                    ["dataGranularityDescription"] = schema.Grain,
                    ["properties"] = new JsonArray([.. schema.Columns.Select((column, ordinal) => PropertyOf(subject, column, schema.Key.IndexOf(ordinal)))]),
                    ["quality"] = new JsonArray([KeyCheck(subject), .. schema.Checks.Select(Check)]),
                }),
            }),
        ];
    }

    private static JsonObject PropertyOf(ContractSubject subject, ExportColumn column, int keyOrdinal)
    {
        var (logicalType, options) = TypeOf(column.Type);
        var property = new JsonObject
        {
            ["name"] = column.Name,
            ["description"] = ContractSubject.MeaningOf(column),
            ["logicalType"] = logicalType,
            ["physicalType"] = column.Type.ToString(),
            ["required"] = !column.IsNullable,
        };
        if (options.Count > 0)
        {
            property["logicalTypeOptions"] = options;
        }

        if (keyOrdinal >= 0)
        {
            property["primaryKey"] = true;
            property["primaryKeyPosition"] = keyOrdinal + 1;
            property["unique"] = subject.IsUnique(column);
        }

        return property;
    }

    private static (string LogicalType, JsonObject Options) TypeOf(SqlType type)
    {
        var options = new JsonObject();
        if (ContractSubject.BoundsOf(type) is var (minimum, maximum))
        {
            options["minimum"] = minimum;
            options["maximum"] = maximum;
        }

        switch (type.Kind)
        {
            case SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint:
                options["format"] = type.Kind switch { SqlKind.Bigint => "i64", SqlKind.Integer => "i32", _ => "i16" };
                return ("integer", options);
            case SqlKind.Numeric:
                return ("number", options);
            case SqlKind.DoublePrecision:
                options["format"] = "f64";
                return ("number", options);
            case SqlKind.Boolean:
                return ("boolean", options);
            case SqlKind.Date:
                options["format"] = "yyyy-MM-dd";
                return ("date", options);
            // Times of this type have no offset in the file, but all are in UTC.
            case SqlKind.Timestamp:
                options["timezone"] = false;
                options["defaultTimezone"] = "Etc/UTC";
                return ("timestamp", options);
            case SqlKind.TimestampTz:
                options["timezone"] = true;
                return ("timestamp", options);
            case SqlKind.Varchar:
                options["maxLength"] = type.Length;
                return ("string", options);
            case SqlKind.Uuid:
                options["format"] = "uuid";
                return ("string", options);
            default:
                return ("string", options);
        }
    }

    private static JsonObject KeyCheck(ContractSubject subject) => new()
    {
        ["name"] = "key_unique",
        ["description"] = $"No two rows have the same {string.Join(", ", subject.Key)}.",
        ["dimension"] = "uniqueness",
        ["type"] = "library",
        ["metric"] = "duplicateValues",
        ["arguments"] = new JsonObject { ["properties"] = new JsonArray([.. subject.Key.Select(name => (JsonNode)name)]) },
        ["mustBe"] = 0,
        ["unit"] = "rows",
    };

    private static JsonObject Check(ExportCheck check) => new()
    {
        ["name"] = check.Name,
        ["description"] = $"A row is not delivered where {check.Text}.",
        ["dimension"] = "conformity",
        ["type"] = "text",
    };
}
