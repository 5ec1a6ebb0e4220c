using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Dictionaries;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exports;
using AccountCommStats.Reports;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec docs</c>: writes a data dictionary of each export, as a page and as Markdown.</summary>
internal static class SpecDocsCommand
{
    public static Command Create(Terminal terminal)
    {
        var output = CommonOptions.Output("The folder for the pages; it is created if missing.");
        output.Required = true;
        var sample = new Option<string?>("--sample") { Description = "A delivered file or its manifest, whose values are shown as examples. Leave it out if readers must not see them.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print an array of the files written." };
        var command = new Command("docs", "Write a data dictionary of each export for its receivers: a searchable page, and Markdown.") { output, sample, json };
        command.SetAction((parse, cancellationToken) =>
        {
            var values = parse.GetValue(sample) is { } path ? ExportProfile.Read(path, cancellationToken) : null;
            var files = Write(parse.GetRequiredValue(output), values);
            if (parse.GetValue(json))
            {
                terminal.WriteJson(files, SpecJson.Shared.IReadOnlyListString);
            }
            else
            {
                foreach (var file in files)
                {
                    terminal.WriteLine($"Wrote {TerminalText.Of(file)}");
                }
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static List<string> Write(string folder, ExportProfile? sample)
    {
        OutputFile.CreateFolder(folder);

        var files = new List<string>();
        foreach (var export in ExportCatalog.All)
        {
            var dictionary = DataDictionary.Of(export, sample?.Schema.Name == export.Schema.Name ? sample : null);
            foreach (var (extension, text) in new[] { (".html", DictionaryPage.Create(dictionary)), (".md", DictionaryMarkdown.Create(dictionary)) })
            {
                files.Add(Path.Combine(folder, export.Schema.Name + extension));
                OutputFile.Write(files[^1], text);
            }
        }

        return files;
    }
}
