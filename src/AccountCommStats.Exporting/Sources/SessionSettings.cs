using System.Text.RegularExpressions;

namespace AccountCommStats.Exporting.Sources;

/// <summary>
/// Settings of each session of an export on a PostgreSQL server. They apply only to the export's transaction. DuckDB has none of these
/// settings.
/// </summary>
public sealed partial record SessionSettings
{
    /// <summary>The text that stands for the organization in the value of a variable.</summary>
    public const string OrganizationPlaceholder = "{organization}";

    /// <summary>
    /// Whether policies of row level security decide which rows are read. If not, the export refuses a table to which policies apply, so a
    /// file contains all rows.
    /// </summary>
    public bool KeepsRowSecurity { get; init; }

    /// <summary>Custom settings, such as those that policies read.</summary>
    public IReadOnlyList<SessionVariable> Variables { get; init; } = [];

    /// <summary>Whether all settings have their defaults.</summary>
    public bool IsDefault => !KeepsRowSecurity && Variables.Count == 0;

    /// <summary>Whether the settings of a session depend on the organization.</summary>
    internal bool NamesOrganization => Variables.Any(variable => variable.Value.Contains(OrganizationPlaceholder, StringComparison.Ordinal));

    /// <summary>Whether a name is that of a custom setting, which contains a dot. All other settings are controlled by the export.</summary>
    public static bool IsVariableName(string name) => OwnName().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)+\z")]
    private static partial Regex OwnName();
}

/// <summary>A setting of a session.</summary>
/// <param name="Name">Its name, such as <c>app.tenant_id</c>.</param>
/// <param name="Value">Its value, in which <see cref="SessionSettings.OrganizationPlaceholder"/> stands for the organization.</param>
public sealed record SessionVariable(string Name, string Value)
{
    /// <summary>The value for an organization.</summary>
    /// <param name="organization">The organization; null for none.</param>
    /// <returns>Null if the value needs an organization and there is none.</returns>
    public string? ValueFor(string? organization)
        => organization is not null ? Value.Replace(SessionSettings.OrganizationPlaceholder, organization, StringComparison.Ordinal)
            : Value.Contains(SessionSettings.OrganizationPlaceholder, StringComparison.Ordinal) ? null
            : Value;
}
