using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Specifications;
using AccountCommStats.Specifications.Importing;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec import</c>: makes a specification from a data dictionary or a database's catalog.</summary>
internal static class SpecImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string?>("file")
        {
            Description = "A data dictionary: Markdown, what psql or mysql printed, or CSV with a header line (.csv, .tsv).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var source = new SourceOption();
        var tables = new Option<string[]>("--table")
        {
            Description = "The table to import. Can be repeated: each becomes a section of the specification. Default: the only table of the file.",
            HelpName = "NAME",
            DefaultValueFactory = _ => [],
        };
        var folder = new Option<string>("--folder")
        {
            Description = "The folder of the specifications.",
            HelpName = "DIR",
            DefaultValueFactory = _ => SpecificationPaths.Folder,
        };
        var json = new Option<bool>("--json") { Description = "Print an object with the document and what remains to be done." };
        var command = new Command(
            "import",
            "Write a specification from a data dictionary, or from a table or view of a database. Headers and types are translated, rows are numbered"
                + $" and counted. What could not be imported unchanged is reported on standard error; the exit code is {ExitCode.Mismatch} if there are errors.")
        {
            file, source, tables, folder, json,
        };
        command.Validators.Add(result =>
        {
            var hasFile = result.GetValue(file) is not null;
            if (hasFile && result.GetResult(source) is not null)
            {
                result.AddError("A file and --source both say what to import: give one of them.");
            }
            else if (!hasFile && result.GetResult(tables) is not { Tokens.Count: > 0 })
            {
                result.AddError("Nothing to import: name a file, or a table of a source with --source and --table.");
            }
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            var names = parse.GetRequiredValue(tables).Distinct().ToArray();
            IReadOnlyList<ForeignTable> found;
            if (parse.GetValue(file) is { } path)
            {
                found = Choose(Read(path), names, path);
            }
            else if (source.ValueIn(parse) is { } connection)
            {
                found = await CatalogTables.ReadAsync(connection, names, cancellationToken);
            }
            else
            {
                terminal.WriteError(SourceOption.None);
                return ExitCode.Usage;
            }

            var import = new SpecificationImport(found);
            var document = Path.Combine(parse.GetRequiredValue(folder), import.Name + ".md");
            Write(document, import.Document);
            return Report(terminal, import, document, parse.GetValue(json));
        });
        return command;
    }

    private static IReadOnlyList<ForeignTable> Read(string path)
    {
        var file = SpecificationFiles.ReadDocument(path);
        return Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv" ? CsvTables.Read(file) : PipeTables.Read(file);
    }

    private static IReadOnlyList<ForeignTable> Choose(IReadOnlyList<ForeignTable> tables, string[] names, string path)
    {
        if (tables.Count == 0)
        {
            throw new SpecificationException(
                $"no table in '{path}' lists columns: its header line must have a header for the names (Column, Field, Name or Attribute), and one for the types (Type or Data Type) or the descriptions (Description)");
        }

        var all = tables.Select(table => table.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (names.Length == 0)
        {
            return all.Count == 1 ? tables : throw new SpecificationException($"'{path}' describes {all.Count} tables: choose with --table among {string.Join(", ", all)}");
        }

        return [.. names.SelectMany(name => tables.Where(table => IsNamed(table.Name, name)).ToList() is { Count: > 0 } chosen
            ? chosen
            : throw new SpecificationException($"'{path}' describes no table '{name}': choose among {string.Join(", ", all)}"))];
    }

    private static bool IsNamed(string table, string name)
        => table.Equals(name, StringComparison.OrdinalIgnoreCase) || table.EndsWith("." + name, StringComparison.OrdinalIgnoreCase);

    private static void Write(string document, string text)
    {
        if (Path.Exists(document))
        {
            throw new OutputException($"'{document}' exists already and was not changed. Move it, or choose another folder with --folder.");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(document)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"cannot create the folder of '{document}': {exception.Message}", exception);
        }

        OutputFile.Write(document, text, replaces: false);
    }

    private static int Report(Terminal terminal, SpecificationImport import, string document, bool json)
    {
        var left = import.FindingsAt(document);
        FindingLines.Write(terminal, left);
        if (json)
        {
            terminal.WriteJson(new ImportJson(document, import.ColumnCount, import.Key, [.. left.Select(FindingLines.Format)]), SpecJson.Shared.ImportJson);
        }
        else
        {
            terminal.WriteLine($"Created {document} with {MessageText.Count(import.ColumnCount, "column")}.");
            terminal.WriteNote($"Read it, delete what customers must not receive, and write its relations into {Path.ChangeExtension(document, null)}: docs/new-export.md goes on from there.");
        }

        return left.Any(finding => finding.Severity == Severity.Error) ? ExitCode.Mismatch : ExitCode.Done;
    }
}
