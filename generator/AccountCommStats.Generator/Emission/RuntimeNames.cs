using AccountCommStats.Specs;

namespace AccountCommStats.Generator;

/// <summary>The names of the runtime that generated code uses, safe from whatever the project itself declares.</summary>
internal static class RuntimeNames
{
    public const string IExportRow = Namespace + "IExportRow";
    public const string IExportRowVisitor = Namespace + "IExportRowVisitor";
    public const string ExportSchema = Namespace + "ExportSchema";
    public const string ExportQuery = Namespace + "ExportQuery";
    public const string SqlStatement = Namespace + "SqlStatement";
    public const string RowReader = Namespace + "RowReader";
    public const string IFieldReader = Namespace + "IFieldReader";
    public const string IFieldWriter = Namespace + "IFieldWriter";
    public const string KeyOrder = Namespace + "KeyOrder";

    private const string Namespace = "global::AccountCommStats.Exporting.";

    /// <summary>A kind of data type; the runtime names them as the specification does.</summary>
    public static string SqlKind(SqlKind kind) => $"{Namespace}SqlKind.{kind}";
}
