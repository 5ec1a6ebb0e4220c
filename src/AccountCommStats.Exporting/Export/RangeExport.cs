using AccountCommStats.Exporting.Csv;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Export;

/// <summary>Checks the rows of one key range and formats them.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="range">The range.</param>
/// <param name="request">What to do with violations.</param>
/// <param name="readAhead">Told what waits to be written.</param>
internal sealed class RangeExport<TRow>(KeyRange range, ExportRequest request, ReadAhead readAhead)
    where TRow : struct, IExportRow<TRow>
{
    private readonly List<FieldViolation> _fieldViolations = [];
    private readonly List<Violation> _violations = [];
    private readonly long[] _nullCounts = new long[TRow.Schema.Columns.Length];
    private readonly long[] _violationCounts = new long[TRow.Schema.RuleNames.Length];
    private readonly long[] _remarkCounts = new long[TRow.Schema.Remarks.Length];

    // The row with the greatest key so far, and room for the next row: they change places, for a row is large to copy.
    private readonly TRow[] _rows = new TRow[2];
    private int _greatest = -1;
    private TRow _first;

    /// <summary>The range.</summary>
    public KeyRange Range => range;

    /// <summary>The formatted rows.</summary>
    public ChunkQueue Output { get; } = new(readAhead);

    /// <summary>Per column, how many exported rows have NULL.</summary>
    public ReadOnlySpan<long> NullCounts => _nullCounts;

    /// <summary>Per rule, how often it was broken.</summary>
    public ReadOnlySpan<long> ViolationCounts => _violationCounts;

    /// <summary>Per remark, how many rows of the source it is about.</summary>
    public ReadOnlySpan<long> RemarkCounts => _remarkCounts;

    /// <summary>The violations found, up to the limit, that no rejects file takes.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Whether the limit of violations is not reached.</summary>
    public bool WantsMore => _violations.Count < request.MaxViolations;

    /// <summary>The row with the least key, if any row has a key.</summary>
    public TRow? First => _greatest >= 0 ? _first : null;

    /// <summary>The row with the greatest key, if any row has a key.</summary>
    public TRow? Greatest => _greatest >= 0 ? _rows[_greatest] : null;

    /// <summary>Takes one record.</summary>
    public void Accept<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct
    {
        _fieldViolations.Clear();
        var reader = new RowReader<TFields>(fields, _fieldViolations, request.OrganizationId);
        var place = _greatest == 0 ? 1 : 0;
        ref var row = ref _rows[place];
        TRow.Read(ref reader, out row);
        reader.ReadFaults(TRow.Schema, _remarkCounts);
        if (!reader.End(out fields))
        {
            return;
        }

        var hasKey = _fieldViolations.Count == 0 || !BreaksKey();
        if (hasKey)
        {
            CheckKey(place);
        }

        if (_fieldViolations.Count > 0)
        {
            Reject(hasKey ? TRow.FormatKey(in row) : null);
        }
        else if (_violations.Count == 0)
        {
            var writer = new CsvFieldWriter(Output.RowBuffer, _nullCounts);
            TRow.Write(in row, ref writer);
            writer.EndRow();
            Output.AddRow();
        }
    }

    private bool BreaksKey() => _fieldViolations.Exists(violation => TRow.Schema.Key.Contains(violation.Ordinal));

    /// <summary>The key must rise strictly: that finds duplicates and disorder without remembering keys.</summary>
    private void CheckKey(int place)
    {
        ref readonly var row = ref _rows[place];
        var comparison = _greatest >= 0 ? TRow.CompareKeys(in row, in _rows[_greatest]) : 1;
        if (comparison > 0)
        {
            if (_greatest < 0)
            {
                _first = row;
            }

            _greatest = place;
            return;
        }

        var rule = comparison == 0 ? ViolationRule.KeyUnique : ViolationRule.KeyOrder;
        _fieldViolations.Add(new FieldViolation(TRow.Schema.Key[0], rule, TRow.FormatKey(in row)));
    }

    private void Reject(string? key)
    {
        var schema = TRow.Schema;
        var isQuarantined = request.OnViolation == ViolationHandling.Quarantine
            && !_fieldViolations.Exists(violation => violation.Rule == ViolationRule.Tenant);
        foreach (var broken in _fieldViolations)
        {
            _violationCounts[schema.RuleIndexOf(broken)]++;
            var violation = Violation.Of(broken, key, schema);
            if (isQuarantined)
            {
                RejectsFile.WriteLine(violation, Output.RejectsBuffer);
            }
            else
            {
                _violations.Add(violation);
            }
        }

        if (isQuarantined)
        {
            Output.AddReject();
        }
    }

    /// <summary>Hands the records of a query to a range's export.</summary>
    internal readonly struct Consumer(RangeExport<TRow> export) : IRecordConsumer
    {
        /// <inheritdoc/>
        public int FieldCount => TRow.Schema.FieldCount;

        /// <inheritdoc/>
        public bool WantsMore => export.WantsMore;

        /// <inheritdoc/>
        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
            => export.Accept(ref fields);

        /// <inheritdoc/>
        public ValueTask DrainAsync(CancellationToken cancellationToken) => export.Output.DrainAsync(cancellationToken);
    }
}
