using System.Collections.Concurrent;

namespace AccountCommStats.Tests.Layers;

/// <summary>The folders of a project, from the lowest up, each with the folders that its files may use.</summary>
internal sealed class ProjectLayers
{
    /// <summary>The path prefix of files in other projects.</summary>
    public const string OtherProject = "../";

    /// <summary>The product's projects, with a line for each folder. Only this list says which folders a folder may use.</summary>
    public static IReadOnlyDictionary<string, ProjectLayers> Projects { get; } = new Dictionary<string, ProjectLayers>
    {
        ["generator/AccountCommStats.Specs"] = new(
            """
            Findings             :
            Model                :
            Polyfills            :
            Documents/Model      : Findings Model
            Documents/Markdown   : Findings Documents/Model
            Sql                  : Findings Model
            Documents/Counts     : Findings Documents/Markdown Documents/Model
            Documents/Names      : Documents/Model
            Documents/Cells      : Findings Model Documents/Model
            Documents/Tables     : Findings Documents/Markdown Documents/Model Documents/Cells
            Documents/Statements : Findings Documents/Markdown Documents/Counts Documents/Tables
            Sources              : Findings Model Sql
            Relations            : Findings Model Documents/Model Sql Sources
            Documents/Expectations : Findings Model Documents/Markdown Documents/Model Documents/Tables
            Documents/Keys       : Findings Documents/Markdown Documents/Model Documents/Cells Documents/Statements
            Queries              : Findings Model Documents/Model Sql Sources Relations
            Documents            : Findings Model Documents/Model Documents/Markdown Documents/Counts Documents/Names Documents/Cells Documents/Tables Documents/Statements Documents/Expectations Documents/Keys
            Compatibility        : Findings Model Documents/Markdown Documents/Model Sql Sources Relations Documents
            (root)               : Findings Model Documents/Model Sql Sources Relations Queries Documents Compatibility
            """),
        ["generator/AccountCommStats.Generator"] = new(
            """
            Inputs      :
            Reading     : Inputs
            Emission    : Inputs Reading
            Diagnostics : Inputs Reading Emission
            (root)      : Inputs Reading Diagnostics Emission
            """, "generator/AccountCommStats.Specs"),
        ["src/AccountCommStats.Exporting"] = new(
            """
            Compression                    :
            Hosting                        :
            Schema                         :
            Catalogs                       : Schema
            Errors                         : Schema
            Checking                       : Schema Errors
            Rows                           : Schema
            Formats/Model                  : Schema Errors
            Formats/Text                   : Compression Schema Errors Rows Formats/Model
            Formats/Csv                    : Compression Schema Rows Formats/Model Formats/Text
            Formats/JsonLines              : Errors Schema Rows Formats/Model Formats/Text
            Formats/Parquet                : Compression Schema Errors Rows Formats/Model Formats/Text
            Formats                        : Compression Schema Rows Formats/Model Formats/Text Formats/Csv Formats/JsonLines Formats/Parquet
            Sources                        : Schema Catalogs Checking Errors Rows
            Publication                    : Compression Schema Errors Formats Formats/Model Formats/Csv
            Verification                   : Compression Schema Errors Rows Formats Formats/Model Formats/Text Formats/Csv Sources Publication
            Expectations                   : Schema Errors Rows Formats/Text Publication
            ObjectStorage                  : Errors Publication Verification
            Destinations                   : Errors Publication ObjectStorage
            Sources/DuckDb                 : Schema Catalogs Checking Errors Rows Sources
            Sources/PostgreSql/Connections : Checking Errors Sources
            Observability                  : Schema Errors Publication
            Sources/PostgreSql             : Hosting Schema Catalogs Checking Errors Rows Sources Sources/PostgreSql/Connections
            Runs                           : Compression Destinations Expectations Hosting Schema Errors Rows Formats Formats/Model Formats/Text Formats/Csv Sources Publication Observability
            (root)                         : Schema Catalogs Destinations Errors Rows Sources Publication Sources/DuckDb Observability Sources/PostgreSql Runs
            Batch                          : Schema Errors Sources Publication Observability Runs (root)
            """),
        ["src/AccountCommStats"] = new(
            """
            Exports                      :
            Sample                       :
            SourceTables                 :
            Specifications/Fixing        :
            Specifications/Planning      :
            CommandLine                  : Exports
            Sample/Seeding               : Sample
            SourceTables/Drafts          : Sample/Seeding
            Specifications               : Exports CommandLine
            Specifications/Importing     : CommandLine
            Loading                      :
            Pages                        :
            Comparison                   : Exports Pages
            Reports                      : Exports CommandLine Pages
            Dictionaries                 : Pages Reports
            Contracts                    : CommandLine Loading Dictionaries
            Commands                     : Exports Sample CommandLine Sample/Seeding Comparison Reports
            Specifications/Findings      : CommandLine Specifications
            Commands/Export              : Exports Sample CommandLine Sample/Seeding Reports Commands
            Commands/Source              : Exports SourceTables CommandLine SourceTables/Drafts
            Specifications/Compatibility : CommandLine Specifications Specifications/Findings
            Commands/Spec                : Exports Loading Reports Dictionaries Contracts Specifications/Fixing Specifications/Planning CommandLine Specifications Specifications/Importing Specifications/Findings Specifications/Compatibility
            (root)                       : CommandLine Commands Commands/Export Commands/Source Commands/Spec
            """, "generator/AccountCommStats.Specs", "src/AccountCommStats.Exporting"),
    };

    private static readonly ConcurrentDictionary<string, IReadOnlyList<FolderReference>> References = [];

    private readonly Dictionary<string, string[]> _uses = [];
    private readonly string[] _buildsOn;

    private ProjectLayers(string list, params string[] buildsOn)
    {
        _buildsOn = buildsOn;
        foreach (var line in list.Split('\n'))
        {
            var parts = line.Split(':', StringSplitOptions.TrimEntries);
            Folders.Add(parts[0]);
            _uses.Add(parts[0], parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>The folders, in the order of the list.</summary>
    public List<string> Folders { get; } = [];

    /// <summary>The allowed uses, each from one folder to another.</summary>
    public IEnumerable<(string From, string To)> Edges => _uses.SelectMany(uses => uses.Value.Select(to => (uses.Key, to)));

    /// <summary>The uses of one folder by another inside a project.</summary>
    public static IReadOnlyList<FolderReference> ReferencesOf(string project)
        => References.GetOrAdd(
            project,
            _ => FolderReferences.Of(
                Path.GetFileName(project),
                [.. FilesOf(project, ""), .. Projects[project]._buildsOn.SelectMany(other => FilesOf(other, $"{OtherProject}{Path.GetFileName(other)}/"))]));

    private static IEnumerable<(string Path, string Text)> FilesOf(string project, string prefix)
        => from file in Directory.EnumerateFiles(Repository.PathOf(project), "*.cs", SearchOption.AllDirectories)
           let path = Path.GetRelativePath(Repository.PathOf(project), file).Replace('\\', '/')
           where !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal)
           select (prefix + path, File.ReadAllText(file));
}
