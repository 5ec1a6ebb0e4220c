using System.CommandLine;
using System.Text.RegularExpressions;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exports;
using AccountCommStats.SourceTables;

namespace AccountCommStats.Commands.Source;

/// <summary><c>acstats source snapshot</c>: records a database's catalog.</summary>
internal static partial class SourceSnapshotCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new SourceOption();
        var tables = new Option<string[]>("--table")
        {
            Description = "A further table to record, as the source tables write it: contacts, desk.contacts, 'desk.\"slaPolicies\"'. Can be repeated.",
            HelpName = "TABLE",
            DefaultValueFactory = _ => [],
        };
        tables.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.Select(token => token.Value).Where(name => !TableName().IsMatch(name)))
            {
                result.AddError($"--table: '{name}' is not the name of a table: write TABLE or SCHEMA.TABLE, in double quotes where it has capitals.");
            }
        });
        var output = new Option<string>("--output", "-d")
        {
            Description = "The file to write.",
            HelpName = "FILE",
            DefaultValueFactory = _ => CatalogFile.DefaultPath,
        };
        var json = new Option<bool>("--json") { Description = "Print an object with the file, the tables recorded and those not found." };

        var command = new Command(
            "snapshot",
            "Record the columns, types, nullability and unique keys of the tables that this binary's exports read."
                + " The build then checks the source tables against the record. Reads no data.")
        {
            source, tables, output, json,
        };
        source.RequireOn(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var result = await RecordAsync(
                terminal, source.ValueIn(parse)!, [.. parse.GetValue(tables)!.Select(SqlSpelling.OfTable)], parse.GetRequiredValue(output), cancellationToken);
            if (parse.GetValue(json))
            {
                terminal.WriteJson(result, SourceJson.Shared.CatalogRecording);
            }
            else
            {
                terminal.WriteLine(
                    $"Recorded {CountText.Of(result.Columns, "column")} and {CountText.Of(result.UniqueKeys, "unique key")} of {CountText.Of(result.Tables.Count, "table")} in {result.File}.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<CatalogRecording> RecordAsync(
        Terminal terminal, string connection, IReadOnlyList<string> further, string file, CancellationToken cancellationToken)
    {
        var read = ExportCatalog.All
            .SelectMany(export => export.Query.SourceTables)
            .ToLookup(table => SqlSpelling.OfTable(table.Name), table => table.Files, StringComparer.Ordinal);
        var names = read.Select(table => table.Key).Union(further, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var found = await DatabaseCatalog.FindTablesAsync(connection, names, cancellationToken);
        var missing = names.Where(name => found[name] is null).ToList();
        if (further.Where(missing.Contains).ToList() is { Count: > 0 } unknown)
        {
            throw new SourceMismatchException(
                $"the source has no table {string.Join(", no table ", unknown)}, which --table names; nothing was written. "
                + "Check the spelling and, if the name has no schema, the search path of the connection.");
        }

        if (missing.Count == names.Count)
        {
            throw new SourceMismatchException(
                $"the source has none of the tables that the exports read ({string.Join(", ", missing)}); nothing was written. "
                + "Check that it is the right database, or name its tables with --table.");
        }

        foreach (var name in missing)
        {
            var files = read[name].SelectMany(reading => reading).Distinct(StringComparer.Ordinal).ToList();
            terminal.WriteWarning($"not found, so not recorded: {name}{(files.Count > 0 ? $", which {string.Join(" and ", files)} {(files.Count == 1 ? "reads" : "read")}" : "")}");
        }

        var tables = found.Where(table => table.Value is not null).ToDictionary(table => table.Key, table => table.Value!, StringComparer.Ordinal);
        OutputFile.Write(file, CatalogFile.Compose(tables));
        return new CatalogRecording(
            file,
            [.. tables.Keys.Order(StringComparer.Ordinal)],
            tables.Values.Sum(table => table.Columns.Length),
            tables.Values.Sum(table => table.UniqueKeys.Length),
            missing);
    }

    [GeneratedRegex("""^(([A-Za-z_][A-Za-z0-9_]*|"[^"\p{Cc}]+")\.)?([A-Za-z_][A-Za-z0-9_]*|"[^"\p{Cc}]+")\z""")]
    private static partial Regex TableName();
}
