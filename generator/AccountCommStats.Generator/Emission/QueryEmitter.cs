using AccountCommStats.Specs.Model;

namespace AccountCommStats.Generator.Emission;

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
        if (model.SystemRemarks.Count > 0)
        {
            writer.WriteLine("SystemRemarks =\n[");
            writer.Indentation++;
            foreach (var remarks in model.SystemRemarks)
            {
                WriteStatement(writer, $"new([{string.Join(", ", SchemaEmitter.Declarations(remarks.Remarks))}], ", remarks.Statement, "),");
            }

            writer.Indentation--;
            writer.WriteLine("],");
        }

        if (model.Organizations is { } organizations)
        {
            WriteStatement(writer, "Organizations = ", organizations, ",");
        }

        writer.WriteLine($"OrganizationKind = {RuntimeNames.SqlKind(model.Tenant)},");
        writer.WriteList("SourceTables = ", model.SourceTables.SelectMany(SourceTable), ",");
        writer.WriteList("Functions = ", model.Functions.Select(function => $"new({Literal.Quoted(function.Name)}, [{Quoted(function.Reads)}]),"), ",");
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

    private static IEnumerable<string> SourceTable(SourceTableModel table) =>
    [
        $"new({Literal.Quoted(table.Name)}, [{Quoted(table.Columns)}])",
        $"{{ TenantColumns = [{Quoted(table.TenantColumns)}], UniqueColumns = [{Quoted(table.UniqueColumns)}], Files = [{Quoted(table.Files)}]"
            + (table.NotNullColumns.Count > 0 ? $", NotNullColumns = [{Quoted(table.NotNullColumns)}] }}," : " },"),
    ];

    private static string Quoted(EquatableArray<string> names) => string.Join(", ", names.Select(Literal.Quoted));
}
