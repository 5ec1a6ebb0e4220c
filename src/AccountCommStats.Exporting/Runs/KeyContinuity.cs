using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Checks that the keys go on rising from one key range to the next. Within a range its rows were compared as they came.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="subject">Whose rows they are.</param>
internal sealed class KeyContinuity<TRow>(RunSubject subject)
    where TRow : struct, IExportRow<TRow>
{
    private TRow? _greatest;

    /// <summary>Compares a range with those before it.</summary>
    /// <param name="range">The range.</param>
    /// <param name="least">Its row with the lowest key; null where no row has a key.</param>
    /// <param name="greatest">Its row with the highest key; null where no row has a key.</param>
    /// <exception cref="SourceMismatchException">
    /// It has keys of a range before. A key that is read in two ranges is the fault of a relation and not of the data, so no row is to blame.
    /// </exception>
    public void Check(KeyRange range, TRow? least, TRow? greatest)
    {
        if (_greatest is { } before && least is { } first && TRow.CompareKeys(in first, in before) <= 0)
        {
            throw new SourceMismatchException(
                $"The rows of {subject} overlap: {TRow.Schema.KeyName} {TRow.FormatKey(in first)} was read twice or out of order while the keys "
                + $"from {range.First} to {range.Last} were read. The relation that decides which rows there are must yield "
                + "only keys between @first_key and @last_key.")
            {
                Remedy = ExportRemedy.ReadOnOneConnection,
            };
        }

        _greatest = greatest ?? _greatest;
    }
}
