using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Loading;

namespace AccountCommStats.Contracts;

/// <summary>
/// Files of a dbt project (1.8 or newer): the loaded table as a source with tests, and a staging model with an enforced contract, which
/// dbt supports only for models. The types are those of the table that <c>spec loader</c> creates.
/// </summary>
internal static partial class DbtContract
{
    private const string Source = "acstats";

    /// <summary>Writes the files.</summary>
    public static IReadOnlyList<ContractFile> Create(ContractSubject subject)
    {
        var types = new LoaderScript(subject.Dialect, subject.Schema, subject.Table, location: null, manifest: null).Columns;
        var names = types.Select(column => column.Name).ToList();
        var key = string.Join(", ", subject.Schema.Key.Select(ordinal => names[ordinal]));
        var model = $"stg_{Source}__{subject.Table}";
        var folder = $"models/{Source}/";
        var from = $"from {{{{ source('{Source}', '{subject.Table}') }}}}\n";
        List<ContractFile> files =
        [
            ContractFile.OfYaml($"{folder}_{Source}__{subject.Table}__sources.yml", SourceOf(subject, types)),
            ContractFile.OfYaml($"{folder}_{Source}__{subject.Table}__models.yml", ModelOf(subject, types, model)),
            // The columns are not cast. Casts would truncate texts and round numbers of a table with other types, but the contract must
            // refuse such a table.
            new($"{folder}{model}.sql", $"select\n    {string.Join(",\n    ", names)}\n{from}"),
        ];
        if (subject.Key.Count > 1)
        {
            files.Add(new($"tests/{Source}__{subject.Table}__key_is_unique.sql", $"select {key}\n{from}group by {key}\nhaving count(*) > 1\n"));
        }

        return files;
    }

    private static JsonObject SourceOf(ContractSubject subject, IReadOnlyList<(string Name, string Type)> types) => new()
    {
        ["version"] = 2,
        ["sources"] = new JsonArray(new JsonObject
        {
            ["name"] = Source,
            ["schema"] = "{{ var('acstats_schema', target.schema) }}",
            ["tables"] = new JsonArray(new JsonObject
            {
                ["name"] = subject.Table,
                ["description"] = Literal($"{subject.Schema.Title}. {subject.Summary}"),
                ["columns"] = new JsonArray([.. subject.Schema.Columns.Zip(types, (column, type) =>
                {
                    var source = ColumnOf(column, type);
                    var tests = new JsonArray();
                    if (subject.IsUnique(column))
                    {
                        tests.Add((JsonNode)"unique");
                    }

                    if (!column.IsNullable)
                    {
                        tests.Add((JsonNode)"not_null");
                    }

                    if (tests.Count > 0)
                    {
                        source["data_tests"] = tests;
                    }

                    return source;
                })]),
            }),
        }),
    };

    private static JsonObject ModelOf(ContractSubject subject, IReadOnlyList<(string Name, string Type)> types, string name) => new()
    {
        ["version"] = 2,
        ["models"] = new JsonArray(new JsonObject
        {
            ["name"] = name,
            ["description"] = Literal($"{subject.Schema.Title}. {subject.Summary}"),
            ["config"] = new JsonObject
            {
                // The model is a table, because a view cannot have the constraints.
                ["materialized"] = "table",
                ["contract"] = new JsonObject { ["enforced"] = true, ["alias_types"] = false },
            },
            ["constraints"] = new JsonArray(new JsonObject { ["type"] = "primary_key", ["columns"] = new JsonArray([.. subject.Key.Select(column => (JsonNode)column)]) }),
            ["columns"] = new JsonArray([.. subject.Schema.Columns.Zip(types, (column, type) =>
            {
                var contracted = ColumnOf(column, type);
                if (!column.IsNullable)
                {
                    contracted["constraints"] = new JsonArray(new JsonObject { ["type"] = "not_null" });
                }

                return contracted;
            })]),
        }),
    };

    private static JsonObject ColumnOf(ExportColumn column, (string Name, string Type) type)
    {
        var named = new JsonObject { ["name"] = column.Name, ["description"] = Literal(ContractSubject.MeaningOf(column)), ["data_type"] = type.Type };
        if (type.Name != column.Name)
        {
            named["quote"] = true;
        }

        return named;
    }

    /// <summary>Escapes a text for dbt, which treats every text as a template.</summary>
    private static string Literal(string text) => TagOfTemplate().Replace(text, "{{ '$0' }}");

    [GeneratedRegex(@"\{[{%#]")]
    private static partial Regex TagOfTemplate();
}
