using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Specifications;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec show</c>: shows the columns of a specification, one column in full, or its query.</summary>
internal static class SpecShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var column = new Argument<string?>("column")
        {
            Description = "Show this column in full: type, nullability, description, source, definition, relation.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print an array of objects, one per column." };
        var sql = new Option<bool>("--sql") { Description = "Print the query as it is sent, with its parameters in a leading comment." };
        var export = ExportOption.Create();
        var file = new Option<string?>("--file")
        {
            Description = "Show the specification document at PATH instead of the built-in one.",
            HelpName = "PATH",
        };

        var sources = SpecificationPaths.CreateSourcesOption();

        var command = new Command("show", "Show a specification's columns, or its query.") { column, export, json, sql, file, sources };
        command.Validators.Add(result =>
        {
            if (result.GetValue(sql) && (result.GetValue(json) || result.GetValue(column) is not null))
            {
                result.AddError("--sql prints the whole query: leave out --json and the column.");
            }

            if (result.GetResult(sources) is not null && result.GetResult(file) is null)
            {
                result.AddError("--sources can be given only for a specification that is not built in: name that specification with --file.");
            }

            if (result.GetResult(export) is not null && result.GetResult(file) is not null)
            {
                result.AddError("--export shows a specification that is built in, --file one that is not: give one of them.");
            }
        });
        command.SetAction(parse =>
        {
            var (view, hasErrors) = parse.GetValue(file) is { } path
                ? SpecificationView.Read(path, parse.GetValue(sources), needsQuery: parse.GetValue(sql), terminal)
                : (SpecificationView.Of(parse.Selected(export)), false);
            if (view is null || (hasErrors && parse.GetValue(sql)))
            {
                return ExitCode.Mismatch;
            }

            var shown = Show(terminal, view, parse.GetValue(column), parse.GetValue(json), parse.GetValue(sql));
            return hasErrors ? ExitCode.Mismatch : shown;
        });
        return command;
    }

    private static int Show(Terminal terminal, SpecificationView view, string? columnName, bool json, bool sql)
    {
        if (sql)
        {
            terminal.WriteLine(view.AnnotatedSql);
            return ExitCode.Done;
        }

        if (columnName is null)
        {
            if (json)
            {
                terminal.WriteJson(view.Columns, SpecJson.Shared.IReadOnlyListColumnView);
            }
            else
            {
                terminal.WriteTable(
                    ["#", "column", "type", "nullable", "source", "description"],
                    [.. view.Columns.Select(c => new[] { $"{c.Position}", c.Name, c.SqlType, YesNo(c.Nullable), c.Source, c.Description })]);
            }

            return ExitCode.Done;
        }

        var column = view.Columns.FirstOrDefault(c => c.Name.Equals(columnName, StringComparison.OrdinalIgnoreCase));
        if (column is null)
        {
            terminal.WriteError($"the specification '{view.Name}' has no column '{columnName}'; 'acstats spec show' lists its {CountText.Of(view.Columns.Count, "column")}");
            return ExitCode.Usage;
        }

        if (json)
        {
            terminal.WriteJson(column, SpecJson.Shared.ColumnView);
            return ExitCode.Done;
        }

        terminal.WriteLine($"{column.Name} (column {column.Position} of {view.Name})");
        WriteField("type", column.SqlType);
        WriteField("nullable", YesNo(column.Nullable));
        WriteField("description", column.Description);
        WriteField("source", column.Source);
        WriteField("definition", column.Definition);
        WriteField("relation", column.Relation ?? "(a parameter of every export)");
        return ExitCode.Done;

        void WriteField(string name, string value)
        {
            if (value.Length > 0)
            {
                terminal.WriteLine($"  {name,-12} {value}");
            }
        }
    }

    private static string YesNo(bool? value) => value switch { true => "yes", false => "no", null => "?" };
}
