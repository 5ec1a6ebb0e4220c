using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>The columns that have one value for a whole export: parameters such as <c>extracted_at</c>, and computed system values.</summary>
/// <param name="schema">The export.</param>
/// <param name="problems">Receives a problem for each row that has another value.</param>
internal sealed class SystemColumns(ExportSchema schema, ProblemLog problems)
{
    private static readonly string[] Parameters = ["organization_id", "as_of", "time_frame_start", "extracted_at"];

    private readonly Dictionary<int, string?> _values = [];
    private int[] _fields = [];
    private string _file = "";

    /// <summary>Whether a column is a parameter of the export. The manifest has such a parameter under the same name.</summary>
    public static bool IsParameter(ExportColumn column) => column.Relation is null && Parameters.Contains(column.Name);

    /// <summary>Begins the check of a file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="ordinals">The ordinal of each field's column, -1 for an unknown column.</param>
    public void Begin(string file, IReadOnlyList<int> ordinals)
    {
        _file = file;
        _fields = [.. Enumerable.Range(0, ordinals.Count)
            .Where(field => ordinals[field] >= 0 && schema.Columns[ordinals[field]] is var column && (IsParameter(column) || column.IsSystemValue))];
    }

    /// <summary>Checks that a row has the same values in these columns as the first row of the export.</summary>
    public void Take(RecordReader records, int[] ordinals)
    {
        foreach (var field in _fields)
        {
            var isNull = records.IsNull(field);
            if (!_values.TryGetValue(ordinals[field], out var first))
            {
                _values.Add(ordinals[field], isNull ? null : records[field].ToString());
                continue;
            }

            if ((isNull || first is null ? isNull != first is null : !records[field].SequenceEqual(first)) && problems.Admit())
            {
                problems.List(new FileProblem(
                    _file,
                    records.PlaceOf(field),
                    field + 1,
                    schema.Columns[ordinals[field]].Name,
                    $"is {(isNull ? "NULL" : FieldFaultText.Show(records[field]))}, and {(first is null ? "NULL" : FieldFaultText.Show(first))} in the first row; all rows must have the same value"));
            }
        }
    }

    /// <summary>The value that a column has in the first row. Returns false if no row with the column has been read.</summary>
    public bool TryGet(int ordinal, out string? value) => _values.TryGetValue(ordinal, out value);
}
