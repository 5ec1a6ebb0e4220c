using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>Checks a file of rejected rows: one line for each violation, with key, column, rule and value.</summary>
/// <param name="file">Path of the file.</param>
/// <param name="schema">The export.</param>
/// <param name="problems">Receives the problems.</param>
internal sealed class RejectsCheck(string file, ExportSchema schema, ProblemLog problems)
{
    private static readonly string[] KeyRules = [ViolationRule.KeyUnique.ToName(), ViolationRule.KeyOrder.ToName()];

    private readonly string[] _header = [schema.KeyName, "column", "rule", "value"];
    private readonly Dictionary<string, long> _rules = schema.RuleNames.ToDictionary(rule => rule, _ => 0L);
    private readonly LinesOfKey _group = new();
    private long _line = 1;

    /// <summary>Reads and checks the file, and compares it with the manifest.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Run(Stream stream, ManifestViolations stated, ManifestCheck manifest)
    {
        try
        {
            using var records = new CsvRecords(stream);
            ReadRecords(records);
        }
        catch (MalformedRecordException exception)
        {
            problems.Report(new FileProblem(file, _line, exception.Field + 1, null, exception.Message));
            return;
        }

        foreach (var (rule, count) in _rules)
        {
            var statedCount = stated.Rules.GetValueOrDefault(rule);
            if (statedCount != count)
            {
                manifest.Report($"'violations' says that the rule {rule} was broken {CountText.Of(statedCount, "time")}; '{Path.GetFileName(file)}' lists {count}");
            }
        }

        foreach (var rule in stated.Rules.Where(rule => !_rules.ContainsKey(rule.Key) || rule.Value == 0))
        {
            manifest.Report(rule.Value == 0
                ? $"'violations' lists the rule '{rule.Key}' with 0 violations; rules that were not broken must not be listed"
                : $"'violations' lists the rule '{rule.Key}', which is not a rule of the specification");
        }

        CompareRows(stated.File!.Rows, manifest);
    }

    private void CompareRows(long stated, ManifestCheck manifest)
    {
        var (minimum, maximum) = _group.End();
        if (stated < minimum || stated > maximum)
        {
            manifest.Report(
                $"'violations' counts {CountText.Of(stated, "rejected row")}; '{Path.GetFileName(file)}' lists the violations of "
                + (minimum == maximum ? CountText.Of(minimum, "row") : $"at least {minimum} and at most {maximum} rows"));
        }
        else if (minimum != maximum)
        {
            manifest.Unverifiable.Add("violations.rejected_rows");
        }
    }

    private void ReadRecords(RecordReader records)
    {
        var isHeader = true;
        for (var hasRecord = records.ReadNames() is not null; hasRecord; isHeader = false, _line = records.NextPlace, hasRecord = records.Read())
        {
            if (records.FieldCount != _header.Length)
            {
                Report(records, null, null, $"the line has {CountText.Of(records.FieldCount, "field")} instead of {_header.Length}");
            }
            else if (isHeader)
            {
                CheckHeader(records);
            }
            else
            {
                CheckViolation(records);
            }
        }
    }

    private void CheckHeader(RecordReader records)
    {
        for (var field = 0; field < _header.Length; field++)
        {
            if (!records[field].SequenceEqual(_header[field]))
            {
                Report(records, field, _header[field], $"the header has '{records[field]}' where '{_header[field]}' is expected");
            }
        }
    }

    private void CheckViolation(RecordReader records)
    {
        var column = records[1].ToString();
        var rule = records[2].ToString();
        // If a violation concerns the whole key, the line has the name of the key as its column, as in the header.
        if (schema.Checks.Any(check => check.Name == rule))
        {
            if (column.Length > 0)
            {
                Report(records, 1, "column", $"the rule '{rule}' does not concern a column, but the line names '{column}'");
            }
        }
        else if (column != schema.KeyName && schema.Columns.All(candidate => candidate.Name != column))
        {
            Report(records, 1, "column", $"the specification has no column '{column}'");
        }

        if (_rules.TryGetValue(rule, out var count))
        {
            _rules[rule] = count + 1;
        }
        else
        {
            Report(records, 2, "rule", $"there is no rule '{rule}'");
        }

        _group.Add(records.IsNull(0) ? null : records[0].ToString(), KeyRules.Contains(rule));
    }

    private void Report(RecordReader records, int? field, string? column, string message)
        => problems.Report(new FileProblem(file, field is { } number ? records.PlaceOf(number) : records.Place, field + 1, column, message));

    /// <summary>
    /// Finds the minimum and the maximum number of rows that the lines can belong to. Consecutive lines with one key belong to one row,
    /// unless a line says that the key occurs again. Lines without a key may all belong to one row, or each to its own.
    /// </summary>
    private sealed class LinesOfKey
    {
        private string? _key;
        private long _lines;
        private bool _isOfOneRow;
        private long _minimum;
        private long _maximum;

        public void Add(string? key, bool isOfKey)
        {
            if (_lines == 0 || key != _key)
            {
                End();
                (_key, _lines, _isOfOneRow) = (key, 0, key is not null);
            }

            _lines++;
            _isOfOneRow &= !isOfKey;
        }

        public (long Minimum, long Maximum) End()
        {
            if (_lines > 0)
            {
                _minimum++;
                _maximum += _isOfOneRow ? 1 : _lines;
                _lines = 0;
            }

            return (_minimum, _maximum);
        }
    }
}
