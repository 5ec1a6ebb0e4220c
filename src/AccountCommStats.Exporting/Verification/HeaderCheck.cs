using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>Compares the header of a file with the columns of the specification.</summary>
/// <param name="file">Path of the file.</param>
/// <param name="schema">The export.</param>
/// <param name="problems">Receives each difference.</param>
internal sealed class HeaderCheck(string file, ExportSchema schema, ProblemLog problems)
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Reports each difference.</summary>
    /// <param name="names">The fields of the header.</param>
    /// <returns>The ordinal of each field's column, -1 for an unknown column. Null if the record is not a header at all.</returns>
    public int[]? Check(IReadOnlyList<string> names)
    {
        if (names[0] is [ByteOrderMark, ..])
        {
            Report(0, null, "the file begins with a byte order mark, which a loader reads as part of the first column's name");
            names = [names[0][1..], .. names.Skip(1)];
        }

        var columns = names.Select(Find).ToArray();
        if (columns.All(column => column < 0))
        {
            problems.Report(new FileProblem(
                file, 1, null, null, $"there is no header: no field of the first line is a column of {schema.Name}"));
            return null;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] < 0)
            {
                Report(i, names[i], $"the specification has no column '{names[i]}'{Spelling(names[i])}");
            }
            else if (Array.IndexOf(columns, columns[i]) is var first && first < i)
            {
                Report(i, names[i], $"the column already appears, as field {first + 1}");
                columns[i] = -1;
            }
        }

        ReportMissing(columns);
        ReportDisorder(columns);
        return columns;
    }

    private void ReportMissing(int[] columns)
    {
        for (var ordinal = 0; ordinal < schema.Columns.Length; ordinal++)
        {
            if (!columns.Contains(ordinal))
            {
                problems.Report(new FileProblem(
                    file, 1, null, schema.Columns[ordinal].Name, $"column '{schema.Columns[ordinal].Name}' is missing; it is number {ordinal + 1} of the specification"));
            }
        }
    }

    private void ReportDisorder(int[] columns)
    {
        // The order of the known columns is checked even if others are missing or unknown.
        var present = columns.Where(column => column >= 0).ToArray();
        var expected = present.Order().ToArray();
        for (var i = 0; i < present.Length; i++)
        {
            if (present[i] != expected[i])
            {
                Report(
                    Array.IndexOf(columns, present[i]),
                    schema.Columns[present[i]].Name,
                    $"the specification has '{schema.Columns[expected[i]].Name}' here");
            }
        }
    }

    private int Find(string name)
    {
        for (var i = 0; i < schema.Columns.Length; i++)
        {
            if (schema.Columns[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private string Spelling(string name)
    {
        var near = schema.Columns.FirstOrDefault(column => column.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
        return near is null ? "" : $"; it is written '{near.Name}'";
    }

    private void Report(int field, string? column, string message) => problems.Report(new FileProblem(file, 1, field + 1, column, message));
}
