using System.Globalization;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Generator.Emission;

/// <summary>The C# code for a column of each data type.</summary>
internal static class FieldCode
{
    private const int BareNumericPrecision = 38;

    /// <summary>The maximum scale of a <see cref="decimal"/>.</summary>
    private const int MaximumScale = 28;

    /// <summary>The type of the property.</summary>
    public static string PropertyType(ColumnModel column) => column.IsNullable ? ValueType(column.Type.Kind) + "?" : ValueType(column.Type.Kind);

    /// <summary>The call that reads the column from <c>reader</c>.</summary>
    public static string Read(ColumnModel column, int ordinal)
    {
        var type = column.Type;
        var method = "Read" + MethodStem(type.Kind) + (column.IsNullable ? "OrNull" : "");
        return type.Kind switch
        {
            SqlKind.Varchar => Invariant($"reader.{method}({ordinal}, maxLength: {type.Length})"),
            SqlKind.Numeric => Invariant($"reader.{method}({ordinal}, precision: {Precision(type)}, scale: {type.Scale})"),
            _ => Invariant($"reader.{method}({ordinal})"),
        };
    }

    /// <summary>The call with which <c>reader</c> compares the column of <c>row</c> with the organization of the export.</summary>
    public static string CheckOrganization(ColumnModel column, int ordinal)
    {
        var value = column.Type.Kind is SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint or SqlKind.Uuid || IsText(column.Type.Kind)
            ? "row." + column.PropertyName
            : $"string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $\"{(column.Type.Kind == SqlKind.Numeric ? WithoutZeros(column) : Format(column))}\")";
        return Invariant($"reader.CheckOrganization({ordinal}, {value})");
    }

    /// <summary>Formats a numeric without trailing zeros, because 42.00 identifies organization 42.</summary>
    private static string WithoutZeros(ColumnModel column) => $"{{row.{column.PropertyName}:0.{new string('#', MaximumScale)}}}";

    /// <summary>The call that writes the column of <c>row</c> to <c>writer</c>.</summary>
    public static string Write(ColumnModel column)
    {
        var value = "row." + column.PropertyName;
        return column.Type.Kind switch
        {
            SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint => $"writer.WriteInt64({value})",
            SqlKind.Numeric => Invariant($"writer.WriteDecimal({value}, scale: {column.Type.Scale})"),
            SqlKind.TimestampTz => $"writer.WriteTimestampTz({value})",
            var kind => $"writer.Write{MethodStem(kind)}({value})",
        };
    }

    /// <summary>The expression that compares the column of <c>left</c> and <c>right</c>.</summary>
    public static string Compare(ColumnModel column)
    {
        var (left, right) = ("left." + column.PropertyName, "right." + column.PropertyName);
        return IsText(column.Type.Kind) ? $"{RuntimeNames.KeyOrder}.Compare({left}, {right})"
            : column.IsNullable ? $"global::System.Nullable.Compare({left}, {right})"
            : $"{left}.CompareTo({right})";
    }

    /// <summary>The interpolation that formats the column of <c>row</c>.</summary>
    public static string Format(ColumnModel column)
    {
        var value = "row." + column.PropertyName;
        return column.Type.Kind switch
        {
            SqlKind.Boolean => $"{{({value} == true ? \"true\" : \"false\")}}",
            SqlKind.Date => $"{{{value}:yyyy-MM-dd}}",
            SqlKind.Timestamp => $"{{{value}:yyyy-MM-dd HH:mm:ss.FFFFFF}}",
            SqlKind.TimestampTz => $"{{{value}:yyyy-MM-dd HH:mm:ss.FFFFFF}}+00",
            _ => $"{{{value}}}",
        };
    }

    /// <summary>The target-typed <c>new</c> expression of the data type.</summary>
    public static string TypeConstruction(SqlType type)
    {
        var arguments = RuntimeNames.SqlKind(type.Kind)
            + (type.Length > 0 ? Invariant($", Length: {type.Length}") : "")
            + (type.Precision > 0 ? Invariant($", Precision: {type.Precision}") : "")
            + (type.Scale > 0 ? Invariant($", Scale: {type.Scale}") : "");
        return $"new({arguments})";
    }

    private static int Precision(SqlType type) => type.Precision > 0 ? type.Precision : BareNumericPrecision;

    private static bool IsText(SqlKind kind) => kind is SqlKind.Text or SqlKind.Varchar or SqlKind.Jsonb;

    private static string ValueType(SqlKind kind) => kind switch
    {
        SqlKind.Bigint => "long",
        SqlKind.Integer => "int",
        SqlKind.Smallint => "short",
        SqlKind.Boolean => "bool",
        SqlKind.Text or SqlKind.Varchar or SqlKind.Jsonb => "string",
        SqlKind.Numeric => "decimal",
        SqlKind.Date => "global::System.DateOnly",
        SqlKind.Timestamp or SqlKind.TimestampTz => "global::System.DateTime",
        SqlKind.DoublePrecision => "double",
        SqlKind.Uuid => "global::System.Guid",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The emitter does not know this kind."),
    };

    /// <summary>The part of a reader's or writer's method name that depends on the kind.</summary>
    private static string MethodStem(SqlKind kind) => kind switch
    {
        SqlKind.Bigint => "Int64",
        SqlKind.Integer => "Int32",
        SqlKind.Smallint => "Int16",
        SqlKind.Boolean => "Boolean",
        SqlKind.Text or SqlKind.Varchar or SqlKind.Jsonb => "String",
        SqlKind.Numeric => "Decimal",
        SqlKind.Date => "Date",
        SqlKind.Timestamp or SqlKind.TimestampTz => "Timestamp",
        SqlKind.DoublePrecision => "Double",
        SqlKind.Uuid => "Guid",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The emitter does not know this kind."),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
