using System.Collections.Immutable;
using System.Diagnostics;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Sample.Seeding;

/// <summary>Writes a sample organization into PostgreSQL or DuckDB: all of it, or nothing.</summary>
public static class SampleSeeder
{
    /// <summary>
    /// Creates missing reference tables and indexes, and writes the organization. Rows of other organizations do not change. A
    /// database that has such tables but was never seeded is refused, unless <paramref name="tablesAreSamples"/> is true.
    /// </summary>
    /// <param name="target">A PostgreSQL URI, an Npgsql connection string, or the path of a DuckDB file.</param>
    /// <param name="options">What to write.</param>
    /// <param name="replace">Whether to delete rows that an earlier seed wrote for the organization; otherwise they are an error.</param>
    /// <param name="tablesAreSamples">Whether the caller guarantees that the tables of a database without a seed's marker hold only samples.</param>
    /// <param name="progress">Receives the progress.</param>
    /// <param name="cancellationToken">Stops the seed. The database then does not change.</param>
    /// <exception cref="ArgumentException">A value of the options is out of range.</exception>
    /// <exception cref="SourceException">The target is malformed, or the database cannot be written.</exception>
    /// <exception cref="SourceMismatchException">The tables are not from a seed, or have rows of the organization.</exception>
    /// <exception cref="OperationCanceledException">The seed was canceled.</exception>
    public static async Task<SeedResult> SeedAsync(
        string target,
        SampleOptions options,
        bool replace = false,
        bool tablesAreSamples = false,
        IProgress<SeedProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var organization = SampleOrganization.Create(options);
        var watch = Stopwatch.StartNew();
        await using var database = SeedTarget.At(target);

        progress?.Report(new SeedProgress(SeedPhase.PreparingTables));
        await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await PrepareTablesAsync(database, tablesAreSamples, cancellationToken).ConfigureAwait(false);
        var present = await PresentRowsAsync(database, options, cancellationToken).ConfigureAwait(false);
        if (present.Length > 0)
        {
            var isSample = await database.CountAsync(SeedMarker.Table, options.OrganizationId, cancellationToken).ConfigureAwait(false) > 0;
            CheckReplaceable(database, options, present, isSample, replace);
        }

        foreach (var (table, _) in present)
        {
            progress?.Report(new SeedProgress(SeedPhase.DeletingRows, table));
            await database.DeleteAsync(table, options.OrganizationId, cancellationToken).ConfigureAwait(false);
        }

        await database.MarkAsync(options.OrganizationId, cancellationToken).ConfigureAwait(false);
        var tables = await LoadAsync(database, organization, progress, cancellationToken).ConfigureAwait(false);

        progress?.Report(new SeedProgress(SeedPhase.BuildingIndexes));
        await database.CommitAsync(cancellationToken).ConfigureAwait(false);
        progress?.Report(new SeedProgress(SeedPhase.GatheringStatistics));
        await database.GatherStatisticsAsync(cancellationToken).ConfigureAwait(false);
        return new SeedResult(database.Description, options, tables, present.Sum(p => p.Rows), watch.Elapsed);
    }

    private static async Task PrepareTablesAsync(ISeedTarget database, bool tablesAreSamples, CancellationToken cancellationToken)
    {
        var tables = ReferenceSchema.Tables.Add(SeedMarker.Table);
        var found = await database.FindAsync(tables, cancellationToken).ConfigureAwait(false);
        if (found.Count > 0 && !found.Contains(SeedMarker.Table) && !tablesAreSamples)
        {
            throw new SourceMismatchException(
                $"{database.Description} has tables that 'acstats seed' did not create: {string.Join(", ", found)}. Nothing was changed. Sample data goes into "
                    + "a database that has none of the tables of spec/source/reference/schema.sql, or one seeded before. If those tables hold nothing but "
                    + "samples, say so with --tables-are-samples.");
        }

        if (found.Count < tables.Length)
        {
            await database.CreateAsync(ReferenceSchema.CreateTables + SeedMarker.Create, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void CheckReplaceable(
        ISeedTarget database, SampleOptions options, ImmutableArray<SeededTable> present, bool isSample, bool replace)
    {
        var rows = $"Organization {options.OrganizationId} already has rows in {database.Description}: "
            + $"{string.Join(", ", present.Select(p => $"{p.Table} ({p.Rows})"))}. Nothing was changed.";
        if (!isSample)
        {
            throw new SourceMismatchException(
                $"{rows} 'acstats seed' did not write them ({SeedMarker.Table} does not list the organization) and does not replace them. Choose another --organization.");
        }

        if (!replace)
        {
            throw new SourceMismatchException(
                $"{rows} Add --replace to delete all rows of this organization and seed it anew, or choose another --organization.");
        }
    }

    private static async Task<ImmutableArray<SeededTable>> PresentRowsAsync(
        ISeedTarget database, SampleOptions options, CancellationToken cancellationToken)
    {
        var present = ImmutableArray.CreateBuilder<SeededTable>();
        foreach (var table in ReferenceSchema.Tables)
        {
            var rows = await database.CountAsync(table, options.OrganizationId, cancellationToken).ConfigureAwait(false);
            if (rows > 0)
            {
                present.Add(new SeededTable(table, rows));
            }
        }

        return present.ToImmutable();
    }

    private static async Task<ImmutableArray<SeededTable>> LoadAsync(
        ISeedTarget database,
        SampleOrganization organization,
        IProgress<SeedProgress>? progress,
        CancellationToken cancellationToken)
    {
        var tables = ImmutableArray.CreateBuilder<SeededTable>();
        await LoadTableAsync(organization.Customers()).ConfigureAwait(false);
        await LoadTableAsync(organization.Users()).ConfigureAwait(false);
        await LoadTableAsync(organization.UserApiTokens()).ConfigureAwait(false);
        await LoadTableAsync(organization.Emails()).ConfigureAwait(false);
        await LoadTableAsync(organization.CalendarEvents()).ConfigureAwait(false);
        await LoadTableAsync(organization.CalendarEventAttendees()).ConfigureAwait(false);
        await LoadTableAsync(organization.ChatMessages()).ConfigureAwait(false);
        await LoadTableAsync(organization.Tickets()).ConfigureAwait(false);
        await LoadTableAsync(organization.TicketComments()).ConfigureAwait(false);
        return tables.ToImmutable();

        async Task LoadTableAsync<TRow>(IEnumerable<TRow> rows)
            where TRow : struct, ISampleRow
        {
            var count = await database.LoadAsync(
                rows,
                loaded => progress?.Report(new SeedProgress(SeedPhase.LoadingRows, TRow.Table, loaded)),
                cancellationToken).ConfigureAwait(false);
            tables.Add(new SeededTable(TRow.Table, count));
        }
    }
}
