using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Export;

/// <summary>The organizations that a source has rows for.</summary>
public static class Organizations
{
    private const string Column = "organization_id";

    /// <summary>Reads the organizations of the table that the key comes from, ascending.</summary>
    /// <typeparam name="TRow">The row of the export.</typeparam>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The organizations as the source has them. An export of one that no file can be named after fails.</returns>
    /// <exception cref="SourceException">The source cannot be reached, or the query failed.</exception>
    /// <exception cref="SourceMismatchException">The source lacks the table or its column, or the export does not tell which they are.</exception>
    public static async Task<IReadOnlyList<OrganizationId>> ReadAsync<TRow>(IExportSource source, CancellationToken cancellationToken)
        where TRow : struct, IExportRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(source);
        var type = new SqlType(TRow.Query.OrganizationKind == SqlKind.Bigint ? SqlKind.Bigint : SqlKind.Text);
        var listed = TRow.Query.Organizations ?? throw new SourceMismatchException(
            $"The organizations cannot be listed: the key {TRow.Schema.KeyName} of {TRow.Schema.Name} comes from no source table with a condition "
            + "on the organization.")
            {
                Remedy = ExportRemedy.NameOrganizations,
            };
        var statement = listed.Within(
            $"select cast({Column} as {type}) as {Column} from (\n",
            $"\n) as organizations({Column}) where {Column} is not null order by organizations.{Column}");
        var organizations = new List<OrganizationId>();
        var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1) { Query = TRow.Query }, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            await snapshot
                .ReadAsync(statement, new ParameterValues(), new Reading(type.Kind, organizations), cancellationToken)
                .ConfigureAwait(false);
            await snapshot.VerifyAsync(TRow.Query, cancellationToken).ConfigureAwait(false);
        }

        return organizations;
    }

    /// <summary>Whether the table that the key comes from has rows of the organization of an export.</summary>
    /// <param name="snapshot">What is exported.</param>
    /// <param name="query">The export's query. Where it does not tell the organizations, none is known to have rows.</param>
    /// <param name="parameters">The parameters of the export's queries.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    internal static async Task<bool> HasRowsAsync(
        ISourceSnapshot snapshot, ExportQuery query, ParameterValues parameters, CancellationToken cancellationToken)
    {
        if (query.Organizations is not { } organizations)
        {
            return false;
        }

        var statement = new SqlStatement(
        [
            new SqlPart("select cast(1 as bigint) as found from (\n"),
            .. organizations.Parts,
            new SqlPart($"\n) as organizations({Column}) where cast({Column} as {new SqlType(query.OrganizationKind)}) = "),
            new SqlPart("", new StatementParameter(Column, query.OrganizationKind)),
        ]);
        var found = new List<object?>();
        await snapshot
            .ReadAsync(statement, parameters, new SystemValueReading(SqlKind.Bigint, found, []), cancellationToken)
            .ConfigureAwait(false);
        return found.Count > 0;
    }

    private readonly struct Reading(SqlKind kind, List<OrganizationId> organizations) : IRecordConsumer
    {
        public int FieldCount => 1;

        public bool WantsMore => true;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
        {
            OrganizationId? organization = kind == SqlKind.Bigint
                ? fields.TryReadInt64(out var number) ? number : null
                : fields.TryReadString(out var text) ? OrganizationId.FromSource(text) : null;
            if (organization is { } read && fields.IsWhole)
            {
                organizations.Add(read);
            }
        }

        public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
