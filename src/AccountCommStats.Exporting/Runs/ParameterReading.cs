using System.Globalization;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Determines what is the same in all rows: times, system values, and thus the parameters of the queries.</summary>
/// <param name="snapshot">The snapshot to read.</param>
/// <param name="schema">The export.</param>
/// <param name="query">Its SQL.</param>
/// <param name="subject">The organization and the source.</param>
internal sealed class ParameterReading(ISourceSnapshot snapshot, ExportSchema schema, ExportQuery query, RunSubject subject)
{
    /// <summary>How far the clocks of the caller and the source may differ.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(60);

    /// <summary>Sets the parameters, and computes those that need a query.</summary>
    /// <exception cref="ExportRequestException">The as-of time is in the future.</exception>
    /// <exception cref="SourceMismatchException">A query does not yield exactly one value.</exception>
    /// <exception cref="ViolationsException">A system value breaks its column's rules.</exception>
    public async Task<RunParameters> ReadAsync(RowRequest request, CancellationToken cancellationToken)
    {
        var extractedAt = snapshot.TakenAt;
        if (request.AsOf - extractedAt > ClockDifference && !request.AllowFuture)
        {
            throw new ExportRequestException(string.Create(
                CultureInfo.InvariantCulture,
                $"The as-of time {request.AsOf:yyyy-MM-ddTHH:mm:ssZ} is in the future: the clock of {subject.Source} says {extractedAt:yyyy-MM-ddTHH:mm:ssZ}. "
                + $"Before the as-of time has passed, the data can still change. Give one that has passed."))
            {
                Remedy = ExportRemedy.AllowFuture,
            };
        }

        var asOf = request.WholeAsOf ?? extractedAt;
        var timeFrameStart = RowRequest.WholeMicroseconds(asOf - request.TimeFrame);
        var values = new ParameterValues()
            .With("organization_id", request.OrganizationId.ToParameter(query.OrganizationKind))
            .With("as_of", asOf)
            .With("time_frame_start", timeFrameStart)
            .With("extracted_at", extractedAt);
        var systemValues = new Dictionary<string, string?>();
        foreach (var (column, statement) in query.SystemValues)
        {
            var value = await ReadSystemValueAsync(column, statement, values, cancellationToken).ConfigureAwait(false);
            values = values.With(column, value);
            systemValues.Add(column, ParameterValues.Format(value));
        }

        return new RunParameters(extractedAt, asOf, timeFrameStart, systemValues, values);
    }

    private async Task<object?> ReadSystemValueAsync(string column, SqlStatement statement, ParameterValues parameters, CancellationToken cancellationToken)
    {
        var target = schema.Columns.First(candidate => candidate.Name == column);
        var values = new List<object?>();
        var violations = new List<FieldViolation>();
        await snapshot
            .ReadFewAsync(statement, parameters, new SystemValueReading(target.Type.Kind, values, violations), cancellationToken)
            .ConfigureAwait(false);
        if (values.Count != 1)
        {
            throw new SourceMismatchException(
                $"The relation system/{column}.sql yielded {CountText.Of(values.Count, "row")} from {subject.Source} where it must yield one. "
                + "Make it an aggregate without 'group by'.");
        }

        if (values[0] is null && !target.IsNullable && violations.Count == 0)
        {
            violations.Add(new FieldViolation(0, ViolationRule.NotNull, null));
        }

        // Every row would break the same rule. The violation is therefore reported once. No row is quarantined, because none would be left.
        return violations.Count == 0
            ? values[0]
            : throw new ViolationsException(
                subject.ToString(),
                [.. violations.Select(violation =>
                    new Violation(schema.KeyName, "(every row)", target, violation.Rule, violation.Value))],
                isComplete: true);
    }
}
