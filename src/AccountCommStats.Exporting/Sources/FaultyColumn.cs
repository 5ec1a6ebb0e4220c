using System.Data.Common;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>
/// Finds which column of a query the source cannot compute. The database says what is wrong with the value, but not where it is. After a
/// failure, this class searches in halves: each query computes half of the columns of the previous one.
/// </summary>
/// <param name="columns">The names of the query's columns.</param>
/// <param name="fails">Whether the query fails in the same way when it computes only the given SQL expressions over <c>rows</c>.</param>
internal sealed class FaultyColumn(IReadOnlyList<string> columns, Func<string, Task<bool>> fails)
{
    /// <summary>Adds the column to an error, if it is found.</summary>
    /// <param name="error">The error.</param>
    /// <param name="findAsync">Finds the column.</param>
    public static async Task<SourceDataException> LocateAsync(SourceDataException error, Func<Task<string?>> findAsync)
    {
        try
        {
            return await findAsync().ConfigureAwait(false) is { } column
                ? new SourceDataException(
                    $"{error.Message} The column {column} is computed from this value; nothing was published. Correct the data, or the "
                    + "relation that supplies the column.",
                    error.InnerException)
                : error;
        }
        catch (Exception exception) when (exception is ExportException or DbException)
        {
            return error; // The first failure is reported.
        }
    }

    /// <summary>Finds the column; null if no single column is at fault.</summary>
    public async Task<string?> FindAsync()
    {
        // If the query fails even when it selects no column, the search cannot find the faulty one. This happens on DuckDB, which computes
        // all columns of a materialized relation, even for a query that uses none of them.
        if (await fails("1").ConfigureAwait(false))
        {
            return null;
        }

        var (first, count) = (0, columns.Count);
        while (count > 1)
        {
            var half = count / 2;
            (first, count) = await FailAsync(first, half).ConfigureAwait(false) ? (first, half) : (first + half, count - half);
        }

        return await FailAsync(first, count).ConfigureAwait(false) ? columns[first] : null;
    }

    private Task<bool> FailAsync(int first, int count)
        => fails(string.Join(", ", columns.Skip(first).Take(count).Select(column => $"rows.{IdentifierText.Quote(column)}")));
}
