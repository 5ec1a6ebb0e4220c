using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>A table with row level security that an export reads.</summary>
/// <param name="Table">The table in SQL.</param>
/// <param name="Reader">The role that the table's policies apply to: the exporting role, or the owner of a view or function.</param>
/// <param name="IsReadByExporter">Whether the reader is the exporting role.</param>
/// <param name="IsOwned">Whether the reader owns the table, and the policies do not apply to owners.</param>
/// <param name="IsBypassed">Whether the reader bypasses row security.</param>
internal sealed record SecuredTable(string Table, string Reader, bool IsReadByExporter, bool IsOwned, bool IsBypassed)
{
    /// <summary>Whether policies decide which rows the reader sees.</summary>
    public bool IsAffected => !IsOwned && !IsBypassed;
}

/// <summary>Finds the tables with row level security that an export reads. Reads no data.</summary>
internal static class PostgresRowSecurity
{
    /// <summary>
    /// Finds the tables, and for each the role that reads it. PostgreSQL reads a view's tables as the owner of the view, at any depth, unless the
    /// view has <c>security_invoker</c>. It reads partitions under the policies of the table that is named.
    /// </summary>
    /// <param name="snapshot">Reads the catalog.</param>
    /// <param name="query">The export.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<IReadOnlyList<SecuredTable>> ReadAsync(
        ISourceSnapshot snapshot, ExportQuery query, CancellationToken cancellationToken)
    {
        var reads = query.SourceTables
            .Select(table => $"({SqlLiterals.Quote(table.Name)}, '', '')")
            .Concat(query.Functions.SelectMany(function => function.Reads.Select(table => RowOf(function, table))))
            .ToList();
        if (reads.Count == 0)
        {
            return [];
        }

        var sql = $"""
            with recursive seen (id, reader) as (
              select cast(to_regclass(named.name) as oid), (
                select max(p.proowner)
                from pg_catalog.pg_proc p
                join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                where p.proname = named.function and n.nspname = named.schema and p.prosecdef)
              from (values {string.Join(", ", reads)}) as named (name, schema, function)
              union
              select d.refobjid, case when exists (
                  select from pg_options_to_table(v.reloptions) as o
                  where o.option_name = 'security_invoker' and cast(o.option_value as boolean)) then null else v.relowner end
              from seen
              join pg_catalog.pg_class v on v.oid = seen.id and v.relkind = 'v'
              join pg_catalog.pg_rewrite w on w.ev_class = v.oid and w.ev_type = '1'
              join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = w.oid
              where d.refclassid = 'pg_catalog.pg_class'::regclass and {PostgresReach.IsReadBy("w.ev_action")}
            )
            select distinct
              cast(cast(t.oid as regclass) as text),
              cast(r.rolname as text),
              cast(seen.reader is null as text),
              cast(not t.relforcerowsecurity and pg_has_role(r.oid, t.relowner, 'USAGE') as text),
              cast(r.rolsuper or r.rolbypassrls as text)
            from seen
            join pg_catalog.pg_class t on t.oid = seen.id and t.relrowsecurity
            join pg_catalog.pg_roles r on case when seen.reader is null then r.rolname = current_user else r.oid = seen.reader end
            order by 1, 2
            """;
        return [.. (await TextRecords.ReadAsync(snapshot, sql, 5, cancellationToken).ConfigureAwait(false))
            .Select(record => new SecuredTable(record[0]!, record[1]!, record[2] == "true", record[3] == "true", record[4] == "true"))];
    }

    private static string RowOf(SourceFunction function, string table)
    {
        var (schema, name) = IdentifierText.ParseTable(function.Name);
        return $"({SqlLiterals.Quote(table)}, {SqlLiterals.Quote(schema ?? LeastPrivilege.DefaultSchema)}, {SqlLiterals.Quote(name)})";
    }
}
