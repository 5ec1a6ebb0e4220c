using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Sample.Seeding;

/// <summary>
/// A database that sample data is written into, in one transaction: unless <see cref="CommitAsync"/> has been called,
/// disposing leaves everything as it was. Members throw <see cref="SourceException"/> where the database cannot be reached or a
/// statement fails, and <see cref="SourceMismatchException"/> where its tables are not the reference tables.
/// </summary>
internal interface ISeedTarget : IAsyncDisposable
{
    /// <summary>The database as one may show it: no secrets.</summary>
    string Description { get; }

    /// <summary>Connects, and begins the transaction.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Which of these tables or views there are.</summary>
    Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken);

    /// <summary>Runs statements that create what is missing.</summary>
    Task CreateAsync(string statements, CancellationToken cancellationToken);

    /// <summary>Number of rows that a table holds of an organization.</summary>
    Task<long> CountAsync(string table, long organizationId, CancellationToken cancellationToken);

    /// <summary>Records that the organization's rows are samples.</summary>
    Task MarkAsync(long organizationId, CancellationToken cancellationToken);

    /// <summary>Deletes an organization's rows from a table.</summary>
    Task DeleteAsync(string table, long organizationId, CancellationToken cancellationToken);

    /// <summary>Writes rows into their table.</summary>
    /// <param name="rows">The rows, enumerated once.</param>
    /// <param name="loaded">Called now and then with the number of rows written so far, and at the end with all.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    Task<long> LoadAsync<TRow>(IEnumerable<TRow> rows, Action<long> loaded, CancellationToken cancellationToken)
        where TRow : struct, ISampleRow;

    /// <summary>Creates the indexes where they are missing and the database profits from them, and commits.</summary>
    Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Has the database gather what its planner needs to know, after the commit.</summary>
    Task GatherStatisticsAsync(CancellationToken cancellationToken);
}
