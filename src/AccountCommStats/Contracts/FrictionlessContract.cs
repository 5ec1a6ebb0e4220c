using System.Globalization;
using System.Text.Json.Nodes;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Contracts;

/// <summary>A descriptor of a Frictionless Data Package 2.0: a table for each file, with its schema and its dialect.</summary>
internal static class FrictionlessContract
{
    private const string Profiles = "https://datapackage.org/profiles/2.0/";

    /// <summary>Writes the descriptor.</summary>
    public static IReadOnlyList<ContractFile> Create(ContractSubject subject)
    {
        var schema = subject.Schema;
        var package = new JsonObject
        {
            ["$schema"] = $"{Profiles}datapackage.json",
            ["name"] = schema.Name,
            ["title"] = schema.Title,
            ["description"] = $"{subject.Summary} In a nullable text column, this format does not distinguish NULL from the empty string. Times are in UTC."
                + (subject.Delivery is null ? " The path is a placeholder for that of a delivery." : ""),
            ["version"] = schema.Document.Sha256,
        };
        if (subject.Delivery is { } delivery)
        {
            package["created"] = delivery.ExtractedAt;
        }

        package["resources"] = subject.Delivery?.Files is { } files
            ? new JsonArray([.. files.Select((file, i) => ResourceOf(subject, files.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{schema.Name}-{i + 1}") : schema.Name, file))])
            : new JsonArray(ResourceOf(subject, schema.Name, file: null));
        return [ContractFile.OfJson($"{schema.Name}.datapackage.json", package)];
    }

    private static JsonObject ResourceOf(ContractSubject subject, string name, ManifestFile? file)
    {
        var schema = subject.Schema;
        var resource = new JsonObject
        {
            ["$schema"] = $"{Profiles}dataresource.json",
            ["name"] = name,
            ["type"] = "table",
            ["path"] = file?.Name ?? $"{schema.Name}.csv",
            ["format"] = "csv",
            ["mediatype"] = "text/csv",
            ["encoding"] = "utf-8",
        };
        if (file is not null)
        {
            if (file.Compression is { } compression)
            {
                resource["compression"] = compression == "gzip" ? "gz" : compression;
            }

            resource["bytes"] = file.Bytes;
            resource["hash"] = $"sha256:{file.Sha256}";
        }

        resource["dialect"] = new JsonObject
        {
            ["$schema"] = $"{Profiles}tabledialect.json",
            ["header"] = true,
            ["delimiter"] = ",",
            ["lineTerminator"] = "\n",
            ["quoteChar"] = "\"",
            ["doubleQuote"] = true,
            ["skipInitialSpace"] = false,
        };
        resource["schema"] = new JsonObject
        {
            ["$schema"] = $"{Profiles}tableschema.json",
            ["fields"] = new JsonArray([.. schema.Columns.Select(column => FieldOf(subject, column))]),
            ["missingValues"] = new JsonArray(""),
            ["primaryKey"] = new JsonArray([.. subject.Key.Select(name => (JsonNode)name)]),
        };
        return resource;
    }

    private static JsonObject FieldOf(ContractSubject subject, ExportColumn column)
    {
        var constraints = new JsonObject { ["required"] = !column.IsNullable };
        if (subject.IsUnique(column))
        {
            constraints["unique"] = true;
        }

        if (column.Type.Kind == SqlKind.Varchar)
        {
            constraints["maxLength"] = column.Type.Length;
        }
        else if (ContractSubject.BoundsOf(column.Type) is var (minimum, maximum))
        {
            constraints["minimum"] = minimum;
            constraints["maximum"] = maximum;
        }

        var field = new JsonObject { ["name"] = column.Name, ["description"] = ContractSubject.MeaningOf(column) };
        switch (column.Type.Kind)
        {
            case SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint:
                field["type"] = "integer";
                break;
            case SqlKind.Numeric or SqlKind.DoublePrecision:
                field["type"] = "number";
                break;
            case SqlKind.Boolean:
                field["type"] = "boolean";
                field["trueValues"] = new JsonArray("t");
                field["falseValues"] = new JsonArray("f");
                break;
            case SqlKind.Date:
                field["type"] = "date";
                break;
            // The format is "any", because a pattern cannot make the fraction of a second optional.
            case SqlKind.Timestamp or SqlKind.TimestampTz:
                field["type"] = "datetime";
                field["format"] = "any";
                break;
            default:
                field["type"] = "string";
                if (column.Type.Kind == SqlKind.Uuid)
                {
                    field["format"] = "uuid";
                }
                else if (!column.IsNullable)
                {
                    // The column has no NULL, so the empty string is a value.
                    field["missingValues"] = new JsonArray();
                }

                break;
        }

        field["constraints"] = constraints;
        return field;
    }
}
