using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>A consistent view of a source: everything read through it is of the same instant.</summary>
internal interface ISourceSnapshot : IAsyncDisposable
{
    /// <summary>When the snapshot was taken, by the source's clock, in UTC to the microsecond.</summary>
    DateTime TakenAt { get; }

    /// <summary>How many queries run at once; further ones wait their turn.</summary>
    int Connections { get; }

    /// <summary>Whether <see cref="ShareAsync"/> would open further connections.</summary>
    bool CanShare { get; }

    /// <summary>What an operator should know about the snapshot, such as fewer connections than asked for.</summary>
    IReadOnlyList<string> Remarks { get; }

    /// <summary>Runs a query and hands its records over as they arrive; they are never all in memory.</summary>
    /// <typeparam name="TConsumer">The consumer of the records: a struct, so that its calls are inlined into the reading loop.</typeparam>
    /// <param name="statement">The query.</param>
    /// <param name="parameters">A value for each of the query's parameters; others are ignored.</param>
    /// <param name="consumer">Takes the records.</param>
    /// <param name="cancellationToken">Cancels the query on the server as well.</param>
    /// <exception cref="SourceException">The query failed, or the connection was lost.</exception>
    /// <exception cref="SourceMismatchException">The source lacks a table, column, type or right.</exception>
    Task ReadAsync<TConsumer>(
        SqlStatement statement, ParameterValues parameters, TConsumer consumer, CancellationToken cancellationToken)
        where TConsumer : struct, IRecordConsumer;

    /// <summary>How much work the source expects a query to be. It is not run.</summary>
    /// <param name="statement">The query.</param>
    /// <param name="parameters">A value for each of the query's parameters; others are ignored.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>A figure in the source's own unit, to compare ranges of one query by; null where the source has none.</returns>
    /// <exception cref="SourceException">The query failed, or the connection was lost.</exception>
    Task<double?> EstimateAsync(SqlStatement statement, ParameterValues parameters, CancellationToken cancellationToken);

    /// <summary>Opens the further connections that the snapshot was asked for (<see cref="SnapshotRequest.SharesLater"/>).</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    Task ShareAsync(CancellationToken cancellationToken);

    /// <summary>Finds claims about columns and functions that the export relies on and that do not hold in the source.</summary>
    /// <param name="query">The export.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="SourceException">The query failed, or the connection was lost.</exception>
    Task<IReadOnlyList<BrokenClaim>> FindBrokenClaimsAsync(ExportQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the source what was read through this snapshot, and compares it with what the export declares that it reads. Called once for each export,
    /// after its last row and before anything is published; nothing can be read afterward before <see cref="ForgetReadsAsync"/>.
    /// </summary>
    /// <param name="query">The export, one of <see cref="SnapshotRequest.Queries"/>.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="SourceException">
    /// Something that was read had been reloaded, renamed or changed since the snapshot: what was read may mix two states. The failure is transient.
    /// </exception>
    /// <exception cref="SourceMismatchException">
    /// Something was read that the export does not name or lead to; or a column or function is not what the export takes it for.
    /// </exception>
    Task<SnapshotEvidence> VerifyAsync(ExportQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets what was read, so that the next <see cref="VerifyAsync"/> is about what is read from now on, of the same instant. For snapshots of several
    /// <see cref="SnapshotRequest.Queries"/>, while nothing is read.
    /// </summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="SourceException">The connection was lost.</exception>
    Task ForgetReadsAsync(CancellationToken cancellationToken);
}

/// <summary>Takes the records that a query yields, in order.</summary>
internal interface IRecordConsumer
{
    /// <summary>How many fields a record must have.</summary>
    int FieldCount { get; }

    /// <summary>
    /// Whether further records are wanted. Where not, the query is canceled and its transaction with it: the way out of an
    /// export that is given up, and nothing else can be read on that connection.
    /// </summary>
    bool WantsMore { get; }

    /// <summary>Takes one record. The fields are valid during the call only.</summary>
    /// <param name="fields">The fields. All must be read; if the record then turns out to be incomplete, nothing of it may be kept.</param>
    void Accept<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct;

    /// <summary>
    /// Called every few records, to pass on what was collected and to slow down a source that is too fast.
    /// </summary>
    ValueTask DrainAsync(CancellationToken cancellationToken);
}
