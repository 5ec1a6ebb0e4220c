using System.Globalization;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>Replaces a statement's parameters with typed literals, because <c>COPY (query) TO STDOUT</c> accepts no parameters.</summary>
internal static class SqlLiterals
{
    /// <summary>The statement with a literal for each parameter.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="values">A value for each parameter.</param>
    public static string Substitute(SqlStatement statement, ParameterValues values)
        => statement.Write(parameter => Write(values[parameter.Name], parameter.Kind));

    /// <summary>A value as a literal of its type, whatever the session's settings.</summary>
    public static string Write(object? value, SqlKind kind)
    {
        var type = TypeName(kind);
        return value switch
        {
            null => $"cast(null as {type})",
            DateTime time => $"{type} '{time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)}+00'",
            long or int or short or decimal or DateOnly => $"{type} '{ParameterValues.Format(value)}'",
            _ => $"{type} {Quote(ParameterValues.Format(value)!)}",
        };
    }

    /// <summary>A text as a literal in the E form, whose backslash rules do not depend on standard_conforming_strings.</summary>
    public static string Quote(string text)
        => $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string TypeName(SqlKind kind) => kind switch
    {
        SqlKind.Varchar => "text",
        SqlKind.DoublePrecision => "double precision",
        _ => new SqlType(kind).ToString(),
    };
}
