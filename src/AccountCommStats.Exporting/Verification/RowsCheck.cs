using System.Collections.Immutable;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Schema;
using Sylvan.Data.Csv;

namespace AccountCommStats.Exporting.Verification;

/// <summary>Checks a file of rows against a specification: header, form, values, key.</summary>
/// <param name="file">Path of the file.</param>
/// <param name="schema">The export.</param>
/// <param name="organization">The organization that every row must be of where there is a column of it; null where it is not known.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class RowsCheck(string file, ExportSchema schema, OrganizationId? organization, ProblemLog problems)
{
    private const int RowsPerCancellationCheck = 1_024;

    private readonly ImmutableArray<ExportColumn> _columns = schema.Columns;
    private readonly long[] _nullCounts = new long[schema.Columns.Length];
    private readonly KeyCheck _key = new(schema);
    private readonly int _organizationOrdinal =
        organization is null ? -1 : schema.Columns.ToList().FindIndex(column => column.Name == ExportSchema.OrganizationColumn);

    private int[] _ordinals = [];
    private int[]? _keyFields;
    private long _line = 1; // Of the record that is being read, for when it turns out malformed.

    /// <summary>Rows read, without the header.</summary>
    public long Rows { get; private set; }

    /// <summary>NULLs counted of each column, by ordinal; null unless each row could be counted.</summary>
    public IReadOnlyList<long>? NullCounts { get; private set; }

    /// <summary>The columns that have one value for the whole file.</summary>
    public SystemColumns SystemColumns { get; } = new(file, schema, problems);

    /// <summary>Whether the file could be read to its end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Run(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            using var records = new CsvRecords(stream);
            ReadRecords(records, cancellationToken);
        }
        catch (CsvFormatException exception)
        {
            ReportMalformed(exception);
        }
        catch (DamagedCompressionException exception)
        {
            problems.Report(new FileProblem(file, _line, null, null, exception.Message));
        }
    }

    private void ReadRecords(CsvRecords records, CancellationToken cancellationToken)
    {
        if (!records.Read())
        {
            problems.Report(file, "the file is empty: not even the header is there");
            return;
        }

        var names = Enumerable.Range(0, records.FieldCount).Select(field => records[field].ToString()).ToList();
        var header = new HeaderCheck(file, schema, problems).Check(names);
        _ordinals = header ?? [.. Enumerable.Range(0, names.Count).Select(field => field < _columns.Length ? field : -1)];
        SystemColumns.Begin(_ordinals);
        var keyFields = schema.Key.Select(ordinal => Array.IndexOf(_ordinals, ordinal)).ToArray();
        _keyFields = keyFields.Contains(-1) ? null : keyFields;
        var isCounted = true;
        if (header is null)
        {
            isCounted = CheckRow(records);
        }
        else
        {
            CheckForm(records);
        }

        while (true)
        {
            _line = records.NextLine;
            if (!records.Read())
            {
                break;
            }

            isCounted &= CheckRow(records);
            if (Rows % RowsPerCancellationCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        IsComplete = true;
        NullCounts = isCounted ? _nullCounts : null;
    }

    /// <summary>Checks one row.</summary>
    /// <returns>Whether its fields could be told apart.</returns>
    private bool CheckRow(CsvRecords records)
    {
        Rows++;
        if (records.FieldCount != _ordinals.Length)
        {
            var message = records.IsEmptyLine ? "the line is empty" : $"the row has {records.FieldCount} fields, and the header {_ordinals.Length}";
            problems.Report(new FileProblem(file, records.Line, null, null, message));
            return false;
        }

        CheckForm(records);
        var isKeySound = _keyFields is not null;
        for (var field = 0; field < _ordinals.Length; field++)
        {
            var ordinal = _ordinals[field];
            if (ordinal >= 0 && !CheckField(records, field, ordinal) && isKeySound && _keyFields.AsSpan().Contains(field))
            {
                isKeySound = false;
            }
        }

        if (isKeySound)
        {
            CheckKey(records);
        }

        SystemColumns.Take(records, _ordinals);

        return true;
    }

    private bool CheckField(CsvRecords records, int field, int ordinal)
    {
        var column = _columns[ordinal];
        var value = records[field];
        if (value.IsEmpty && !records.IsQuoted(field))
        {
            _nullCounts[ordinal]++;
            if (!column.IsNullable)
            {
                Report(records, field, FieldFault.Null, column);
                return false;
            }

            CheckOrganization(records, field, ordinal);
            return true;
        }

        var fault = FieldCheck.Check(column.Type, value);
        if (fault != FieldFault.None)
        {
            Report(records, field, fault, column);
        }

        CheckOrganization(records, field, ordinal);
        return fault == FieldFault.None;
    }

    private void CheckOrganization(CsvRecords records, int field, int ordinal)
    {
        if (ordinal == _organizationOrdinal && !records[field].SequenceEqual(organization.GetValueOrDefault().Text) && problems.Admit())
        {
            var value = OrganizationId.FromSource(records[field].ToString());
            problems.List(new FileProblem(
                file,
                records.LineOf(field),
                field + 1,
                ExportSchema.OrganizationColumn,
                $"the row is of organization '{value}', and the manifest of {organization}"));
        }
    }

    private void CheckForm(CsvRecords records)
    {
        for (var field = 0; records.MayBeWronglyQuoted && field < records.FieldCount; field++)
        {
            if (records.IsWronglyQuoted(field))
            {
                var ordinal = field < _ordinals.Length ? _ordinals[field] : -1;
                Report(records, field, FieldFault.Quoting, ordinal < 0 ? null : _columns[ordinal]);
            }
        }

        if (records.FaultOfEnd is { } fault)
        {
            problems.Report(new FileProblem(file, records.Line, null, null, fault));
        }
    }

    private void CheckKey(CsvRecords records)
    {
        var order = _key.CompareWithLast(records, _keyFields);
        if (order <= 0 && problems.Admit())
        {
            var key = string.Join(", ", _keyFields!.Select(field => records[field].ToString()));
            var message = order == 0 ? $"the key {key} occurs twice" : $"the key {key} comes after {_key.Last}, which is greater";
            problems.List(new FileProblem(file, records.LineOf(_keyFields![0]), _keyFields[0] + 1, schema.KeyName, message));
        }
    }

    private void Report(CsvRecords records, int field, FieldFault fault, ExportColumn? column)
    {
        if (problems.Admit())
        {
            problems.List(new FileProblem(
                file, records.LineOf(field), field + 1, column?.Name, FieldFaultText.Describe(fault, column?.Type ?? default, records[field])));
        }
    }

    private void ReportMalformed(CsvFormatException exception)
    {
        var field = exception.FieldOrdinal;
        var column = field >= 0 && field < _ordinals.Length && _ordinals[field] >= 0 ? _columns[_ordinals[field]].Name : null;
        var message = exception is CsvRecordTooLargeException
            ? "a row does not end: a quote was opened and not closed"
            : "a quoted text is not closed, or something follows its closing quote";
        problems.Report(new FileProblem(
            file, _line, field >= 0 ? field + 1 : null, column, $"{message}; what comes after cannot be told apart and was not checked"));
    }
}
