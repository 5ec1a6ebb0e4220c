using System.Collections.Immutable;
using System.Globalization;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;

namespace AccountCommStats.Generator.Inputs;

/// <summary>A specification that an ExportSpec item declares: its files and the namespace of its generated row type.</summary>
/// <param name="Source">The document and its relations.</param>
/// <param name="Namespace">The namespace of the generated row type, valid in source code.</param>
internal sealed record DeclaredSpecification(SpecificationSource Source, string Namespace)
{
    /// <summary>
    /// Groups the declared files into specifications: each document with its relations and source tables, all in ordinal order. A
    /// specification with an unreadable file is left out.
    /// </summary>
    public static IEnumerable<DeclaredSpecification> Group(ImmutableArray<DeclaredFile> files, DeclaredProject project)
    {
        if (!project.IsSupported)
        {
            return [];
        }

        // If the specification were read without the unreadable file, every reference to the content of that file would be reported as
        // well.
        var unreadable = new HashSet<string>(files.Where(file => !file.IsReadable).Select(file => file.Folder), StringComparer.Ordinal);
        // A file may appear twice, for instance if a project also lists it in AdditionalFiles.
        var distinct = files
            .GroupBy(file => file.File.Path, StringComparer.Ordinal)
            .Select(same => same.First())
            .OrderBy(file => file.File.Path, StringComparer.Ordinal)
            .ToList();
        var filesOf = distinct.ToLookup(file => (file.Folder, file.Role), file => file.File);
        return distinct
            .Where(file => file.Role == FileRole.Document && !unreadable.Contains(file.Folder) && !unreadable.Contains(file.SourceFolder))
            .Select(document => new DeclaredSpecification(
                new SpecificationSource(
                    document.File,
                    document.Folder,
                    new(filesOf[(document.Folder, FileRole.Relation)]),
                    new(filesOf[(document.Folder, FileRole.SystemRelation)]))
                {
                    SharedRelations = new(filesOf[(document.Folder, FileRole.SharedRelation)]),
                    Sources = new SourceFolder(
                        document.SourceFolder,
                        new(filesOf[(document.SourceFolder, FileRole.SourceTable)]),
                        filesOf[(document.SourceFolder, FileRole.SourceCatalog)].FirstOrDefault(),
                        project.Tenants ?? SqlKind.Bigint),
                    Shipped = distinct
                        .Where(file => file.Role == FileRole.ShippedDocument && file.Folder == document.Folder)
                        .Select(file => new ShippedSpecification(file.File, DayOf(file.Today)))
                        .FirstOrDefault(),
                },
                NamespaceName.Of(document.Namespace)));
    }

    /// <remarks>If the day cannot be parsed, all waivers count as expired, so that the error is noticed.</remarks>
    private static DateTime DayOf(string today)
        => DateTime.TryParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateTime.MaxValue;
}
