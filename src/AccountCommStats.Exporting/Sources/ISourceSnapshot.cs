using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>A consistent view of a source: everything read through it is from the same instant.</summary>
internal interface ISourceSnapshot : IAsyncDisposable
{
    /// <summary>When the snapshot was taken, by the source's clock, in UTC to the microsecond.</summary>
    DateTime TakenAt { get; }

    /// <summary>How many queries can run at once. Further queries wait for their turn.</summary>
    int Connections { get; }

    /// <summary>Whether <see cref="ShareAsync"/> would open further connections.</summary>
    bool CanShare { get; }

    /// <summary>What an operator should know about the snapshot, such as fewer connections than requested.</summary>
    IReadOnlyList<string> Remarks { get; }

    /// <summary>Runs a query and passes on its records as they arrive; they are never all in memory.</summary>
    /// <typeparam name="TConsumer">The consumer of the records: a struct, so its calls are inlined into the reading loop.</typeparam>
    /// <param name="statement">The query.</param>
    /// <param name="parameters">A value for each of the query's parameters; further values are ignored.</param>
    /// <param name="consumer">Receives the records.</param>
    /// <param name="cancellationToken">Cancels the query on the server as well.</param>
    /// <exception cref="SourceException">The query failed, or the connection was lost.</exception>
    /// <exception cref="SourceMismatchException">The source lacks a table, column, type or right.</exception>
    Task ReadAsync<TConsumer>(
        SqlStatement statement, ParameterValues parameters, TConsumer consumer, CancellationToken cancellationToken)
        where TConsumer : struct, IRecordConsumer;

    /// <summary>Estimates the work of a query without running it.</summary>
    /// <param name="statement">The query.</param>
    /// <param name="parameters">A value for each of the query's parameters; further values are ignored.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A figure in the source's own unit, which is meant for comparing ranges of one query; null if the source gives no estimates.</returns>
    /// <exception cref="SourceException">The query failed, or the connection was lost.</exception>
    Task<double?> EstimateAsync(SqlStatement statement, ParameterValues parameters, CancellationToken cancellationToken);

    /// <summary>Opens the further connections that were requested (<see cref="SnapshotRequest.SharesLater"/>).</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task ShareAsync(CancellationToken cancellationToken);

    /// <summary>Finds which of the export's claims about columns and functions do not hold in the source.</summary>
    /// <param name="query">The export.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="SourceException">The query failed, or the connection was lost.</exception>
    Task<IReadOnlyList<BrokenClaim>> FindBrokenClaimsAsync(ExportQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the source what was read through this snapshot, and compares it with what the export declares to read. Called once for each export,
    /// after its last row and before anything is published; nothing can be read afterward until <see cref="ForgetReadsAsync"/>.
    /// </summary>
    /// <param name="query">The export, one of <see cref="SnapshotRequest.Queries"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="SourceException">
    /// Something that was read had been truncated, rewritten, renamed or altered after the snapshot was taken, so the rows may mix two
    /// states. The failure is transient.
    /// </exception>
    /// <exception cref="SourceMismatchException">
    /// Something was read that the export neither names nor reaches through what it names (for example, a view or a declared function);
    /// or a column or function is not what the export expects.
    /// </exception>
    Task<SnapshotEvidence> VerifyAsync(ExportQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets what was read, so the next <see cref="VerifyAsync"/> covers only what is read from now on. The instant of the snapshot stays
    /// the same. Meant for snapshots of several <see cref="SnapshotRequest.Queries"/>; call it while nothing is being read.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="SourceException">The connection was lost.</exception>
    Task ForgetReadsAsync(CancellationToken cancellationToken);
}

/// <summary>Receives the records that a query yields, in order.</summary>
internal interface IRecordConsumer
{
    /// <summary>How many fields a record must have.</summary>
    int FieldCount { get; }

    /// <summary>
    /// Whether the consumer wants further records. If not, the export is being given up: the query is canceled, and its transaction with
    /// it, so nothing else can be read on that connection.
    /// </summary>
    bool WantsMore { get; }

    /// <summary>Receives one record. Its fields are valid only during the call.</summary>
    /// <param name="fields">The fields. Read all of them, and discard them if the record turns out to be incomplete.</param>
    void Accept<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct;

    /// <summary>
    /// Called after every few records, so that the consumer can pass on what it collected, and slow down a source that is too fast.
    /// </summary>
    ValueTask DrainAsync(CancellationToken cancellationToken);
}
