using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>What can be wrong with a field of a file.</summary>
internal enum FieldFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>NULL in a column that must not be NULL.</summary>
    Null,

    /// <summary>A text that is not in the form in which the exporter writes values of the type.</summary>
    Form,

    /// <summary>The form is right, but the value is outside the range of the type.</summary>
    Range,

    /// <summary>A number with more or fewer digits after the point than the column has.</summary>
    Scale,

    /// <summary>A text that is too long.</summary>
    Length,

    /// <summary>Bytes that are not valid UTF-8.</summary>
    Encoding,

    /// <summary>Quotes that are not needed, or no quotes although they are needed.</summary>
    Quoting,
}

/// <summary>Describes faults.</summary>
internal static class FieldFaultText
{
    private const int MaximumCharactersShown = 60;

    /// <summary>Says what is wrong, for a message that already has the field's place.</summary>
    public static string Describe(FieldFault fault, SqlType type, ReadOnlySpan<char> value) => fault switch
    {
        FieldFault.Null => "is NULL; the column must not be NULL",
        FieldFault.Form => $"{Show(value)} is not a valid {type}{Example(type.Kind)}",
        FieldFault.Range => $"{Show(value)} is outside the range of {type}",
        FieldFault.Scale => $"{Show(value)} does not have exactly {CountText.Of(type.Scale, "digit")} after the point, which {type} requires",
        FieldFault.Length => $"{Show(value)} has {CountText.Of(FieldCheck.CodePoints(value), "character")}; the maximum of {type} is {type.Length}",
        FieldFault.Encoding => "holds bytes that are not valid UTF-8",
        FieldFault.Quoting => $"{Show(value)} is quoted although it need not be, or not quoted although it must be",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Nothing is wrong."),
    };

    private static string Example(SqlKind kind) => kind switch
    {
        SqlKind.Boolean => "; it is written t or f",
        SqlKind.Date => "; it is written like 2025-03-31",
        SqlKind.Timestamp => "; it is written like 2025-03-31 00:00:00.5",
        SqlKind.TimestampTz => "; it is written like 2025-03-31 00:00:00.5+00",
        _ => "",
    };

    /// <summary>A value in quotes, cut if it is long.</summary>
    public static string Show(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            return "the empty string";
        }

        var isCut = value.Length > MaximumCharactersShown;
        var length = !isCut ? value.Length : MaximumCharactersShown - (char.IsHighSurrogate(value[MaximumCharactersShown - 1]) ? 1 : 0);
        var shown = value[..length].ToString()
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return $"'{shown}{(isCut ? "..." : "")}'";
    }
}
