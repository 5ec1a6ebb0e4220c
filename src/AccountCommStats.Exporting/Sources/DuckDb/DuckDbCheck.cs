using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>Checks whether a DuckDB file has what an export needs.</summary>
/// <param name="source">The file.</param>
/// <param name="schema">The export.</param>
/// <param name="query">Its SQL.</param>
internal sealed class DuckDbCheck(DuckDbSource source, ExportSchema schema, ExportQuery query)
{
    private const string Columns = """
        select schema_name, table_name, column_name, data_type, cast(schema_name = current_schema() as text), version(),
          cast(is_nullable and table_oid in (select t.table_oid from duckdb_tables() t) as text)
        from duckdb_columns()
        where database_name = current_database() and not internal
        order by schema_name, table_name, column_index
        """;

    /// <summary>Runs the checks.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var results = await CheckTablesAsync(cancellationToken).ConfigureAwait(false);
        // If a table is missing, the queries would only report it again.
        return results.Any(result => result.Status == CheckStatus.Missing)
            ? results
            : [
                .. results,
                .. await new QueryCheck(source, schema, query, (exception, _, _) => (exception as SourceMismatchException)?.Message)
                    .RunAsync(cancellationToken).ConfigureAwait(false),
            ];
    }

    private async Task<List<CheckResult>> CheckTablesAsync(CancellationToken cancellationToken)
    {
        var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1), cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var records = await TextRecords.ReadAsync(snapshot, Columns, 7, cancellationToken).ConfigureAwait(false);
            var version = records.Count > 0 ? records[0][5] : null;
            var catalog = records
                .GroupBy(record => (Schema: record[0]!, Table: record[1]!))
                .Select(table => new CatalogTable(
                    table.Key.Schema,
                    table.Key.Table,
                    SearchPosition: table.First()[4] == "true" ? 1 : 0,
                    IsSchemaUsable: true,
                    IsWritable: false,
                    [.. table.Select(column => new CatalogColumn(column[2]!, column[3]!, IsReadable: true, IsNullable: column[6] == "true"))]))
                .ToList();
            var check = new TableCheck(catalog, StringComparison.OrdinalIgnoreCase);
            var tables = query.SourceTables.Select(check.Match).ToList();
            return
            [
                new CheckResult(CheckStatus.Ok, "server", $"DuckDB {version ?? "without tables"}, opened for reading only"),
                .. tables.SelectMany(check.Check),
                check.CheckTimes(tables),
                .. check.CheckNulls(tables),
            ];
        }
    }
}
