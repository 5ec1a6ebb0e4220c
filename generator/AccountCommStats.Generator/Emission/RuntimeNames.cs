using AccountCommStats.Specs.Model;

namespace AccountCommStats.Generator.Emission;

/// <summary>The fully qualified runtime names that generated code uses, so that declarations of the project cannot hide them.</summary>
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
    public const string ExpectationCheck = Schema + "ExpectationCheck";

    private const string Runtime = "global::AccountCommStats.Exporting.";
    private const string Rows = Runtime + "Rows.";
    private const string Schema = Runtime + "Schema.";

    /// <summary>The member of the runtime's <c>SqlKind</c> that has the same name as <paramref name="kind"/>.</summary>
    public static string SqlKind(SqlKind kind) => $"{Schema}SqlKind.{kind}";
}
