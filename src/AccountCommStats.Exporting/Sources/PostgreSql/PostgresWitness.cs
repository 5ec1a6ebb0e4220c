using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>
/// Asks a session which relations its transaction has locked. These are all that it has read, whether through the export's queries, a view
/// or a function. Compares each with what the export may read, and with the snapshot.
/// </summary>
/// <remarks>
/// A lock keeps others from rewriting the table, but the snapshot is older than the lock. A table that was reloaded in between looks empty
/// to the snapshot. If a table was altered in between, its old rows are read with its new definition. Such a change shows in the catalog
/// as the snapshot sees it: a transaction that has committed since has replaced a row of the catalog, or the row does not exist yet.
/// Not detected are a table that a function read in a parallel worker or in a subtransaction that was rolled back, and tables of other
/// servers.
/// </remarks>
internal static class PostgresWitness
{
    // This is a separate, first command, so the list excludes what the check itself reads. The function behind pg_locks locks nothing.
    private const string StoreHeld = """
        select 'stored', pg_catalog.set_config('acstats.held', string_agg(cast(relation as text), ','), true), null
        from pg_catalog.pg_lock_status()
        where locktype = 'relation' and pid = pg_catalog.pg_backend_pid() and granted
        """;

    // Citus keeps locks on its own metadata tables, which do not count.
    private const string MetadataOfCitus = """
        when exists (
              select from pg_catalog.pg_depend d
              where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = h.id and d.deptype = 'e'
                and d.refclassid = 'pg_catalog.pg_extension'::regclass
                and d.refobjid = (select oid from pg_catalog.pg_extension where extname = 'citus')) then 'metadata'
        """;

    /// <summary>Asks a session what it has read. The session must read nothing afterward.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">The export.</param>
    /// <param name="hasCitus">Whether the database has Citus.</param>
    /// <param name="keepsRowSecurity">Whether policies are applied.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<Testimony> AskAsync(
        PostgresSession session, ExportQuery query, bool hasCitus, bool keepsRowSecurity, CancellationToken cancellationToken)
    {
        var records = await session
            .ReadTextsAsync(
                string.Join(";\n", new[] { StoreHeld, CompareHeld(query, hasCitus, keepsRowSecurity), PostgresClaims.CreateSql(query) }.OfType<string>()),
                cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<string> Subjects(params string[] kinds)
            => [.. records.Where(record => kinds.Contains(record[0])).Select(record => record[1]!).Distinct().Order(StringComparer.Ordinal)];

        return new Testimony(
            Subjects("read"),
            Subjects("changed"),
            Subjects("unknown"),
            [.. records.Where(record => record[0] == "named").Select(record => $"{record[1]} = {record[2]}").Order(StringComparer.Ordinal)],
            PostgresClaims.Read(records, query));
    }

    private static string CompareHeld(ExportQuery query, bool hasCitus, bool keepsRowSecurity) => $"""
        with recursive {PostgresReach.CreateSql(query, hasCitus, keepsRowSecurity)},
        held (id) as (
          select cast(id as oid) from unnest(string_to_array(current_setting('acstats.held'), ',')) as id
        ),
        above (id) as (
          -- The parents of a partition are locked for its bounds. They have no rows of their own.
          select i.inhparent
          from pg_catalog.pg_inherits i
          join reachable r on r.id = i.inhrelid
          join pg_catalog.pg_class p on p.oid = i.inhparent and p.relkind = 'p'
          union
          select i.inhparent from pg_catalog.pg_inherits i join above on above.id = i.inhrelid
        ),
        version (id, xid) as (
          select oid, cast(cast(xmax as text) as bigint) from pg_catalog.pg_class where oid in (select id from held)
          union all
          select attrelid, cast(cast(xmax as text) as bigint) from pg_catalog.pg_attribute where attrelid in (select id from held)
          union all
          select ev_class, cast(cast(xmax as text) as bigint) from pg_catalog.pg_rewrite where ev_class in (select id from held)
          union all
          select inhparent, cast(cast(xmax as text) as bigint) from pg_catalog.pg_inherits where inhparent in (select id from held)
        ),
        replaced (id) as (
          select id from version where {IsCommitted("xid")}
        )
        select
          case
            when c.oid is null or h.id in (select id from replaced) then 'changed'
            when h.id in (select id from reachable) or h.id in (select id from above) then 'read'
            {(hasCitus ? MetadataOfCitus : "")}
            else 'unknown'
          end,
          current.identity,
          null
        from held h
        cross join lateral pg_identify_object('pg_catalog.pg_class'::regclass, h.id, 0) as current
        left join pg_catalog.pg_class c on c.oid = h.id
        where current.type <> 'index' -- Read with its table only, and rebuilding it changes nothing.
        union all
        select 'named', name, coalesce(cast(id as text), '') from named{ReplacedFunctions(query)}
        """;

    /// <summary>The SQL that finds functions that were replaced since the snapshot.</summary>
    private static string ReplacedFunctions(ExportQuery query) => query.Functions.IsEmpty ? "" : $"""

        union all
        select 'changed', claim.display, null
        from (values {string.Join(", ", query.Functions.Select(PostgresClaims.RowOf))}) as claim (display, schema, name)
        join pg_catalog.pg_proc p on p.proname = claim.name
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where (n.nspname = claim.schema or claim.schema = '') and {IsCommitted("cast(cast(p.xmax as text) as bigint)")}
        """;

    /// <summary>
    /// The SQL for whether the transaction that deleted or replaced a row has committed. The row has only the lower half of the
    /// transaction's number. The upper half is chosen so that the number is nearest to the snapshot.
    /// </summary>
    private static string IsCommitted(string xid) => $"""
        case when {xid} <> 0 then pg_xact_status(
            (select cast(cast(base + (({xid} - base + 2147483648) & 4294967295) - 2147483648 as text) as xid8)
             from cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint) as base)) = 'committed' end
        """;
}

/// <summary>What one session has read.</summary>
/// <param name="Read">The relations that the session has read and the export may read.</param>
/// <param name="Changed">What was changed since the snapshot.</param>
/// <param name="Unknown">What was read although the export neither names nor reaches it.</param>
/// <param name="Named">Each table name of the export, with the id of the table that it resolves to.</param>
/// <param name="Broken">What the source tables rely on but is not true on the server, such as that a key is unique.</param>
internal sealed record Testimony(
    IReadOnlyList<string> Read,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Named,
    IReadOnlyList<BrokenClaim> Broken);
