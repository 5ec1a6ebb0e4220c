using AccountCommStats.Specs.Model;

namespace AccountCommStats.Generator.Emission;

/// <summary>Prints the code that reads and writes a row, field by field in column order.</summary>
internal static class FieldsEmitter
{
    /// <summary>The column that must contain the organization of the export in every row.</summary>
    private const string OrganizationColumn = "organization_id";

    /// <summary>Prints the methods <c>Read</c> and <c>Write</c>.</summary>
    public static void Write(SourceWriter writer, ExportModel model)
    {
        WriteRead(writer, model);
        writer.WriteLine();
        WriteWrite(writer, model);
    }

    private static void WriteRead(SourceWriter writer, ExportModel model)
    {
        writer.WriteLine($"""
            /// <inheritdoc/>
            public static void Read<TFields>(ref {RuntimeNames.RowReader}<TFields> reader, out {model.TypeName} row)
                where TFields : struct, {RuntimeNames.IFieldReader}, allows ref struct
            """);
        writer.OpenBrace();
        writer.WriteLine($"row = new {model.TypeName}");
        writer.OpenBrace();
        for (var ordinal = 0; ordinal < model.Columns.Count; ordinal++)
        {
            var column = model.Columns[ordinal];
            writer.WriteLine($"{column.PropertyName} = {FieldCode.Read(column, ordinal)},");
        }

        writer.CloseBrace(";");
        for (var ordinal = 0; ordinal < model.Columns.Count; ordinal++)
        {
            if (model.Columns[ordinal].Name == OrganizationColumn)
            {
                writer.WriteLine(FieldCode.CheckOrganization(model.Columns[ordinal], ordinal) + ";");
            }
        }

        writer.CloseBrace();
    }

    private static void WriteWrite(SourceWriter writer, ExportModel model)
    {
        writer.WriteLine($"""
            /// <inheritdoc/>
            public static void Write<TWriter>(in {model.TypeName} row, ref TWriter writer)
                where TWriter : struct, {RuntimeNames.IFieldWriter}, allows ref struct
            """);
        writer.OpenBrace();
        foreach (var column in model.Columns)
        {
            writer.WriteLine(FieldCode.Write(column) + ";");
        }

        writer.CloseBrace();
    }
}
