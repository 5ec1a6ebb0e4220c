using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The form of a rejects file: CSV with one line per violation.</summary>
internal static class RejectsFile
{
    private const int ColumnCount = 4;

    /// <summary>Writes the header.</summary>
    public static void WriteHeader(ExportSchema schema, OutputBuffer buffer) => WriteLine([schema.KeyName, "column", "rule", "value"], buffer);

    /// <summary>Writes one violation: key, column, rule, value.</summary>
    public static void WriteLine(Violation violation, OutputBuffer buffer)
        => WriteLine([violation.Key, violation.Column?.Name, violation.RuleName, violation.Value], buffer);

    private static void WriteLine(ReadOnlySpan<string?> fields, OutputBuffer buffer)
    {
        var writer = new CsvFieldWriter(buffer, ColumnCount);
        foreach (var field in fields)
        {
            writer.WriteString(field);
        }

        writer.EndRow();
    }
}
