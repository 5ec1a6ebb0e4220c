using AccountCommStats.Specs;

namespace AccountCommStats.Generator;

/// <summary>Prints the SQL of an export.</summary>
internal static class QueryEmitter
{
    /// <summary>Prints the property <c>Query</c>.</summary>
    public static void Write(SourceWriter writer, ExportModel model)
    {
        writer.WriteLine($$"""
            /// <inheritdoc/>
            public static {{RuntimeNames.ExportQuery}} Query { get; } = new()
            """);
        writer.OpenBrace();
        WriteStatement(writer, "Rows = ", model.Rows, ",");
        if (model.Keys is null)
        {
            writer.WriteLine("Keys = null,");
        }
        else
        {
            WriteStatement(writer, "Keys = ", model.Keys, ",");
        }

        WriteSystemValues(writer, model.SystemValues);
        WriteSourceTables(writer, model.SourceTables);
        writer.CloseBrace(";");
    }

    private static void WriteStatement(SourceWriter writer, string opening, StatementModel statement, string closing)
    {
        writer.WriteLine($"{opening}{RuntimeNames.SqlStatement}.Create(");
        writer.Indentation++;
        writer.WriteLine(Literal.Interpolated(statement.Parts.Select(part
            => (part.Text, part.Parameter is { } parameter ? $"{Literal.Quoted(parameter.Name)}:{parameter.Kind}" : null))) + ")" + closing);
        writer.Indentation--;
    }

    private static void WriteSystemValues(SourceWriter writer, EquatableArray<SystemValueModel> values)
    {
        if (values.Count == 0)
        {
            writer.WriteLine("SystemValues = [],");
            return;
        }

        writer.WriteLine("""
            SystemValues =
            [
            """);
        writer.Indentation++;
        foreach (var value in values)
        {
            WriteStatement(writer, $"new({Literal.Quoted(value.Column)}, ", value.Statement, "),");
        }

        writer.Indentation--;
        writer.WriteLine("],");
    }

    private static void WriteSourceTables(SourceWriter writer, EquatableArray<SourceTableModel> tables)
        => WriteList(
            writer,
            "SourceTables = ",
            tables.Select(table => $"new({Literal.Quoted(table.Name)}, [{string.Join(", ", table.Columns.Select(Literal.Quoted))}]),"),
            ",");

    private static void WriteList(SourceWriter writer, string opening, IEnumerable<string> elements, string closing)
    {
        var lines = elements.ToList();
        if (lines.Count == 0)
        {
            writer.WriteLine($"{opening}[]{closing}");
            return;
        }

        if (opening.Length > 0)
        {
            writer.WriteLine(opening.TrimEnd());
        }

        writer.WriteLine("[");
        foreach (var line in lines)
        {
            writer.WriteIndented(line);
        }

        writer.WriteLine("]" + closing);
    }
}
