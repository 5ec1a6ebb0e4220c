using System.Text;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>The SQL that lets a PostgreSQL role export and do nothing else.</summary>
internal static class LeastPrivilege
{
    /// <summary>The default schema for tables that the source tables name without a schema.</summary>
    public const string DefaultSchema = "public";

    /// <summary>
    /// Statements that grant a role SELECT on exactly the columns that the source tables read, and make the role read-only. They can be run
    /// repeatedly.
    /// </summary>
    /// <param name="schema">The export.</param>
    /// <param name="query">Its SQL.</param>
    /// <param name="role">The role.</param>
    /// <param name="tableSchema">The schema for tables that the source tables name without a schema.</param>
    /// <param name="securedTables">
    /// The tables with row level security that the role reads, as <see cref="IExportSource.FindSecuredTablesAsync"/> finds them; null if
    /// that is unknown.
    /// </param>
    /// <exception cref="ArgumentException">Role or schema is empty or holds control characters.</exception>
    public static string CreateSql(
        ExportSchema schema, ExportQuery query, string role, string tableSchema = DefaultSchema, IReadOnlyList<string>? securedTables = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(query);
        CheckName(role, nameof(role));
        CheckName(tableSchema, nameof(tableSchema));
        var quotedRole = IdentifierText.Quote(role);
        var tables = query.SourceTables
            .Select(table => (Name: IdentifierText.ParseTable(table.Name), Columns: table.Columns.Select(IdentifierText.ParseColumn)))
            .Select(table => (Schema: table.Name.Schema ?? tableSchema, table.Name.Table, table.Columns))
            .ToList();
        var schemas = tables.Select(table => table.Schema).Distinct(StringComparer.Ordinal).ToList();

        var sql = new StringBuilder();
        Line($"-- What a role needs to export {schema.Name}: the right to read these columns, and nothing else.");
        Line("-- Run it in the database of the tables, as their owner. If the role does not exist, create it first:");
        Line($"-- create role {quotedRole} login;   -- then set its password, in psql: \\password");
        Line("begin;");
        foreach (var name in schemas)
        {
            Line($"grant usage on schema {IdentifierText.Quote(name)} to {quotedRole};");
        }

        foreach (var table in tables)
        {
            var columns = string.Join(", ", table.Columns.Distinct(StringComparer.Ordinal).Select(IdentifierText.Quote));
            Line($"grant select ({columns}) on {IdentifierText.Quote(table.Schema)}.{IdentifierText.Quote(table.Table)} to {quotedRole};");
        }

        if (tableSchema != DefaultSchema)
        {
            Line($"alter role {quotedRole} set search_path = {IdentifierText.Quote(tableSchema)};");
        }

        Line($"alter role {quotedRole} set default_transaction_read_only = on;");
        Line("commit;");
        if (securedTables is null)
        {
            Line("-- If tables have row level security, the role must bypass it to read all rows. Give a --source to find out whether they have it.");
        }
        else if (securedTables.Count > 0)
        {
            Line($"-- Run the next line as a superuser. {string.Join(", ", securedTables)} {(securedTables.Count == 1 ? "has" : "have")} row level security, which would hide rows from the role.");
            Line($"alter role {quotedRole} bypassrls;");
        }

        return sql.ToString();

        void Line(string text) => sql.Append(text).Append('\n');
    }

    private static void CheckName(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        if (name.Any(char.IsControl))
        {
            throw new ArgumentException("A name must not contain control characters.", parameter); // The name also appears in a comment of the SQL, which a line break would end.
        }
    }
}
