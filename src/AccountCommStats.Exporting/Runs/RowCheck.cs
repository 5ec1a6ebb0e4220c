using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Reads the rows of one key range. Checks each row by itself, and its key against the previous keys.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <param name="organizationId">The organization that every row must have.</param>
internal sealed class RowCheck<TRow>(OrganizationId organizationId)
    where TRow : struct, IExportRow<TRow>
{
    private readonly List<FieldViolation> _violations = [];
    private readonly long[] _remarkCounts = new long[TRow.Schema.Remarks.Length];

    // The row with the highest key so far, and room for the next row. The two swap places, because copying a row is expensive.
    private readonly TRow[] _rows = new TRow[2];
    private int _greatest = -1;
    private int _latest;
    private bool _hasKey;
    private TRow _first;

    /// <summary>The violations of the latest row.</summary>
    public IReadOnlyList<FieldViolation> Violations => _violations;

    /// <summary>The latest row; fields that broke a rule have their default value.</summary>
    public ref readonly TRow Row => ref _rows[_latest];

    /// <summary>The key of the latest row as text; null if the row has none.</summary>
    public string? Key => _hasKey ? TRow.FormatKey(in _rows[_latest]) : null;

    /// <summary>The number of the source's rows that each remark counts.</summary>
    public ReadOnlySpan<long> RemarkCounts => _remarkCounts;

    /// <summary>The row with the lowest key, if any row has a key.</summary>
    public TRow? First => _greatest >= 0 ? _first : null;

    /// <summary>The row with the highest key, if any row has a key.</summary>
    public TRow? Greatest => _greatest >= 0 ? _rows[_greatest] : null;

    /// <summary>Reads one record.</summary>
    /// <returns>Whether the record is complete; an incomplete one is discarded.</returns>
    public bool Read<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct
    {
        _violations.Clear();
        var reader = new RowReader<TFields>(fields, _violations, organizationId);
        _latest = _greatest == 0 ? 1 : 0;
        ref var row = ref _rows[_latest];
        TRow.Read(ref reader, out row);
        reader.ReadFaults(TRow.Schema, _remarkCounts);
        if (!reader.End(out fields))
        {
            return false;
        }

        _hasKey = _violations.Count == 0 || !BreaksKey();
        if (_hasKey)
        {
            CheckKey();
        }

        return true;
    }

    private bool BreaksKey() => _violations.Exists(violation => TRow.Schema.Key.Contains(violation.Ordinal));

    /// <summary>Checks that keys rise strictly. This finds duplicates and disorder without remembering all keys.</summary>
    private void CheckKey()
    {
        ref readonly var row = ref _rows[_latest];
        var comparison = _greatest >= 0 ? TRow.CompareKeys(in row, in _rows[_greatest]) : 1;
        if (comparison > 0)
        {
            if (_greatest < 0)
            {
                _first = row;
            }

            _greatest = _latest;
            return;
        }

        var rule = comparison == 0 ? ViolationRule.KeyUnique : ViolationRule.KeyOrder;
        _violations.Add(new FieldViolation(TRow.Schema.Key[0], rule, TRow.FormatKey(in row)));
    }
}
