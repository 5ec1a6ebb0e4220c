using System.Collections.Immutable;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>
/// Checks the rows of an export in one format against a specification: header, form, values, key. If there are parts, they are checked in
/// order.
/// </summary>
/// <param name="schema">The export.</param>
/// <param name="organization">The organization that every row must have in the column of the organization, if there is such a column; null if unknown.</param>
/// <param name="problems">Receives the problems.</param>
internal sealed class RowsCheck(ExportSchema schema, OrganizationId? organization, ProblemLog problems)
{
    private const int RowsPerCancellationCheck = 1_024;

    private readonly ImmutableArray<ExportColumn> _columns = schema.Columns;
    private readonly ColumnStatistics[] _statistics = ColumnStatistics.Of(schema);
    private readonly KeyCheck _key = new(schema);
    private readonly int _organizationOrdinal =
        organization is null ? -1 : schema.Columns.ToList().FindIndex(column => column.Name == ExportSchema.OrganizationColumn);

    private string _file = "";
    private int[] _ordinals = [];
    private int[]? _keyFields;
    private long _place = 1; // The place of the current record, for a message that it is malformed.
    private bool _isCounted = true;

    /// <summary>Rows read, without the header.</summary>
    public long Rows { get; private set; }

    /// <summary>Statistics of each column, by ordinal. Null if the fields of any row could not be separated, or not everything was read.</summary>
    public ColumnStatistics[]? Statistics => _isCounted && IsComplete ? _statistics : null;

    /// <summary>Whether every value is valid for its type. If not, the statistics cover only the NULLs.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>The columns that have one value for the whole export.</summary>
    public SystemColumns SystemColumns { get; } = new(schema, problems);

    /// <summary>Whether everything could be read to its end.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Records that a file is not read. The reason has already been reported.</summary>
    public void Skip() => IsComplete = false;

    /// <summary>Reads and checks a file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="records">Its records.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>How many rows it has, as far as it could be read.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public long Run(string file, RecordReader records, CancellationToken cancellationToken)
    {
        (_file, _place) = (file, 1);
        var before = Rows;
        try
        {
            ReadRecords(records, cancellationToken);
        }
        catch (MalformedRecordException exception)
        {
            IsComplete = false;
            ReportMalformed(exception);
        }
        catch (DamagedCompressionException exception)
        {
            IsComplete = false;
            problems.Report(new FileProblem(file, _place, null, null, exception.Message));
        }

        return Rows - before;
    }

    private void ReadRecords(RecordReader records, CancellationToken cancellationToken)
    {
        if (records.ReadNames() is { } names)
        {
            ReadHeader(records, names);
        }
        else if (records.HasHeader)
        {
            problems.Report(_file, "the file is empty: it has no header");
            IsComplete = false;
            return;
        }

        while (true)
        {
            _place = records.NextPlace;
            if (!records.Read())
            {
                break;
            }

            _isCounted &= CheckRow(records);
            if (Rows % RowsPerCancellationCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private void ReadHeader(RecordReader records, IReadOnlyList<string> names)
    {
        var header = new HeaderCheck(_file, schema, problems).Check(names);
        _ordinals = header ?? [.. Enumerable.Range(0, names.Count).Select(field => field < _columns.Length ? field : -1)];
        SystemColumns.Begin(_file, _ordinals);
        var keyFields = schema.Key.Select(ordinal => Array.IndexOf(_ordinals, ordinal)).ToArray();
        _keyFields = keyFields.Contains(-1) ? null : keyFields;
        for (var field = 0; field < _ordinals.Length; field++)
        {
            if (_ordinals[field] >= 0 && records.GetTypeFault(field, _columns[_ordinals[field]]) is { } fault)
            {
                problems.Report(new FileProblem(_file, null, field + 1, _columns[_ordinals[field]].Name, fault));
            }
        }

        if (!records.HasHeader)
        {
            return;
        }

        if (header is null)
        {
            _isCounted &= CheckRow(records);
        }
        else
        {
            CheckForm(records);
        }
    }

    /// <summary>Checks one row.</summary>
    /// <returns>Whether its fields could be separated.</returns>
    private bool CheckRow(RecordReader records)
    {
        Rows++;
        if (records.GetShapeFault(_ordinals.Length) is { } fault)
        {
            problems.Report(new FileProblem(_file, records.Place, null, null, fault));
            return false;
        }

        CheckForm(records);
        var isKeySound = _keyFields is not null;
        for (var field = 0; field < _ordinals.Length; field++)
        {
            var ordinal = _ordinals[field];
            if (ordinal >= 0 && !CheckField(records, field, ordinal))
            {
                IsSound = false;
                isKeySound &= !_keyFields.AsSpan().Contains(field);
            }
        }

        if (isKeySound)
        {
            CheckKey(records);
        }

        SystemColumns.Take(records, _ordinals);
        return true;
    }

    private bool CheckField(RecordReader records, int field, int ordinal)
    {
        var column = _columns[ordinal];
        var value = records[field];
        if (records.IsNull(field))
        {
            _statistics[ordinal].AddNull();
            if (!column.IsNullable)
            {
                Report(records, field, FieldFault.Null, column);
                return false;
            }

            CheckOrganization(records, field, ordinal);
            return true;
        }

        var fault = FieldCheck.Check(column.Type, value);
        if (fault == FieldFault.None)
        {
            MeasureText.Add(column.Type, value, ref _statistics[ordinal]);
        }
        else
        {
            Report(records, field, fault, column);
        }

        CheckOrganization(records, field, ordinal);
        return fault == FieldFault.None;
    }

    private void CheckOrganization(RecordReader records, int field, int ordinal)
    {
        if (ordinal == _organizationOrdinal && !records[field].SequenceEqual(organization.GetValueOrDefault().Text) && problems.Admit())
        {
            var value = OrganizationId.FromSource(records[field].ToString());
            problems.List(new FileProblem(
                _file,
                records.PlaceOf(field),
                field + 1,
                ExportSchema.OrganizationColumn,
                $"the row belongs to organization '{value}', the manifest to {organization}"));
        }
    }

    private void CheckForm(RecordReader records)
    {
        for (var field = 0; records.CanHaveFormatFaults && field < records.FieldCount; field++)
        {
            if (records.HasFormatFault(field))
            {
                var ordinal = field < _ordinals.Length ? _ordinals[field] : -1;
                Report(records, field, FieldFault.Quoting, ordinal < 0 ? null : _columns[ordinal]);
            }
        }

        if (records.RecordFault is { } fault)
        {
            problems.Report(new FileProblem(_file, records.Place, null, null, fault));
        }
    }

    private void CheckKey(RecordReader records)
    {
        var order = _key.CompareWithLast(records, _keyFields);
        if (order <= 0 && problems.Admit())
        {
            var key = string.Join(", ", _keyFields!.Select(field => records[field].ToString()));
            var message = order == 0 ? $"the key {key} occurs twice" : $"the key {key} comes after {_key.Last}, which is greater";
            problems.List(new FileProblem(_file, records.PlaceOf(_keyFields![0]), _keyFields[0] + 1, schema.KeyName, message));
        }
    }

    private void Report(RecordReader records, int field, FieldFault fault, ExportColumn? column)
    {
        if (problems.Admit())
        {
            problems.List(new FileProblem(
                _file, records.PlaceOf(field), field + 1, column?.Name, FieldFaultText.Describe(fault, column?.Type ?? default, records[field])));
        }
    }

    private void ReportMalformed(MalformedRecordException exception)
    {
        var column = exception.Field is { } field && field < _ordinals.Length && _ordinals[field] >= 0 ? _columns[_ordinals[field]].Name : null;
        problems.Report(new FileProblem(
            _file, _place, exception.Field + 1, column, $"{exception.Message}; the rest of the file cannot be read and was not checked"));
    }
}
