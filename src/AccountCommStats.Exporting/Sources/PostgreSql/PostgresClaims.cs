using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>
/// Checks the claims of the source tables on a PostgreSQL server: that columns compared with the organization are compared exactly, that
/// columns claimed to be unique are unique, and that declared functions only read.
/// </summary>
internal static class PostgresClaims
{
    // If a comparison treated different organizations as equal, one could read the rows of another. Only types whose equality is known are
    // therefore accepted.
    private const string TenantColumns = """
        select 'tenant', claim.name || '.' || claim.attribute,
          'has the type ' || format_type(a.atttypid, a.atttypmod)
            || case when not k.collisdeterministic then ', of a collation that takes different texts for equal' else '' end
        from (values {0}) as claim (name, attribute)
        join pg_catalog.pg_attribute a on a.attrelid = to_regclass(claim.name) and a.attname = claim.attribute and a.attnum > 0
        cross join lateral (
          with recursive base (id) as (
            select a.atttypid
            union all
            select t.typbasetype from base join pg_catalog.pg_type t on t.oid = base.id and t.typtype = 'd'
          )
          select base.id from base join pg_catalog.pg_type t on t.oid = base.id and t.typtype <> 'd'
        ) as b
        left join pg_catalog.pg_collation k on k.oid = a.attcollation
        where b.id <> all (cast(array[{1}] as regtype[])) or not coalesce(k.collisdeterministic, true)
        """;

    // An index with another collation than the column's does not count: texts that differ for the index may be equal for a join by the
    // column.
    private const string UniqueColumns = """
        select 'unique', claim.name || '.' || claim.attribute,
          case
            when c.relkind not in ('r', 'p', 'm') then 'is a column of a view or foreign table, where no index can keep it unique'
            when c.relkind = 'r' and c.relhassubclass then 'is a column of a table that other tables inherit from, and no index keeps it unique across them'
            else 'has no valid unique index of its own over all rows'
          end
        from (values {0}) as claim (name, attribute)
        join pg_catalog.pg_class c on c.oid = to_regclass(claim.name)
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = claim.attribute and a.attnum > 0
        where c.relkind not in ('r', 'p', 'm')
          or (c.relkind = 'r' and exists (select from pg_catalog.pg_inherits i where i.inhparent = c.oid))
          or not exists (
            select from pg_catalog.pg_index i
            where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
              and i.indnkeyatts = 1 and i.indkey[0] = a.attnum and i.indcollation[0] = a.attcollation)
        """;

    private const string Functions = """
        select 'function', claim.display,
          case
            when p.oid is null then 'does not exist'
            when n.nspname = 'pg_catalog' then 'is a function of PostgreSQL itself, not of the database'
            else 'is volatile'
          end
        from (values {0}) as claim (display, schema, name)
        left join (
          pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        ) on p.proname = claim.name and case when claim.schema = '' then pg_function_is_visible(p.oid) else n.nspname = claim.schema end
        where p.oid is null or n.nspname = 'pg_catalog' or p.provolatile = 'v'
        """;

    /// <summary>
    /// A query that yields three texts for each claim that does not hold: its kind, its subject, and what was found. Null if nothing is
    /// claimed.
    /// </summary>
    public static string? CreateSql(ExportQuery query)
    {
        var tenants = query.SourceTables.SelectMany(table => table.TenantColumns.Select(column => Row(table.Name, column))).ToList();
        var uniques = query.SourceTables.SelectMany(table => table.UniqueColumns.Select(column => Row(table.Name, column))).ToList();
        var functions = query.Functions.Select(RowOf).ToList();
        var parts = new List<string>();
        if (tenants.Count > 0)
        {
            parts.Add(Fill(TenantColumns, tenants).Replace("{1}", ExactTypes(query.OrganizationKind), StringComparison.Ordinal));
        }

        if (uniques.Count > 0)
        {
            parts.Add(Fill(UniqueColumns, uniques));
        }

        if (functions.Count > 0)
        {
            parts.Add(Fill(Functions, functions));
        }

        return parts.Count > 0 ? string.Join("\nunion all\n", parts) : null;
    }

    /// <summary>Reads the broken claims from the records of the query of <c>CreateSql</c>. Ignores other records.</summary>
    public static IReadOnlyList<BrokenClaim> Read(IEnumerable<string?[]> records, ExportQuery query)
        => [.. records
            .Where(record => record[0] is "tenant" or "unique" or "function")
            .Select(record => new BrokenClaim(record[1]!, record[2]!, RemedyFor(record[0]!, query.OrganizationKind)))];

    /// <summary>A declared function as a row of <c>values</c>: the function as declared, its schema or an empty string, and its name.</summary>
    public static string RowOf(SourceFunction function)
    {
        var (schema, name) = IdentifierText.ParseTable(function.Name);
        return Row(function.Name, schema ?? "", name);
    }

    private static string RemedyFor(string kind, SqlKind organization) => kind switch
    {
        "tenant" => $"Organization ids are {new SqlType(organization)} here: compare them with a column of one of these types: {ExactTypes(organization).Replace("'", "", StringComparison.Ordinal)}.",
        "unique" => "Create a unique index on this column alone, or restrict the joined table itself to the organization.",
        _ => "Declare only functions that are stable or immutable in the database. If a volatile function only reads, make it stable with ALTER FUNCTION ... STABLE.",
    };

    private static string ExactTypes(SqlKind organization) => organization switch
    {
        SqlKind.Bigint => "'int8', 'int4', 'int2', 'numeric'",
        SqlKind.Text => "'text', 'varchar'",
        SqlKind.Uuid => "'uuid'",
        _ => throw new InvalidOperationException($"The id of an organization cannot have the type {new SqlType(organization)}."),
    };

    private static string Row(params IEnumerable<string> texts) => $"({string.Join(", ", texts.Select(SqlLiterals.Quote))})";

    private static string Fill(string sql, IEnumerable<string> rows) => sql.Replace("{0}", string.Join(", ", rows), StringComparison.Ordinal);
}
