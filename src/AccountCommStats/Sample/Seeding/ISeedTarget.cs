using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Sample.Seeding;

/// <summary>
/// A database that sample data is written into, in one transaction: disposing without a call of <see cref="CommitAsync"/>
/// undoes everything. Members throw <see cref="SourceException"/> if the database cannot be reached or a statement fails, and
/// <see cref="SourceMismatchException"/> if its tables are not the reference tables.
/// </summary>
internal interface ISeedTarget : IAsyncDisposable
{
    /// <summary>The database, without secrets.</summary>
    string Description { get; }

    /// <summary>Connects, and begins the transaction.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Which of these tables or views exist.</summary>
    Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken);

    /// <summary>Runs statements that create what is missing.</summary>
    Task CreateAsync(string statements, CancellationToken cancellationToken);

    /// <summary>Number of an organization's rows in a table.</summary>
    Task<long> CountAsync(string table, long organizationId, CancellationToken cancellationToken);

    /// <summary>Records that the organization's rows are samples.</summary>
    Task MarkAsync(long organizationId, CancellationToken cancellationToken);

    /// <summary>Deletes an organization's rows from a table.</summary>
    Task DeleteAsync(string table, long organizationId, CancellationToken cancellationToken);

    /// <summary>Writes rows into their table.</summary>
    /// <param name="rows">The rows, enumerated once.</param>
    /// <param name="loaded">Called from time to time with the number of rows written so far, and at the end.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    Task<long> LoadAsync<TRow>(IEnumerable<TRow> rows, Action<long> loaded, CancellationToken cancellationToken)
        where TRow : struct, ISampleRow;

    /// <summary>Creates missing indexes, if the database benefits from them, and commits.</summary>
    Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Updates the statistics of the database's planner, after the commit.</summary>
    Task GatherStatisticsAsync(CancellationToken cancellationToken);
}
