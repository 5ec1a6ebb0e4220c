using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>
/// Checks the claims and the queries of an export once all tables have been found. The source plans the queries without running them.
/// Planning fails if a column has another type than the source tables expect.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="schema">The export.</param>
/// <param name="query">Its SQL.</param>
/// <param name="findingOf">The finding for an error in planning a query; null for other errors, such as a lost connection.</param>
internal sealed class QueryCheck(
    IExportSource source, ExportSchema schema, ExportQuery query, Func<ExportException, SqlStatement, ParameterValues, string?> findingOf)
{
    /// <summary>Checks the claims, then plans the queries. Each query has a transaction of its own, because a failure ends the transaction.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        List<CheckResult> results =
        [
            .. await CheckClaimsAsync(cancellationToken).ConfigureAwait(false),
            await PlanAsync("query of the rows", query.Rows, schema.FieldCount, cancellationToken).ConfigureAwait(false),
        ];
        foreach (var (column, statement) in query.SystemValues)
        {
            results.Add(await PlanAsync($"query of {column}", statement, 1, cancellationToken).ConfigureAwait(false));
        }

        foreach (var (remarks, statement) in query.SystemRemarks)
        {
            results.Add(await PlanAsync("query of remarks", statement, remarks.Length, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private async Task<IEnumerable<CheckResult>> CheckClaimsAsync(CancellationToken cancellationToken)
    {
        var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1), cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            return (await snapshot.FindBrokenClaimsAsync(query, cancellationToken).ConfigureAwait(false))
                .Select(claim => new CheckResult(CheckStatus.Missing, claim.Subject, claim.Finding, claim.Remedy));
        }
    }

    private async Task<CheckResult> PlanAsync(string subject, SqlStatement statement, int fieldCount, CancellationToken cancellationToken)
    {
        // With a condition that is always false, no row is computed.
        var planned = statement.Within("select * from (\n", "\n) as planned where false");
        var parameters = statement.Parameters.Aggregate(
            new ParameterValues(), (values, parameter) => values.With(parameter.Name, SampleOf(parameter.Kind)));
        try
        {
            var organization = query.OrganizationKind == SqlKind.Uuid ? Guid.Empty.ToString() : "0";
            var snapshot = await source
                .OpenSnapshotAsync(new SnapshotRequest(Connections: 1) { Organization = organization }, cancellationToken)
                .ConfigureAwait(false);
            await using (snapshot.ConfigureAwait(false))
            {
                await snapshot.ReadFewAsync(planned, parameters, new TextRecords(fieldCount, []), cancellationToken).ConfigureAwait(false);
            }

            return new CheckResult(CheckStatus.Ok, subject, "planned; the types of the columns match");
        }
        catch (ExportException exception) when (findingOf(exception, planned, parameters) is { } finding)
        {
            return new CheckResult(
                CheckStatus.Missing, subject, finding, "Change the type of the database column, or edit the source table that reads it so that it matches your schema.");
        }
    }

    private static object? SampleOf(SqlKind kind) => kind switch
    {
        SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint => 0L,
        SqlKind.Timestamp or SqlKind.TimestampTz => DateTime.UnixEpoch,
        _ => null,
    };
}
