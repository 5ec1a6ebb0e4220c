using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>The rows of an export that a source yields, read and checked as an export does.</summary>
/// <param name="ExtractedAt">When the snapshot was taken, in UTC.</param>
/// <param name="Rows">The cells of the rows, in their order.</param>
/// <param name="Remarks">The nonzero counts of the remarks, by name.</param>
internal sealed record QueriedRows(DateTime ExtractedAt, IReadOnlyList<Dictionary<string, string?>> Rows, Dictionary<string, long> Remarks)
{
    /// <summary>Reads the rows that the export's queries yield.</summary>
    /// <param name="source">The source.</param>
    /// <param name="world">Its world, for the parameters.</param>
    /// <param name="change">Changes the queries; by default they stay as they are.</param>
    public static async Task<QueriedRows> ReadAsync(
        IExportSource source, World world, Func<SqlStatement, SqlStatement>? change = null)
    {
        change ??= statement => statement;
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1), CancellationToken.None);
        var parameters = new ParameterValues()
            .With("organization_id", world.OrganizationId)
            .With("as_of", world.AsOf)
            .With("time_frame_start", world.TimeFrameStart)
            .With("extracted_at", snapshot.TakenAt)
            .With("first_key", long.MinValue)
            .With("last_key", long.MaxValue);
        foreach (var value in AccountCommunicationStats.Query.SystemValues)
        {
            var values = new List<DateTime?>();
            await snapshot.ReadAsync(
                change(value.Statement), parameters, new SystemValueConsumer(values), CancellationToken.None);
            parameters = parameters.With(value.Column, Assert.Single(values));
        }

        var rows = new List<Dictionary<string, string?>>();
        var counts = new long[AccountCommunicationStats.Schema.Remarks.Length];
        await snapshot.ReadAsync(
            change(AccountCommunicationStats.Query.Rows), parameters, new RowConsumer(rows, counts), CancellationToken.None);
        var remarks = new RemarkCounts();
        remarks.Add(AccountCommunicationStats.Schema.Remarks, counts);
        var systemRemarks = AccountCommunicationStats.Query.SystemRemarks.Select(remark => remark with { Statement = change(remark.Statement) });
        await remarks.ReadAsync(
            snapshot, AccountCommunicationStats.Query with { SystemRemarks = [.. systemRemarks] }, parameters, CancellationToken.None);

        return new QueriedRows(snapshot.TakenAt, rows, remarks.Found.ToDictionary(found => found.Remark.Name, found => found.Count));
    }

    private readonly struct RowConsumer(List<Dictionary<string, string?>> rows, long[] counts) : IRecordConsumer
    {
        public int FieldCount => AccountCommunicationStats.Schema.FieldCount;

        public bool WantsMore => true;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
        {
            var violations = new List<FieldViolation>();
            var reader = new RowReader<TFields>(fields, violations, organization: default);
            AccountCommunicationStats.Read(ref reader, out var row);
            reader.ReadFaults(AccountCommunicationStats.Schema, counts);
            if (reader.End(out fields))
            {
                rows.Add(Cells.Of(row, violations));
            }
        }

        public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    private readonly struct SystemValueConsumer(List<DateTime?> values) : IRecordConsumer
    {
        public int FieldCount => 1;

        public bool WantsMore => true;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
        {
            var reader = new RowReader<TFields>(fields, [], organization: default);
            var value = reader.ReadTimestampOrNull(0);
            if (reader.End(out fields))
            {
                values.Add(value);
            }
        }

        public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
