using AccountCommStats.Exporting;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>The rows of an export as a source yields them, read and checked as an export does it.</summary>
/// <param name="ExtractedAt">When the snapshot was taken, in UTC.</param>
/// <param name="Rows">The rows, in their order.</param>
internal sealed record QueriedRows(DateTime ExtractedAt, IReadOnlyList<AccountCommunicationStats> Rows)
{
    /// <summary>Reads the rows that a query yields.</summary>
    /// <param name="source">The source.</param>
    /// <param name="world">What it holds, for the parameters.</param>
    /// <param name="query">The query; by default the export's.</param>
    public static async Task<QueriedRows> ReadAsync(IExportSource source, World world, SqlStatement? query = null)
    {
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
            await snapshot.ReadAsync(value.Statement, parameters, new SystemValueConsumer(values), CancellationToken.None);
            parameters = parameters.With(value.Column, Assert.Single(values));
        }

        var rows = new List<AccountCommunicationStats>();
        await snapshot.ReadAsync(
            query ?? AccountCommunicationStats.Query.Rows, parameters, new RowConsumer(rows), CancellationToken.None);
        return new QueriedRows(snapshot.TakenAt, rows);
    }

    private readonly struct RowConsumer(List<AccountCommunicationStats> rows) : IRecordConsumer
    {
        public int FieldCount => AccountCommunicationStats.Schema.FieldCount;

        public bool WantsMore => true;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
        {
            var violations = new List<FieldViolation>();
            var reader = new RowReader<TFields>(fields, violations, organization: default);
            AccountCommunicationStats.Read(ref reader, out var row);
            reader.ReadFaults(AccountCommunicationStats.Schema, new long[AccountCommunicationStats.Schema.Remarks.Length]);
            if (reader.End(out fields))
            {
                Assert.Empty(violations);
                rows.Add(row);
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
