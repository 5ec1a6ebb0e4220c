using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>
/// Finds the tables that exports read and whose rows are on other servers. A shared snapshot does not cover those rows, so several connections would
/// read them from several snapshots.
/// </summary>
internal static class PostgresOrigins
{
    /// <summary>The names of the foreign and distributed tables that the queries read: directly, as a partition, or through a view.</summary>
    /// <remarks>This must run outside the export's transaction. Inside it, these reads of the catalog would count as reads of the export.</remarks>
    public static async Task<IReadOnlyList<string>> FindRemoteAsync(PostgresSession session, IReadOnlyList<ExportQuery> queries, CancellationToken cancellationToken)
    {
        var remote = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var query in queries)
        {
            remote.UnionWith(await FindRemoteAsync(session, query, cancellationToken).ConfigureAwait(false));
        }

        return [.. remote];
    }

    private static async Task<IEnumerable<string>> FindRemoteAsync(PostgresSession session, ExportQuery query, CancellationToken cancellationToken)
    {
        var foreign = await session
            .ReadTextsAsync(
                $"""
                with recursive {PostgresReach.CreateSql(query, hasCitus: false, keepsRowSecurity: false)}
                select 'foreign', cast(cast(c.oid as regclass) as text)
                from reachable r
                join pg_catalog.pg_class c on c.oid = r.id
                where c.relkind = 'f'
                union all
                select 'citus', '' where to_regclass('pg_catalog.pg_dist_partition') is not null
                """,
                cancellationToken)
            .ConfigureAwait(false);
        var distributed = foreign.RemoveAll(record => record[0] == "citus") > 0
            ? await session
                .ReadTextsAsync(
                    $"""
                    with recursive {PostgresReach.CreateSql(query, hasCitus: false, keepsRowSecurity: false)}
                    select 'distributed', cast(cast(p.logicalrelid as regclass) as text)
                    from pg_catalog.pg_dist_partition p
                    where p.logicalrelid in (select id from reachable)
                    """,
                    cancellationToken)
                .ConfigureAwait(false)
            : [];
        return foreign.Concat(distributed).Select(record => record[1]!);
    }
}
