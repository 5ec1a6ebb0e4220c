using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>
/// Which tables of an export have their rows on other servers. A shared snapshot does not reach them, so that several connections would
/// read rows of several moments.
/// </summary>
/// <param name="Remote">The foreign and distributed tables, by name; partitions and what views read included.</param>
/// <param name="HasCitus">Whether the database has Citus.</param>
internal sealed record PostgresOrigins(IReadOnlyList<string> Remote, bool HasCitus)
{
    /// <summary>Asks, outside of any transaction: within one, the catalog would count as read by the export.</summary>
    public static async Task<PostgresOrigins> ReadAsync(PostgresSession session, ExportQuery query, CancellationToken cancellationToken)
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
        var hasCitus = foreign.Exists(record => record[0] == "citus");
        var distributed = hasCitus
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
        return new PostgresOrigins(
            [.. foreign.Concat(distributed).Where(record => record[0] != "citus").Select(record => record[1]!).Order(StringComparer.Ordinal)],
            hasCitus);
    }
}
