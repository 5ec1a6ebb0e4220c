using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.SourceTables.Drafts;

namespace AccountCommStats.Commands.Source;

/// <summary><c>acstats source new</c>: drafts the source tables from a live database.</summary>
internal static class SourceNewCommand
{
    private const string DefaultFolder = "spec/source";

    public static Command Create(Terminal terminal)
    {
        var source = new SourceOption();
        var schemas = new Option<string[]>("--schema")
        {
            Description = "The schema of your tables. Can be repeated. Default: the first of the connection's search path.",
            HelpName = "SCHEMA",
            DefaultValueFactory = _ => [],
        };
        var tenant = new Option<string?>("--tenant")
        {
            Description = "The column that says which organization a row belongs to. Default: whichever of the usual names (such as organization_id) occurs in the most tables.",
            HelpName = "COLUMN",
        };
        var output = CommonOptions.Output("The folder of the source tables.");
        output.DefaultValueFactory = _ => DefaultFolder;
        var force = new Option<bool>("--force") { Description = "Replace files that are there." };
        var json = new Option<bool>("--json") { Description = "Print an array of objects, one per file." };

        var command = new Command(
            "new",
            "Write first drafts of the source tables from a database's catalog. Guesses are marked '-- guess:', missing columns"
                + " '-- not found'. Reads no data.")
        {
            source, schemas, tenant, output, force, json,
        };
        source.RequireOn(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var tables = await DatabaseCatalog.ReadSchemasAsync(source.ValueIn(parse)!, parse.GetValue(schemas)!, cancellationToken);
            if (tables.IsEmpty)
            {
                throw new SourceMismatchException("there are no tables in the schema. Name the schema of your tables with --schema.");
            }

            var drafts = new SourceDrafter(new OwnerDatabase(tables, parse.GetValue(tenant))).Write();
            var folder = parse.GetRequiredValue(output);
            Write(drafts, folder, parse.GetValue(force));
            Report(terminal, drafts, folder, parse.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(IReadOnlyList<SourceDraft> drafts, string folder, bool replaces)
    {
        if (!replaces && drafts.Where(draft => Path.Exists(Path.Combine(folder, draft.FileName))).ToList() is { Count: > 0 } existing)
        {
            throw new OutputException(
                $"'{folder}' has {string.Join(", ", existing.Select(draft => draft.FileName))} already; nothing was written. "
                + "Name another folder with --output, or replace them with --force.");
        }

        OutputFile.CreateFolder(folder);
        foreach (var draft in drafts)
        {
            OutputFile.Write(Path.Combine(folder, draft.FileName), draft.Text, replaces);
        }
    }

    private static void Report(Terminal terminal, IReadOnlyList<SourceDraft> drafts, string folder, bool json)
    {
        if (json)
        {
            terminal.WriteJson(
                drafts.Select(draft => new DraftReport(Path.Combine(folder, draft.FileName), draft.Table, draft.Guesses, draft.NotFound)),
                SourceJson.Shared.IEnumerableDraftReport);
            return;
        }

        terminal.WriteTable(
            ["file", "reads", "guesses", "not found"],
            [.. drafts.Select(draft => new[]
            {
                Path.Combine(folder, draft.FileName), draft.Table ?? "no rows", $"{draft.Guesses}", draft.Table is null ? "the table" : string.Join(", ", draft.NotFound),
            })]);
        terminal.WriteNote("Read each file, resolve what is marked '-- guess:' and '-- not found', and build. docs/own-database.md goes through it.");
    }
}
