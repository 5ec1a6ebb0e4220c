using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Checks that keys keep rising from one key range to the next. Rows within a range have already been compared, as they arrived.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <param name="subject">The organization and the source.</param>
internal sealed class KeyContinuity<TRow>(RunSubject subject)
    where TRow : struct, IExportRow<TRow>
{
    private TRow? _highest;

    /// <summary>Checks that the keys of a range are higher than those of the previous ranges.</summary>
    /// <param name="range">The range.</param>
    /// <param name="lowest">Its row with the lowest key; null if no row has a key.</param>
    /// <param name="highest">Its row with the highest key; null if no row has a key.</param>
    /// <exception cref="SourceMismatchException">
    /// The keys of the range overlap those of a previous range. The cause is a relation and not the data, so this is not reported as a
    /// violation of a row.
    /// </exception>
    public void Check(KeyRange range, TRow? lowest, TRow? highest)
    {
        if (_highest is { } before && lowest is { } first && TRow.CompareKeys(in first, in before) <= 0)
        {
            throw new SourceMismatchException(
                $"The rows of {subject} overlap: {TRow.Schema.KeyName} {TRow.FormatKey(in first)} was read twice or out of order while the keys "
                + $"from {range.First} to {range.Last} were read. The relation that decides the rows of the export must yield "
                + "only keys between @first_key and @last_key.")
            {
                Remedy = ExportRemedy.ReadOnOneConnection,
            };
        }

        _highest = highest ?? _highest;
    }
}
