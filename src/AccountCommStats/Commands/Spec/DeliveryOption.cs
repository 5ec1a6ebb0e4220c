using System.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>--from</c>: the delivery that is meant.</summary>
internal static class DeliveryOption
{
    /// <summary>The option; <see cref="Read"/> reads what it names.</summary>
    public static Option<string?> Create(string description) => new("--from") { Description = description, HelpName = "FILE" };

    /// <summary>The full path of a delivered file, and its manifest.</summary>
    /// <param name="path">The path of either.</param>
    /// <param name="schema">The export that it must be of.</param>
    /// <exception cref="SourceException">The file or its manifest is missing, or cannot be read.</exception>
    /// <exception cref="SourceMismatchException">It is of another export, or its columns are not those of the specification.</exception>
    public static (string Path, ExportManifest Manifest) Read(string path, ExportSchema schema)
    {
        var delivered = DeliveredExport.Find(path);
        var manifest = delivered.Manifest ?? throw new SourceException($"'{path}': {delivered.ManifestFault}. Its manifest is needed.");
        if (manifest.Export != schema.Name)
        {
            throw new SourceMismatchException($"'{path}' is an export '{manifest.Export}', and '{schema.Name}' is meant. Name it with --export.");
        }

        if (manifest.Files is not [_])
        {
            throw new SourceException($"'{path}': the manifest names {manifest.Files.Count} files, and one is expected.");
        }

        return manifest.Columns.Select(column => (column.Name, column.Type, column.Nullable))
            .SequenceEqual(schema.Columns.Select(column => (column.Name, column.Type.ToString(), column.IsNullable)))
            ? (System.IO.Path.GetFullPath(delivered.DataPath), manifest)
            : throw new SourceMismatchException(
                $"'{path}' has not the columns of the specification of '{schema.Name}' in this binary: it was exported by another edition. Use the binary that exported it.");
    }
}
