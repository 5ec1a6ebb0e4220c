using System.Globalization;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Generator.Emission;

/// <summary>Prints the schema of an export.</summary>
internal static class SchemaEmitter
{
    /// <summary>Prints the property <c>Schema</c>.</summary>
    public static void Write(SourceWriter writer, ExportModel model, string resourceName)
    {
        writer.WriteLine($$"""
            /// <inheritdoc/>
            public static {{RuntimeNames.ExportSchema}} Schema { get; } = new()
            """);
        writer.OpenBrace();
        writer.WriteLine($"""
            Name = {Literal.Quoted(model.Name)},
            Title = {Literal.Quoted(model.Title)},
            Grain = {Literal.Quoted(model.Grain)},
            Columns =
            [
            """);
        writer.Indentation++;
        foreach (var column in model.Columns)
        {
            WriteColumn(writer, column);
        }

        writer.Indentation--;
        writer.WriteLine($"""
            ],
            Key = [{string.Join(", ", model.Key.Select(ordinal => ordinal.ToString(CultureInfo.InvariantCulture)))}],
            Document = new(typeof({model.TypeName}).Assembly, {Literal.Quoted(resourceName)}),
            """);
        WriteDeclarations(writer, "Checks = ", model.Checks);
        WriteDeclarations(writer, "Remarks = ", model.Remarks);
        WriteExpectations(writer, model.Expectations);
        writer.CloseBrace(";");
    }

    /// <summary>The expressions that construct checks or remarks.</summary>
    public static IEnumerable<string> Declarations(EquatableArray<DeclarationModel> declarations)
        => declarations.Select(declaration => $"new({Literal.Quoted(declaration.Name)}, {Literal.Quoted(declaration.Text)})");

    private static void WriteDeclarations(SourceWriter writer, string opening, EquatableArray<DeclarationModel> declarations)
    {
        if (declarations.Count > 0)
        {
            writer.WriteList(opening, Declarations(declarations).Select(declaration => declaration + ","), ",");
        }
    }

    private static void WriteExpectations(SourceWriter writer, EquatableArray<ExpectationModel> expectations)
    {
        if (expectations.Count > 0)
        {
            writer.WriteList(
                "Expectations = ",
                expectations.Select(expectation
                    => $"new({Literal.QuotedOrNull(expectation.Column)}, {RuntimeNames.ExpectationCheck}.{expectation.Check}, {Literal.DecimalOrNull(expectation.Bound)}),"),
                ",");
        }
    }

    private static void WriteColumn(SourceWriter writer, ColumnModel column) => writer.WriteLine($"""
        new(
            Name: {Literal.Quoted(column.Name)},
            Type: {FieldCode.TypeConstruction(column.Type)},
            IsNullable: {(column.IsNullable ? "true" : "false")},
            Description: {Literal.Quoted(column.Description)},
            Source: {Literal.Quoted(column.Source)},
            Definition: {Literal.Quoted(column.Definition)},
            Relation: {Literal.QuotedOrNull(column.Relation)}),
        """);
}
