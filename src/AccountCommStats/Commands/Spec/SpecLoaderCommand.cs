using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Loading;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec loader</c>: prints a script with which a receiver loads a file of an export into a database.</summary>
internal static class SpecLoaderCommand
{
    public static Command Create(Terminal terminal)
    {
        var target = new Option<string>("--target") { Description = "The database that the file is loaded into.", HelpName = string.Join('|', LoaderDialects.All.Select(dialect => dialect.Name)), Required = true };
        target.AcceptOnlyFromAmong([.. LoaderDialects.All.Select(dialect => dialect.Name)]);
        var export = ExportOption.Create();
        var table = new Option<string?>("--table") { Description = "The table, with or without a schema. Default: the export's name.", HelpName = "NAME" };
        var location = new Option<string?>("--location") { Description = "Where the database finds the file, such as s3://deliveries/FILE. Not needed for PostgreSQL: psql reads the file from its standard input.", HelpName = "URL" };
        var from = DeliveryOption.Create("A delivered file or its manifest: the script checks that as many rows and NULLs arrive as the manifest says.");
        var json = new Option<bool>("--json") { Description = "Print an object with the script." };

        var command = new Command(
            "loader",
            "Print a script with which a receiver loads a file of an export: it creates the table with types, key and comments, reads the file with the right options, "
            + "checks it before anything changes, and merges it by key.")
        {
            target, export, table, location, from, json,
        };
        command.SetAction(parse =>
        {
            var dialect = LoaderDialects.All.First(candidate => candidate.Name == parse.GetValue(target));
            var (path, manifest) = parse.GetValue(from) is { } delivery ? DeliveryOption.Read(delivery, parse.Selected(export).Schema, FileFormat.Csv, FileFormat.Parquet) : (null, null);
            if (manifest?.Files.Count > 1)
            {
                throw new SourceMismatchException($"'{parse.GetValue(from)}' has its rows in {manifest.Files.Count} parts; the script loads one file. Export it without --split-rows and --split-bytes.");
            }

            var script = new LoaderScript(dialect, parse.Selected(export).Schema, parse.GetValue(table), parse.GetValue(location) ?? (path is null ? null : Path.GetFullPath(path)), manifest).Create();
            if (parse.GetValue(json))
            {
                terminal.WriteJson(new LoaderJson(dialect.Name, script), SpecJson.Shared.LoaderJson);
            }
            else
            {
                terminal.WriteLine(script.TrimEnd('\n'));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
