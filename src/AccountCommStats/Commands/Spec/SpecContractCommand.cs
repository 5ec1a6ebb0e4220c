using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Contracts;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Loading;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec contract</c>: writes contracts that a receiver's tools check.</summary>
internal static class SpecContractCommand
{
    private const string DefaultTarget = "postgres";

    public static Command Create(Terminal terminal)
    {
        var kind = new Option<string>("--as") { Description = "The kind of contract.", HelpName = string.Join('|', Contract.All.Select(contract => contract.Name)), Required = true };
        kind.AcceptOnlyFromAmong([.. Contract.All.Select(contract => contract.Name)]);
        var export = ExportOption.Create();
        var target = new Option<string?>("--target")
        {
            Description = $"For dbt: the database whose types are used. Default: {DefaultTarget}.",
            HelpName = string.Join('|', LoaderDialects.All.Select(dialect => dialect.Name)),
        };
        target.AcceptOnlyFromAmong([.. LoaderDialects.All.Select(dialect => dialect.Name)]);
        var from = DeliveryOption.Create("For frictionless: a delivered file or its manifest; the contract then has its name, size and hash.");
        var output = CommonOptions.Output("The folder for the files; it is created if missing. Default: the files are printed.");
        var json = new Option<bool>("--json") { Description = "Print an object with the files." };

        var command = new Command(
            "contract",
            "Print a contract of an export for the tools of its receiver: a JSON Schema of a row, an Open Data Contract, a Frictionless Data Package, or the files of a dbt project.")
        {
            kind, export, target, from, output, json,
        };
        command.Validators.Add(result =>
        {
            // The value is not read with GetValue, which throws if the value is not one of the kinds.
            if (Contract.All.FirstOrDefault(contract => result.GetResult(kind)?.Tokens is [.., var name] && contract.Name == name.Value) is not { } contract)
            {
                return;
            }

            if (!contract.HasTarget && result.GetResult(target) is not null)
            {
                result.AddError($"--target: a contract of kind '{contract.Name}' is the same for every database. Leave --target out.");
            }

            if (!contract.HasDelivery && result.GetResult(from) is not null)
            {
                result.AddError($"--from: a contract of kind '{contract.Name}' is the same for all deliveries. Leave --from out.");
            }
        });
        command.SetAction(parse =>
        {
            var contract = Contract.All.First(candidate => candidate.Name == parse.GetValue(kind));
            var schema = parse.Selected(export).Schema;
            var dialect = LoaderDialects.All.First(candidate => candidate.Name == (parse.GetValue(target) ?? DefaultTarget));
            var manifest = parse.GetValue(from) is { } delivery ? DeliveryOption.Read(delivery, schema, FileFormat.Csv).Manifest : null;
            var files = contract.Create(new ContractSubject(schema, dialect, manifest));
            if (parse.GetValue(output) is { } folder)
            {
                files = Write(folder, files);
            }

            if (parse.GetValue(json))
            {
                terminal.WriteJson(new ContractJson(contract.Name, files), SpecJson.Shared.ContractJson);
            }
            else
            {
                Print(terminal, files, isWritten: parse.GetValue(output) is not null);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static List<ContractFile> Write(string folder, IReadOnlyList<ContractFile> files)
    {
        var written = new List<ContractFile>();
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            OutputFile.CreateFolder(Path.GetDirectoryName(path)!);
            OutputFile.Write(path, file.Text);
            written.Add(file with { Path = path });
        }

        return written;
    }

    private static void Print(Terminal terminal, IReadOnlyList<ContractFile> files, bool isWritten)
    {
        foreach (var file in files)
        {
            if (isWritten)
            {
                terminal.WriteLine($"Wrote {TerminalText.Of(file.Path)}");
                continue;
            }

            if (files.Count > 1)
            {
                terminal.WriteLine($"{(file.Path.EndsWith(".sql", StringComparison.Ordinal) ? "--" : "#")} {file.Path}");
            }

            terminal.WriteLine(file.Text.TrimEnd('\n'));
        }
    }
}
