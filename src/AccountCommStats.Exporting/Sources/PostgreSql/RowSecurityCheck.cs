using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>Checks whether policies of row level security hide rows from an export.</summary>
internal static class RowSecurityCheck
{
    private const string Subject = "row security";

    /// <summary>Checks the tables that have policies.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="isKept">Whether exports let the policies apply.</param>
    public static IEnumerable<CheckResult> Check(IReadOnlyList<SecuredTable> tables, bool isKept)
    {
        var affected = tables.Where(table => table.IsAffected).ToLookup(table => table.Reader, table => table.Table);
        if (affected.Count == 0)
        {
            yield return new CheckResult(CheckStatus.Ok, Subject, "hides no rows of these tables from an export");
        }

        foreach (var reader in affected)
        {
            var names = string.Join(", ", reader.Distinct());
            yield return isKept
                ? new CheckResult(CheckStatus.Warning, Subject, $"the policies of {names} decide which rows {reader.Key} reads for an export")
                : new CheckResult(
                    CheckStatus.Missing,
                    Subject,
                    $"the policies of {names} would hide rows from {reader.Key}",
                    $"alter role {IdentifierText.Quote(reader.Key)} bypassrls; or export with --row-security on, and with --session NAME=VALUE for the settings that they ask for.");
        }
    }
}
