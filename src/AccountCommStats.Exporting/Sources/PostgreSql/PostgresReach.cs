using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>The SQL that finds which relations of a PostgreSQL database an export may read.</summary>
internal static class PostgresReach
{
    // Shards that are on the coordinator itself are tables there, so they are reachable.
    private const string ShardsOfCitus = """

            union all
            select cast(to_regclass(shard_name(s.logicalrelid, s.shardid)) as oid)
            from pg_catalog.pg_dist_shard s
            where s.logicalrelid = reachable.id
        """;

    private static readonly string PoliciesOfTables = $"""

            union all
            select d.refobjid
            from pg_catalog.pg_policy p
            join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_policy'::regclass and d.objid = p.oid
            where p.polrelid = reachable.id and d.refclassid = 'pg_catalog.pg_class'::regclass
              and {IsReadBy("p.polqual")}
        """;

    /// <summary>
    /// Two common table expressions for <c>with recursive</c>. <c>named (id, name)</c> has the tables and views of the database that source
    /// tables and declared functions name. <c>reachable (id)</c> has those and all that they lead to: what views read, partitions, children,
    /// TOAST tables.
    /// </summary>
    /// <param name="query">The export.</param>
    /// <param name="hasCitus">Whether the database has Citus.</param>
    /// <param name="keepsRowSecurity">Whether policies are applied. Policies can also read tables.</param>
    public static string CreateSql(ExportQuery query, bool hasCitus, bool keepsRowSecurity) => $"""
        named (id, name) as (
          select cast(to_regclass(name) as oid), name
          from unnest({TextArray(NamesOf(query))}) as name
        ),
        reachable (id) as (
          select id from named where id is not null
          union
          select step.id
          from reachable
          cross join lateral (
            select d.refobjid as id
            from pg_catalog.pg_rewrite w
            join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = w.oid
            where w.ev_class = reachable.id and w.ev_type = '1' and d.refclassid = 'pg_catalog.pg_class'::regclass
              and {IsReadBy("w.ev_action")}
            union all
            select i.inhrelid from pg_catalog.pg_inherits i where i.inhparent = reachable.id
            union all
            select c.reltoastrelid from pg_catalog.pg_class c where c.oid = reachable.id and c.reltoastrelid <> 0{(keepsRowSecurity ? PoliciesOfTables : "")}{(hasCitus ? ShardsOfCitus : "")}
          ) as step
          where step.id is not null
        )
        """;

    /// <summary>The tables and views that an export names: its source tables, and what its functions are declared to read.</summary>
    public static IEnumerable<string> NamesOf(ExportQuery query)
        => query.SourceTables.Select(table => table.Name).Concat(query.Functions.SelectMany(function => function.Reads)).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// SQL for whether a stored query has a table in its FROM. A dependency alone does not prove it: the query also depends on a table if a
    /// function in it returns the table's rows.
    /// </summary>
    public static string IsReadBy(string tree) => $"position(concat(':rtekind 0 :relid ', d.refobjid, ' ') in cast({tree} as text)) > 0";

    private static string TextArray(IEnumerable<string> texts)
        => $"cast(array[{string.Join(", ", texts.Select(SqlLiterals.Quote))}] as text[])";
}
