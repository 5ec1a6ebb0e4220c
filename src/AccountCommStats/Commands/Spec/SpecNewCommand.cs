using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Specifications;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec new</c>: writes a document and a relation to start from.</summary>
internal static class SpecNewCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The export's name, such as account-topics." };
        name.Validators.Add(result =>
        {
            if (result.GetValue(name) is { } text && !new NewSpecification(text).HasUsableName)
            {
                result.AddError($"'{text}' cannot be the name of an export: write words of lower-case letters and digits with hyphens between them, such as account-topics.");
            }
        });
        var folder = new Option<string>("--folder")
        {
            Description = "The folder of the specifications.",
            HelpName = "DIR",
            DefaultValueFactory = _ => SpecificationPaths.Folder,
        };

        var json = new Option<bool>("--json") { Description = "Print an object with the files and the line to add to the project." };
        var command = new Command("new", "Write a new specification: a document and a relation to start from.") { name, folder, json };
        command.SetAction(parse =>
        {
            var specification = new NewSpecification(parse.GetRequiredValue(name));
            var created = Write(specification, parse.GetRequiredValue(folder));
            if (parse.GetValue(json))
            {
                terminal.WriteJson(created, SpecJson.Shared.NewSpecificationJson);
            }
            else
            {
                Report(terminal, specification, created);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static NewSpecificationJson Write(NewSpecification specification, string folder)
    {
        var relations = Path.Combine(folder, specification.Name);
        var document = relations + ".md";
        var relation = Path.Combine(relations, NewSpecification.RelationName);
        var sources = Path.Combine(folder, SpecificationFiles.SourceFolderName);
        var source = Path.Exists(sources) ? null : Path.Combine(sources, NewSpecification.SourceName);
        if (Path.Exists(document) || Path.Exists(relations))
        {
            throw new OutputException($"'{(Path.Exists(document) ? document : relations)}' exists already and was not changed. Choose another name.");
        }

        try
        {
            Directory.CreateDirectory(relations);
            WriteFile(document, specification.Document);
            WriteFile(relation, NewSpecification.Relation);
            if (source is not null)
            {
                Directory.CreateDirectory(sources);
                WriteFile(source, NewSpecification.Source);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"cannot write the specification '{document}': {exception.Message}", exception);
        }

        var line = ExportSpecLine.For(document);
        return new NewSpecificationJson(document, relation, source, line.Project, line.Text);
    }

    private static void Report(Terminal terminal, NewSpecification specification, NewSpecificationJson created)
    {
        terminal.WriteLine($"Created {created.Document}{(created.Source is null ? "" : $", {created.Source}")} and {created.Relation}.");
        terminal.WriteLine();
        terminal.WriteLine(created.Project is { } project
            ? $"Add this line to {project}, beside the other exports:"
            : "Add this line to your project, with the path as seen from the project file:");
        terminal.WriteLine($"    {created.Line}");
        terminal.WriteLine();
        terminal.WriteLine("Then edit the table and the relation, and build: the compiler reports errors at the cell.");
        terminal.WriteLine($"'acstats export --export {specification.Name} ...' makes the file.");
    }

    /// <remarks>Does not replace a file that was created since the check.</remarks>
    private static void WriteFile(string path, string text)
    {
        using var stream = new FileStream(path, FileMode.CreateNew);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }
}
