using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting;

/// <summary>Checks whether a source fits an export, without reading any of its data.</summary>
/// <param name="schema">The export.</param>
/// <param name="query">Its SQL.</param>
/// <param name="indexes">The indexes that the relations are written for.</param>
public sealed class SourceChecker(ExportSchema schema, ExportQuery query, IReadOnlyList<RecommendedIndex> indexes)
{
    /// <summary>Checks a source.</summary>
    /// <param name="connection">A PostgreSQL URI, an Npgsql connection string, or the path of a DuckDB file.</param>
    /// <param name="settings">What the sessions of an export are set to; null for the usual.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    /// <exception cref="SourceMismatchException">The source has no such settings.</exception>
    public async Task<SourceReport> CheckAsync(
        string connection, SessionSettings? settings = null, CancellationToken cancellationToken = default)
    {
        var source = ExportSource.Open(connection, limits: null, settings);
        await using (source.ConfigureAwait(false))
        {
            return new SourceReport(source.Description, await source.CheckAsync(schema, query, indexes, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>The tables with row level security that the exporting role itself reads: to read all their rows it must bypass it.</summary>
    /// <param name="connection">A PostgreSQL URI or an Npgsql connection string; for other sources there are none.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    public async Task<IReadOnlyList<string>> ReadSecuredTablesAsync(string connection, CancellationToken cancellationToken = default)
    {
        var source = ExportSource.Open(connection);
        await using (source.ConfigureAwait(false))
        {
            return await source.FindSecuredTablesAsync(query, cancellationToken).ConfigureAwait(false);
        }
    }
}
