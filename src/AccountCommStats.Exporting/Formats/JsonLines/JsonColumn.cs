using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Formats.JsonLines;

/// <summary>How a column is written in JSON Lines.</summary>
/// <param name="Prefix">The text before each value: the column's name, and what separates it from the previous value.</param>
/// <param name="IsExactString">Whether its numbers are written as strings, because many readers parse a number as a double, which is exact only up to 15 digits.</param>
internal readonly record struct JsonColumn(byte[] Prefix, bool IsExactString)
{
    private const int MaximumDigitsOfDouble = 15;

    /// <summary>The columns of an export.</summary>
    public static JsonColumn[] Of(ExportSchema schema)
        => [.. schema.Columns.Select((column, i) => new JsonColumn(PrefixOf(column.Name, isFirst: i == 0), IsString(column.Type)))];

    /// <summary>
    /// Whether numbers of a type are written as strings. This holds for numerics that may have more than 15 digits, and does not depend on
    /// the value.
    /// </summary>
    public static bool IsString(SqlType type) => type.Kind == SqlKind.Numeric && type.Precision is 0 or > MaximumDigitsOfDouble;

    private static byte[] PrefixOf(string name, bool isFirst)
    {
        var quoted = new byte[(name.Length * JsonString.MaximumBytesOfCharacter) + 2];
        return [isFirst ? (byte)'{' : (byte)',', .. quoted.AsSpan(0, JsonString.Write(name, quoted)), (byte)':'];
    }
}
