using AccountCommStats.Specs.Model;

namespace AccountCommStats.Generator.Emission;

/// <summary>The names of the runtime that generated code uses, safe from whatever the project itself declares.</summary>
internal static class RuntimeNames
{
    public const string Export = Runtime + "Export";
    public const string IExportRow = Rows + "IExportRow";
    public const string RowReader = Rows + "RowReader";
    public const string IFieldReader = Rows + "IFieldReader";
    public const string IFieldWriter = Rows + "IFieldWriter";
    public const string KeyOrder = Rows + "KeyOrder";
    public const string ExportSchema = Schema + "ExportSchema";
    public const string ExportQuery = Schema + "ExportQuery";
    public const string SqlStatement = Schema + "SqlStatement";

    private const string Runtime = "global::AccountCommStats.Exporting.";
    private const string Rows = Runtime + "Rows.";
    private const string Schema = Runtime + "Schema.";

    /// <summary>A kind of data type; the runtime names them as the specification does.</summary>
    public static string SqlKind(SqlKind kind) => $"{Schema}SqlKind.{kind}";
}
