using System.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>--from</c>: names a delivery.</summary>
internal static class DeliveryOption
{
    /// <summary>The option; <see cref="Read"/> reads the delivery.</summary>
    public static Option<string?> Create(string description) => new("--from") { Description = description, HelpName = "FILE" };

    /// <summary>
    /// Finds the files of a delivery in one format: the file at a path or, if the path is that of a manifest, all files of the format that
    /// the manifest names.
    /// </summary>
    /// <param name="path">The path of a file or of the manifest.</param>
    /// <param name="schema">The export it must belong to.</param>
    /// <param name="formats">The accepted formats, the preferred one first.</param>
    /// <exception cref="SourceException">The file or its manifest is missing, or cannot be read.</exception>
    /// <exception cref="SourceMismatchException">
    /// It belongs to another export, its columns are not those of the specification, it has no file in one of the formats, or its texts
    /// were changed for spreadsheets.
    /// </exception>
    /// <returns>The first file's path, and the manifest with only these files.</returns>
    public static (string Path, ExportManifest Manifest) Read(string path, ExportSchema schema, params FileFormat[] formats)
    {
        var delivered = DeliveredExport.Find(path);
        var manifest = delivered.Manifest ?? throw new SourceException($"'{path}': {delivered.ManifestFault}. Its manifest is needed.");
        if (manifest.Export != schema.Name)
        {
            throw new SourceMismatchException($"'{path}' is an export of '{manifest.Export}', not of '{schema.Name}'. Add --export {manifest.Export}, or give a delivery of '{schema.Name}'.");
        }

        if (!manifest.Columns.Select(column => (column.Name, column.Type, column.Nullable))
            .SequenceEqual(schema.Columns.Select(column => (column.Name, column.Type.ToString(), column.IsNullable))))
        {
            throw new SourceMismatchException(
                $"'{path}' does not have the columns of the specification of '{schema.Name}' in this binary: it was exported with another version. Use the binary that exported it.");
        }

        var named = delivered.DataPaths.Select(System.IO.Path.GetFileName).ToHashSet();
        var files = formats
            .Select(format => manifest.Files.Where(file => named.Contains(file.Name) && (file.Format ?? manifest.Format) == RowFormats.NameOf(format)).ToList())
            .FirstOrDefault(ofFormat => ofFormat.Count > 0)
            ?? throw new SourceMismatchException(
                $"The delivery '{path}' has no {string.Join(" or ", formats.Select(RowFormats.NameOf))} file that can be used here: name such a file, or a manifest that lists one. If there is none, export again with --format {RowFormats.NameOf(formats[0])}.");
        return RowFormats.Of(files[0].Name) == FileFormat.Csv && manifest.Csv is { FormulasGuarded: true }
            ? throw new SourceMismatchException($"'{path}' is for spreadsheets: its texts may begin with an apostrophe. Export it without --dialect excel.")
            : (delivered.DataPaths.First(each => System.IO.Path.GetFileName(each) == files[0].Name), manifest with { Files = files });
    }
}
