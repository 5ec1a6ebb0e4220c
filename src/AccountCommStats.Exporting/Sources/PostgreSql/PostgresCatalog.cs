using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>Reads facts about a PostgreSQL server, its tables and the session's role from the server's catalog.</summary>
/// <param name="snapshot">Reads the catalog.</param>
internal sealed class PostgresCatalog(ISourceSnapshot snapshot)
{
    private const string Facts = """
        select
          current_setting('server_version_num'),
          current_setting('server_version'),
          current_setting('TimeZone'),
          cast(pg_is_in_recovery() as text),
          coalesce((select cast(s.ssl as text) from pg_stat_ssl s where s.pid = pg_backend_pid()), 'false'),
          coalesce(cast(inet_server_port() as text), ''),
          cast(current_user as text),
          concat_ws(', ',
            case when r.rolsuper then 'superuser' end,
            case when r.rolcreatedb then 'may create databases' end,
            case when r.rolcreaterole then 'may create roles' end,
            case when r.rolreplication then 'may replicate' end),
          cast(r.rolbypassrls as text)
        from pg_roles r
        where r.rolname = current_user
        """;

    private const string Columns = """
        select
          cast(n.nspname as text),
          cast(c.relname as text),
          cast(coalesce(array_position(current_schemas(true), n.nspname), 0) as text),
          cast(has_schema_privilege(n.oid, 'USAGE') as text),
          cast(has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
            or has_any_column_privilege(c.oid, 'INSERT, UPDATE') as text),
          cast(a.attname as text),
          format_type(a.atttypid, a.atttypmod),
          cast(has_schema_privilege(n.oid, 'USAGE') and has_column_privilege(c.oid, a.attnum, 'SELECT') as text),
          cast(c.relkind in ('r', 'p', 'f') and not a.attnotnull as text)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relkind in ('r', 'p', 'v', 'm', 'f')
          and n.nspname not like 'pg\_temp\_%'
          and c.relname in ({0})
        order by n.nspname, c.relname, a.attnum
        """;

    private const string Indexes = """
        select
          cast(n.nspname as text),
          cast(c.relname as text),
          cast(x.relname as text),
          pg_get_indexdef(i.indexrelid, cast(k.position as integer), true)
        from pg_index i
        join pg_class c on c.oid = i.indrelid
        join pg_class x on x.oid = i.indexrelid
        join pg_namespace n on n.oid = c.relnamespace
        cross join lateral generate_series(1, i.indnkeyatts) as k(position)
        where i.indisvalid
          and i.indpred is null
          and c.relname in ({0})
        order by n.nspname, c.relname, x.relname, k.position
        """;

    /// <summary>Reads the facts about the server and the session's role.</summary>
    public async Task<PostgresFacts> ReadFactsAsync(CancellationToken cancellationToken)
    {
        var records = await TextRecords.ReadAsync(snapshot, Facts, 9, cancellationToken).ConfigureAwait(false);
        var record = records[0];
        return new PostgresFacts(
            int.Parse(record[0]!, System.Globalization.CultureInfo.InvariantCulture),
            record[1]!,
            record[2]!,
            IsInRecovery: record[3] == "true",
            IsEncrypted: record[4] == "true",
            record[5]!,
            record[6]!,
            record[7]!,
            BypassesRowSecurity: record[8] == "true");
    }

    /// <summary>Reads the tables, in any schema, that have the same name as one of the source tables.</summary>
    public async Task<IReadOnlyList<CatalogTable>> ReadTablesAsync(IEnumerable<SourceTable> sources, CancellationToken cancellationToken)
    {
        var records = await TextRecords.ReadAsync(snapshot, WithNames(Columns, sources), 9, cancellationToken).ConfigureAwait(false);
        return [.. records
            .GroupBy(record => (Schema: record[0]!, Table: record[1]!))
            .Select(table => new CatalogTable(
                table.Key.Schema,
                table.Key.Table,
                int.Parse(table.First()[2]!, System.Globalization.CultureInfo.InvariantCulture),
                IsSchemaUsable: table.First()[3] == "true",
                IsWritable: table.First()[4] == "true",
                [.. table.Select(column => new CatalogColumn(
                    column[5]!, column[6]!, IsReadable: column[7] == "true", IsNullable: column[8] == "true"))]))];
    }

    /// <summary>Reads the columns of each valid index that has no condition, by the SQL name of its table.</summary>
    public async Task<ILookup<string, IReadOnlyList<string>>> ReadIndexesAsync(
        IEnumerable<SourceTable> sources, CancellationToken cancellationToken)
    {
        var records = await TextRecords.ReadAsync(snapshot, WithNames(Indexes, sources), 4, cancellationToken).ConfigureAwait(false);
        return records
            .GroupBy(record => (Schema: record[0]!, Table: record[1]!, Index: record[2]!))
            .ToLookup(
                index => $"{IdentifierText.Quote(index.Key.Schema)}.{IdentifierText.Quote(index.Key.Table)}",
                index => (IReadOnlyList<string>)[.. index.Select(column => IdentifierText.ParseColumn(column[3]!))]);
    }

    private static string WithNames(string sql, IEnumerable<SourceTable> sources)
        => sql.Replace(
            "{0}",
            string.Join(", ", sources.Select(source => SqlLiterals.Quote(IdentifierText.ParseTable(source.Name).Table)).Append("''")),
            StringComparison.Ordinal);
}

/// <summary>A PostgreSQL server and the role of the session.</summary>
/// <param name="VersionNumber">The version as a number, such as 150004.</param>
/// <param name="Version">The version as text, such as 15.4.</param>
/// <param name="TimeZone">The time zone of the session. The sessions of an export have the same one.</param>
/// <param name="IsInRecovery">Whether the server is a standby.</param>
/// <param name="IsEncrypted">Whether the session uses TLS.</param>
/// <param name="Port">The port that the server listens on; empty over a Unix socket.</param>
/// <param name="Role">The role.</param>
/// <param name="Attributes">What the role's attributes allow, such as creating databases, except BYPASSRLS; empty if nothing.</param>
/// <param name="BypassesRowSecurity">Whether the role has BYPASSRLS.</param>
internal sealed record PostgresFacts(
    int VersionNumber,
    string Version,
    string TimeZone,
    bool IsInRecovery,
    bool IsEncrypted,
    string Port,
    string Role,
    string Attributes,
    bool BypassesRowSecurity);
