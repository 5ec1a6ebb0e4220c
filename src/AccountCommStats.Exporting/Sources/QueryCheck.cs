using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources.PostgreSql;
using Npgsql;

namespace AccountCommStats.Exporting.Sources;

/// <summary>
/// Lets the source plan the export's queries without running them: where a column has another type than the source
/// tables expect, planning fails.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="schema">The export.</param>
/// <param name="query">Its SQL.</param>
internal sealed class QueryCheck(IExportSource source, ExportSchema schema, ExportQuery query)
{
    private const string Opening = "copy (\n";

    /// <summary>Plans each query, each in a transaction of its own, for a failure ends it.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>
        {
            await PlanAsync("query of the rows", query.Rows, schema.FieldCount, cancellationToken).ConfigureAwait(false),
        };
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

    private async Task<CheckResult> PlanAsync(string subject, SqlStatement statement, int fieldCount, CancellationToken cancellationToken)
    {
        // What is false for every row need not be computed for any.
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
                await snapshot.ReadAsync(planned, parameters, new TextRecords(fieldCount, []), cancellationToken).ConfigureAwait(false);
            }

            return new CheckResult(CheckStatus.Ok, subject, "planned: the types of the columns fit");
        }
        catch (ExportException exception) when (exception is SourceMismatchException || exception.InnerException is PostgresException { IsTransient: false })
        {
            var finding = exception.InnerException is PostgresException server
                ? QueryPlace.Of(Opening + SqlLiterals.Substitute(planned, parameters), server.Position - 1) + server.MessageText
                : exception.Message;
            return new CheckResult(
                CheckStatus.Missing, subject, finding, "Bring the column's type into line, or edit the source table that reads it, to match your schema.");
        }
    }

    private static object? SampleOf(SqlKind kind) => kind switch
    {
        SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint => 0L,
        SqlKind.Timestamp or SqlKind.TimestampTz => DateTime.UnixEpoch,
        _ => null,
    };
}
