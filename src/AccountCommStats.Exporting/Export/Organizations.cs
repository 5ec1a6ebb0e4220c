namespace AccountCommStats.Exporting;

/// <summary>The organisations that a source has rows for.</summary>
public static class Organizations
{
    private const string Column = "organization_id";

    /// <summary>Reads the organisations of the table that the key comes from, ascending.</summary>
    /// <typeparam name="TRow">The row of the export.</typeparam>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="SourceException">The source cannot be reached, or the query failed.</exception>
    /// <exception cref="SourceMismatchException">The table or its column <c>organization_id</c> is missing.</exception>
    public static async Task<IReadOnlyList<long>> ReadAsync<TRow>(IExportSource source, CancellationToken cancellationToken)
        where TRow : struct, IExportRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(source);
        var statement = new SqlStatement([new SqlPart(
            $"select distinct cast({Column} as bigint) as {Column} from {TableOf(TRow.Schema, TRow.Query)} where {Column} is not null order by {Column}")]);
        var organizations = new List<long>();
        var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1) { Query = TRow.Query }, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            await snapshot.ReadAsync(statement, new ParameterValues(), new Reading(organizations), cancellationToken).ConfigureAwait(false);
            await snapshot.VerifyAsync(TRow.Query, cancellationToken).ConfigureAwait(false);
        }

        return organizations;
    }

    /// <summary>The key's table, as the relations write it: <c>customer</c> or <c>crm.customer</c> where the key's source is <c>customer.id</c>.</summary>
    private static string TableOf(ExportSchema schema, ExportQuery query)
    {
        var keySource = schema.Columns[schema.Key[0]].Source;
        var table = keySource[..Math.Max(0, keySource.LastIndexOf('.'))];
        return query.SourceTables
            .FirstOrDefault(candidate => candidate.Columns.Contains(Column)
                && (candidate.Name == table || candidate.Name.EndsWith("." + table, StringComparison.Ordinal)))
            ?.Name
            ?? throw new SourceMismatchException(
                $"The organisations cannot be listed: the source '{keySource}' of the key {schema.KeyName} names no table with a column "
                + $"{Column}. Name the organisations with --organization.");
    }

    private readonly struct Reading(List<long> organizations) : IRecordConsumer
    {
        public int FieldCount => 1;

        public bool WantsMore => true;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
        {
            if (fields.TryReadInt64(out var organization) && fields.IsWhole)
            {
                organizations.Add(organization);
            }
        }

        public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
