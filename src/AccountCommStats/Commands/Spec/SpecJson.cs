using System.Text.Json.Serialization;
using AccountCommStats.CommandLine;
using AccountCommStats.Contracts;
using AccountCommStats.Specifications;
using AccountCommStats.Specifications.Compatibility;

namespace AccountCommStats.Commands.Spec;

/// <summary>A contract, for programs.</summary>
/// <param name="As">The kind of contract.</param>
/// <param name="Files">Its files. If they were written, the paths are those on disk.</param>
internal sealed record ContractJson(string As, IReadOnlyList<ContractFile> Files);

/// <summary>What fixing a document does, for programs.</summary>
/// <param name="Path">The document.</param>
/// <param name="Changes">The difference in the unified format; empty if there is nothing to fix.</param>
/// <param name="IsWritten">Whether the document was changed.</param>
/// <param name="Left">What is left to do by hand, as the compiler prints it.</param>
internal sealed record FixJson(string Path, string Changes, bool IsWritten, IReadOnlyList<string> Left);

/// <summary>What an import wrote, for programs.</summary>
/// <param name="Document">The document.</param>
/// <param name="Columns">How many columns it has.</param>
/// <param name="PrimaryKey">The primary key; empty if none was found.</param>
/// <param name="Left">What could not be imported unchanged, as the compiler prints it.</param>
internal sealed record ImportJson(string Document, int Columns, IReadOnlyList<string> PrimaryKey, IReadOnlyList<string> Left);

/// <summary>The script that loads files of an export, for programs.</summary>
/// <param name="Target">The target database.</param>
/// <param name="Script">The script.</param>
internal sealed record LoaderJson(string Target, string Script);

/// <summary>The files of a new specification, for programs.</summary>
/// <param name="Document">The document.</param>
/// <param name="Relation">The relation.</param>
/// <param name="Source">The source table; null if none was written, because a folder of source tables existed.</param>
/// <param name="Project">The project with the other exports; null if none was found.</param>
/// <param name="Line">The line to add to the project.</param>
internal sealed record NewSpecificationJson(string Document, string Relation, string? Source, string? Project, string Line);

/// <summary>Source-generated JSON of the <c>spec</c> commands.</summary>
[JsonSerializable(typeof(IReadOnlyList<ColumnView>))]
[JsonSerializable(typeof(IReadOnlyList<FixJson>))]
[JsonSerializable(typeof(IReadOnlyList<Shipment>))]
[JsonSerializable(typeof(ContractJson))]
[JsonSerializable(typeof(ImportJson))]
[JsonSerializable(typeof(LoaderJson))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(NewSpecificationJson))]
internal sealed partial class SpecJson : JsonSerializerContext
{
    /// <summary>The context with the usual JSON options.</summary>
    public static SpecJson Shared { get; } = new(JsonText.CreateOptions());
}
