using System.CommandLine;
using System.CommandLine.Parsing;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.CommandLine;

/// <summary>The options for the settings of sessions on a PostgreSQL source.</summary>
internal sealed class SessionOptions
{
    private readonly Option<string> _rowSecurity = new("--row-security")
    {
        Description = "Whether policies of row level security may decide which rows of a PostgreSQL source are read. off: refuse the source if they would; on: apply them, and record that in the manifest.",
        HelpName = "off|on",
        DefaultValueFactory = _ => "off",
    };

    private readonly Option<SessionVariable[]> _session = new("--session")
    {
        Description = $"A custom setting for every session on a PostgreSQL source, such as app.tenant_id={SessionSettings.OrganizationPlaceholder}, in which the placeholder becomes the organization's id.",
        HelpName = "NAME=VALUE",
        CustomParser = ParseVariables,
    };

    public void AddTo(Command command)
    {
        _rowSecurity.AcceptOnlyFromAmong("off", "on");
        command.Options.Add(_rowSecurity);
        command.Options.Add(_session);
    }

    /// <summary>The session settings.</summary>
    public SessionSettings Settings(ParseResult parse) => new()
    {
        KeepsRowSecurity = parse.GetValue(_rowSecurity) == "on",
        Variables = parse.GetValue(_session) ?? [],
    };

    private static SessionVariable[] ParseVariables(ArgumentResult result)
    {
        var variables = new List<SessionVariable>();
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            var name = text[..Math.Max(text.IndexOf('=', StringComparison.Ordinal), 0)];
            if (!SessionSettings.IsVariableName(name))
            {
                // The value is not repeated, because it may be a secret.
                result.AddError(
                    $"--session must be NAME=VALUE, where NAME is a custom setting, which has a dot in it: app.tenant_id={SessionSettings.OrganizationPlaceholder}.");
                return [];
            }

            variables.Add(new SessionVariable(name, text[(name.Length + 1)..]));
        }

        return [.. variables];
    }
}
