using AccountCommStats.Exporting.Catalogs;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>The tables of a DuckDB file.</summary>
/// <param name="snapshot">Reads the catalog.</param>
internal sealed class DuckDbTableCatalog(ISourceSnapshot snapshot) : ITableCatalog
{
    private const string Columns = """
        select schema_name, table_name, cast(schema_name = current_schema() as text), column_name, data_type, cast(is_nullable as text), comment
        from duckdb_columns()
        where database_name = current_database() and not internal and {0}
        order by schema_name, table_name, column_index
        """;

    // DuckDB lists the columns of an index as SQL: names are quoted if necessary, and expressions are in parentheses.
    private const string UniqueKeys = """
        select schema_name, table_name,
          array_to_string(list_transform(constraint_column_names, lambda name: '"' || replace(name, '"', '""') || '"'), chr(31)) as key,
          cast(constraint_type = 'PRIMARY KEY' as text)
        from duckdb_constraints()
        where database_name = current_database() and constraint_type in ('PRIMARY KEY', 'UNIQUE') and {0}
        union
        select schema_name, table_name, array_to_string(cast(expressions as text[]), chr(31)), 'false'
        from duckdb_indexes()
        where database_name = current_database() and is_unique and {0}
        order by all
        """;

    // In DuckDB, a foreign key refers only to a table of the same schema.
    private const string References = """
        select
          schema_name, table_name, array_to_string(constraint_column_names, chr(31)),
          schema_name, referenced_table, array_to_string(referenced_column_names, chr(31))
        from duckdb_constraints()
        where database_name = current_database() and constraint_type = 'FOREIGN KEY' and {0}
        order by schema_name, table_name, constraint_index
        """;

    /// <inheritdoc/>
    public StringComparison NameComparison => StringComparison.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public Task<TableRecords> ReadTablesAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
        => ReadAsync($"lower(table_name) in ({List(names)})", cancellationToken);

    /// <inheritdoc/>
    public Task<TableRecords> ReadSchemasAsync(IReadOnlyCollection<string> schemas, CancellationToken cancellationToken)
        => ReadAsync(schemas.Count > 0 ? $"lower(schema_name) in ({List(schemas)})" : "schema_name = current_schema()", cancellationToken);

    private async Task<TableRecords> ReadAsync(string condition, CancellationToken cancellationToken)
    {
        var columns = await ReadRecordsAsync(Columns, 7).ConfigureAwait(false);
        var keys = await ReadRecordsAsync(UniqueKeys, 4).ConfigureAwait(false);
        return new TableRecords(
            [.. columns.Select(record => new[] { record[0], record[1], record[2], record[3], PostgresName(record[4]!), record[5], record[6] })],
            [.. keys.Where(record => IsOfColumns(record[2]!)).Select(record => new[] { record[0], record[1], Unquote(record[2]!), record[3] })],
            await ReadRecordsAsync(References, 6).ConfigureAwait(false));

        Task<List<string?[]>> ReadRecordsAsync(string sql, int fieldCount)
            => TextRecords.ReadAsync(snapshot, sql.Replace("{0}", condition, StringComparison.Ordinal), fieldCount, cancellationToken);
    }

    private static string List(IEnumerable<string> names)
        => string.Join(", ", names.Select(name => $"lower({SqlLiterals.Quote(name)})").DefaultIfEmpty("null"));

    private static bool IsOfColumns(string key)
        => key.Split(TableRecords.Separator)
            .All(name => name.StartsWith('"') || name.All(character => char.IsLetterOrDigit(character) || character == '_'));

    private static string Unquote(string key)
        => string.Join(
            TableRecords.Separator,
            key.Split(TableRecords.Separator)
                .Select(name => name.StartsWith('"') ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name));

    /// <summary>PostgreSQL's name of a type; the name as given if PostgreSQL has no such type.</summary>
    private static string PostgresName(string type) => type switch
    {
        "VARCHAR" => "character varying",
        "BIGINT" or "INTEGER" or "SMALLINT" or "BOOLEAN" or "DATE" or "UUID" or "JSON" or "INTERVAL"
            or "TIMESTAMP WITH TIME ZONE" => type.ToLowerInvariant(),
        "TIMESTAMP" => "timestamp without time zone",
        "TIME" => "time without time zone",
        "DOUBLE" => "double precision",
        "FLOAT" => "real",
        "BLOB" => "bytea",
        _ when type.StartsWith("DECIMAL(", StringComparison.Ordinal) && type.EndsWith(')') => $"numeric{type["DECIMAL".Length..]}",
        _ when type.EndsWith("[]", StringComparison.Ordinal) => $"{PostgresName(type[..^2])}[]",
        _ => type,
    };
}
