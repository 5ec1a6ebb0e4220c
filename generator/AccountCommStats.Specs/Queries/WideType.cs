using System.Globalization;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Queries;

/// <summary>
/// The widest type of each kind. Queries cast values to it, so a value that does not fit its column does not fail the query. Instead,
/// a check of the row reports the value, and can name the row.
/// </summary>
internal static class WideType
{
    // The minimum number of decimal places that a value keeps until it is rounded to the scale of its column.
    private const int MinimumScale = 10;

    /// <summary>The kind to which values of <paramref name="kind"/> are cast.</summary>
    public static SqlKind Of(SqlKind kind) => kind switch
    {
        SqlKind.Integer or SqlKind.Smallint => SqlKind.Bigint,
        SqlKind.Varchar or SqlKind.Uuid or SqlKind.Jsonb => SqlKind.Text,
        _ => kind,
    };

    /// <summary>The text to put before and after an expression to cast it to the widest type of a column's kind.</summary>
    public static (string Before, string After) Cast(SqlType type) => Of(type.Kind) switch
    {
        SqlKind.Numeric => ("round(cast(", string.Format(
            CultureInfo.InvariantCulture, " as numeric(38,{0})), {1})", Math.Max(MinimumScale, type.Scale), type.Scale)),
        SqlKind.DoublePrecision => ("cast(", " as double precision)"),
        var kind => ("cast(", " as " + kind.ToString().ToLowerInvariant() + ")"),
    };

    /// <summary>The ORDER BY expression. Text is ordered by its bytes, regardless of the collation of the database.</summary>
    public static string OrderBy(string expression, SqlKind kind)
        => Of(kind) == SqlKind.Text ? $"cast({expression} as text) collate \"C\"" : expression;
}
