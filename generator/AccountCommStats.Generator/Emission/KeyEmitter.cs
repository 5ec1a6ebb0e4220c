using AccountCommStats.Specs.Model;

namespace AccountCommStats.Generator.Emission;

/// <summary>Prints the code that compares and formats keys.</summary>
internal static class KeyEmitter
{
    /// <summary>Prints the methods <c>CompareKeys</c> and <c>FormatKey</c>.</summary>
    public static void Write(SourceWriter writer, ExportModel model)
    {
        var key = model.Key.Select(ordinal => model.Columns[ordinal]).ToList();
        WriteCompareKeys(writer, model.TypeName, key);
        writer.WriteLine();
        writer.WriteLine($"""
            /// <inheritdoc/>
            public static string FormatKey(in {model.TypeName} row)
                => string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $"{string.Join(", ", key.Select(FieldCode.Format))}");
            """);
    }

    private static void WriteCompareKeys(SourceWriter writer, string typeName, List<ColumnModel> key)
    {
        writer.WriteLine($"""
            /// <inheritdoc/>
            public static int CompareKeys(in {typeName} left, in {typeName} right)
            """);
        writer.OpenBrace();
        foreach (var column in key.Take(key.Count - 1))
        {
            var order = "by" + column.PropertyName;
            writer.WriteLine($$"""
                var {{order}} = {{FieldCode.Compare(column)}};
                if ({{order}} != 0)
                {
                    return {{order}};
                }

                """);
        }

        writer.WriteLine($"return {FieldCode.Compare(key[key.Count - 1])};");
        writer.CloseBrace();
    }
}
