using System.Text.Json.Nodes;
using AccountCommStats.CommandLine;

namespace AccountCommStats.Contracts;

/// <summary>A kind of data contract, such as JSON Schema, that a receiver's tools read.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Create">Writes the files of a contract.</param>
internal sealed record Contract(string Name, Func<ContractSubject, IReadOnlyList<ContractFile>> Create)
{
    /// <summary>Whether it can describe one delivery.</summary>
    public bool HasDelivery { get; init; }

    /// <summary>Whether its types depend on a database.</summary>
    public bool HasTarget { get; init; }

    /// <summary>All kinds, in order of their names.</summary>
    public static IReadOnlyList<Contract> All { get; } =
    [
        new("dbt", DbtContract.Create) { HasTarget = true },
        new("frictionless", FrictionlessContract.Create) { HasDelivery = true },
        new("json-schema", JsonSchemaContract.Create),
        new("odcs", OdcsContract.Create),
    ];
}

/// <summary>A file of a contract.</summary>
/// <param name="Path">Its path relative to the contract's folder, with slashes.</param>
/// <param name="Text">Its content, with a final line break.</param>
internal sealed record ContractFile(string Path, string Text)
{
    /// <summary>A JSON file.</summary>
    public static ContractFile OfJson(string path, JsonObject document) => new(path, document.ToJsonString(JsonText.CreateOptions()) + "\n");

    /// <summary>A YAML file.</summary>
    public static ContractFile OfYaml(string path, JsonObject document) => new(path, YamlText.Of(document));
}
