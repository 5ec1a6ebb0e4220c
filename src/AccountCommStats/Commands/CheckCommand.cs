using System.CommandLine;
using System.CommandLine.Parsing;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Sources.PostgreSql;
using AccountCommStats.Sample.Seeding;

namespace AccountCommStats.Commands;

/// <summary><c>acstats check</c>: checks whether a source fits the exports, and says what to run if it does not.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var exportOption = ExportOption.Create();
        var source = new SourceOption();
        var grants = new Option<string?>("--grants")
        {
            Description = "Print the SQL that grants this PostgreSQL role the rights an export needs, and no others. A source is optional; if given, its tables are checked for row level security.",
            HelpName = "ROLE",
        };
        var schema = new Option<string?>("--schema")
        {
            Description = $"With --grants: the schema of the database tables that the source tables read. Default: {LeastPrivilege.DefaultSchema}.",
            HelpName = "SCHEMA",
        };
        grants.Validators.Add(IsName);
        schema.Validators.Add(IsName);
        var json = new Option<bool>("--json") { Description = "Print an array of objects, one per check; with --grants, an object with the SQL." };
        var session = new SessionOptions();

        var command = new Command(
            "check", "Check that a source has the tables, columns, types, indexes and rights an export needs. Reads no data. Exit code 4: something is missing.")
        {
            exportOption, source, grants, schema, json,
        };
        session.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var export = parse.Selected(exportOption);
            if (parse.GetValue(grants) is { } role)
            {
                // Connect only to a source from the command line. The source in the environment may log in as the role that is still to be created.
                var secured = session.Settings(parse).KeepsRowSecurity ? []
                    : parse.GetValue(source) is { } named ? await FindSecuredTablesAsync(named, export, cancellationToken)
                    : null;
                var sql = LeastPrivilege.CreateSql(
                    export.Schema, export.Query, role, parse.GetValue(schema) ?? LeastPrivilege.DefaultSchema, secured);
                if (parse.GetValue(json))
                {
                    terminal.WriteJson(new GrantsJson(role, sql), ReportJson.Shared.GrantsJson);
                }
                else
                {
                    terminal.WriteLine(sql.TrimEnd('\n'));
                }

                return ExitCode.Done;
            }

            if (source.ValueIn(parse) is not { } connection)
            {
                terminal.WriteError(SourceOption.None);
                return ExitCode.Usage;
            }

            await using var opened = ExportSource.Open(connection, limits: null, session.Settings(parse));
            var results = (await opened.CheckAsync(export.Schema, export.Query, RecommendedIndexes.All, cancellationToken)).Select(ErrorText.Of).ToList();
            if (parse.GetValue(json))
            {
                terminal.WriteJson(results, ReportJson.Shared.IReadOnlyListCheckResult);
            }
            else
            {
                Write(terminal, opened.Description, export.Schema.Name, results);
            }

            return results.Any(result => result.Status == CheckStatus.Missing) ? ExitCode.Mismatch : ExitCode.Done;
        });
        return command;
    }

    private static void IsName(OptionResult result)
    {
        if (result.Tokens is not [{ Value: var name }] || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
        {
            result.AddError($"{result.Option.Name} takes one name, without control characters.");
        }
    }

    private static async Task<IReadOnlyList<string>> FindSecuredTablesAsync(string connection, Exporting.Export export, CancellationToken cancellationToken)
    {
        await using var source = ExportSource.Open(connection);
        return await source.FindSecuredTablesAsync(export.Query, cancellationToken);
    }

    private static void Write(Terminal terminal, string source, string exportName, List<CheckResult> results)
    {
        terminal.WriteTable(
            ["status", "what", "found"],
            [.. results.Select(result => new[] { NameOf(result.Status), result.Subject, result.Finding })]);
        var remedies = results.Where(result => result.Remedy.Length > 0).ToLookup(result => result.Remedy, result => result.Subject);
        if (remedies.Count > 0)
        {
            terminal.WriteLine("What to do:");
        }

        foreach (var remedy in remedies)
        {
            terminal.WriteLine(TerminalText.Of($"  {string.Join(", ", remedy.Distinct())}:"));
            terminal.WriteLine(TerminalText.Of($"    {remedy.Key}")); // The remedy is on its own line, so that it is easy to copy.
        }

        var missing = results.Count(result => result.Status == CheckStatus.Missing);
        var warnings = results.Count(result => result.Status == CheckStatus.Warning);
        var verdict = missing > 0 ? $"does not fit: {missing} of {results.Count} checks found something missing"
            : warnings > 0 ? $"fits, with {warnings} warning{(warnings == 1 ? "" : "s")}"
            : "fits";
        terminal.WriteLine(TerminalText.Of($"{source} {verdict} ({exportName})."));
    }

    private static string NameOf(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warning => "warning",
        _ => "missing",
    };
}
