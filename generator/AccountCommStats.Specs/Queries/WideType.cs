using System.Globalization;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Queries;

/// <summary>
/// The widest type of each kind, to which queries cast: a value that does not fit its column then reaches the checks of the
/// row, which can say which row it is, and does not end the query.
/// </summary>
internal static class WideType
{
    // Digits after the point that a value keeps until it is rounded to its column.
    private const int MinimumScale = 10;

    /// <summary>The kind a value of <paramref name="kind"/> is read as.</summary>
    public static SqlKind Of(SqlKind kind) => kind switch
    {
        SqlKind.Integer or SqlKind.Smallint => SqlKind.Bigint,
        SqlKind.Varchar or SqlKind.Uuid or SqlKind.Jsonb => SqlKind.Text,
        _ => kind,
    };

    /// <summary>The opening and the end of a cast of an expression to the widest type of a column's kind.</summary>
    public static (string Before, string After) Cast(SqlType type) => Of(type.Kind) switch
    {
        SqlKind.Numeric => ("round(cast(", string.Format(
            CultureInfo.InvariantCulture, " as numeric(38,{0})), {1})", Math.Max(MinimumScale, type.Scale), type.Scale)),
        SqlKind.DoublePrecision => ("cast(", " as double precision)"),
        var kind => ("cast(", " as " + kind.ToString().ToLowerInvariant() + ")"),
    };

    /// <summary>What rows are ordered by: text by its bytes, whatever the collation of the database.</summary>
    public static string OrderBy(string expression, SqlKind kind)
        => Of(kind) == SqlKind.Text ? $"cast({expression} as text) collate \"C\"" : expression;
}
