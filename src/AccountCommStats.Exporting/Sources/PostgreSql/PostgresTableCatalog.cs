using AccountCommStats.Exporting.Catalogs;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>The tables of a PostgreSQL database.</summary>
/// <param name="snapshot">Reads the catalog.</param>
internal sealed class PostgresTableCatalog(ISourceSnapshot snapshot) : ITableCatalog
{
    // PostgreSQL does not enforce NOT NULL on a foreign table, so its columns count as nullable.
    private const string Columns = """
        select
          cast(n.nspname as text),
          cast(c.relname as text),
          cast(pg_table_is_visible(c.oid) as text),
          cast(a.attname as text),
          format_type(a.atttypid, a.atttypmod),
          cast(not (a.attnotnull or t.typnotnull) or c.relkind = 'f' as text),
          col_description(c.oid, a.attnum)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        join pg_type t on t.oid = a.atttypid
        where c.relkind in ('r', 'p', 'v', 'm', 'f')
          and n.nspname not like 'pg\_temp\_%'
          and {0}
        order by n.nspname, c.relname, a.attnum
        """;

    // A unique index of a table does not cover the tables that inherit from it, unless they are its partitions. An index with another
    // collation or operator class than the column's own may contain values that differ for the index but are equal for '='.
    private const string UniqueKeys = """
        select
          cast(n.nspname as text),
          cast(c.relname as text),
          (select string_agg(cast(a.attname as text), chr(31) order by k.position)
            from generate_series(0, i.indnkeyatts - 1) as k(position)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[k.position]),
          cast(i.indisprimary as text)
        from pg_index i
        join pg_class c on c.oid = i.indrelid
        join pg_namespace n on n.oid = c.relnamespace
        where i.indisunique
          and i.indisvalid
          and i.indpred is null
          and i.indexprs is null
          and (c.relkind = 'p' or not exists (select from pg_inherits h where h.inhparent = c.oid))
          and not exists (
            select
            from generate_series(0, i.indnkeyatts - 1) as k(position)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[k.position]
            join pg_opclass o on o.oid = i.indclass[k.position]
            where not o.opcdefault or i.indcollation[k.position] <> a.attcollation)
          and n.nspname not like 'pg\_temp\_%'
          and {0}
        order by n.nspname, c.relname, 3
        """;

    private const string References = """
        select
          cast(n.nspname as text),
          cast(c.relname as text),
          string_agg(cast(a.attname as text), chr(31) order by k.position),
          cast(rn.nspname as text),
          cast(r.relname as text),
          string_agg(cast(b.attname as text), chr(31) order by k.position)
        from pg_constraint f
        join pg_class c on c.oid = f.conrelid
        join pg_namespace n on n.oid = c.relnamespace
        join pg_class r on r.oid = f.confrelid
        join pg_namespace rn on rn.oid = r.relnamespace
        cross join lateral unnest(f.conkey, f.confkey) with ordinality as k(attribute, target, position)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attribute
        join pg_attribute b on b.attrelid = r.oid and b.attnum = k.target
        where f.contype = 'f'
          and f.conparentid = 0
          and {0}
        group by f.oid, n.nspname, c.relname, rn.nspname, r.relname, f.conname
        order by n.nspname, c.relname, f.conname
        """;

    /// <inheritdoc/>
    public StringComparison NameComparison => StringComparison.Ordinal;

    /// <inheritdoc/>
    public Task<TableRecords> ReadTablesAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
        => ReadAsync($"c.relname in ({List(names)})", cancellationToken);

    /// <inheritdoc/>
    public Task<TableRecords> ReadSchemasAsync(IReadOnlyCollection<string> schemas, CancellationToken cancellationToken)
        => ReadAsync(
            $"not c.relispartition and n.nspname in ({(schemas.Count > 0 ? List(schemas) : "current_schema()")})", cancellationToken);

    private async Task<TableRecords> ReadAsync(string condition, CancellationToken cancellationToken)
    {
        return new TableRecords(
            await ReadRecordsAsync(Columns, 7).ConfigureAwait(false),
            await ReadRecordsAsync(UniqueKeys, 4).ConfigureAwait(false),
            await ReadRecordsAsync(References, 6).ConfigureAwait(false));

        Task<List<string?[]>> ReadRecordsAsync(string sql, int fieldCount)
            => TextRecords.ReadAsync(snapshot, sql.Replace("{0}", condition, StringComparison.Ordinal), fieldCount, cancellationToken);
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(SqlLiterals.Quote).DefaultIfEmpty("null"));
}
