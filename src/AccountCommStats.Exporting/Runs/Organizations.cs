using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>The organizations that a source has rows for.</summary>
internal static class Organizations
{
    private const string Column = "organization_id";

    /// <summary>Reads the organizations, ascending, from the table that supplies the key.</summary>
    /// <exception cref="SourceException">The source cannot be reached, or the query failed.</exception>
    /// <exception cref="SourceMismatchException">
    /// The source lacks the table or its column, or the export does not name a table that lists organizations.
    /// </exception>
    public static async Task<IReadOnlyList<OrganizationId>> ReadAsync(
        IExportSource source, ExportSchema schema, ExportQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var type = new SqlType(query.OrganizationKind == SqlKind.Bigint ? SqlKind.Bigint : SqlKind.Text);
        var listed = query.Organizations ?? throw new SourceMismatchException(
            $"The organizations cannot be listed: the key {schema.KeyName} of {schema.Name} does not come from a source table that has a condition "
            + "on the organization.")
            {
                Remedy = ExportRemedy.NameOrganizations,
            };
        var statement = listed.Within(
            $"select cast({Column} as {type}) as {Column} from (\n",
            $"\n) as organizations({Column}) where {Column} is not null order by organizations.{Column}");
        var organizations = new List<OrganizationId>();
        var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1) { Queries = [query] }, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            await snapshot
                .ReadFewAsync(statement, new ParameterValues(), new Reading(type.Kind, organizations), cancellationToken)
                .ConfigureAwait(false);
            await snapshot.VerifyAsync(query, cancellationToken).ConfigureAwait(false);
        }

        return organizations;
    }

    /// <summary>Called for an export without rows. Throws unless the table that supplies the key has rows of the organization.</summary>
    /// <param name="snapshot">The snapshot to read.</param>
    /// <param name="query">The export's query. If it cannot list organizations, the organization counts as unknown.</param>
    /// <param name="parameters">The parameters of the export's queries.</param>
    /// <param name="subject">The organization, and the source in words.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="EmptyOrganizationException">The source has no rows of the organization.</exception>
    public static async Task ThrowIfUnknownAsync(
        ISourceSnapshot snapshot, ExportQuery query, ParameterValues parameters, RunSubject subject, CancellationToken cancellationToken)
    {
        if (!await HasRowsAsync(snapshot, query, parameters, cancellationToken).ConfigureAwait(false))
        {
            throw Unknown(subject);
        }
    }

    /// <summary>The error for an organization without rows in the source.</summary>
    public static EmptyOrganizationException Unknown(RunSubject subject)
        => new($"Organization {subject.OrganizationId} has no rows in {subject.Source}; nothing was published. Check that source and organization are the right ones.")
        {
            Remedy = ExportRemedy.AllowEmpty,
        };

    private static async Task<bool> HasRowsAsync(
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
            .ReadFewAsync(statement, parameters, new SystemValueReading(SqlKind.Bigint, found, []), cancellationToken)
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
