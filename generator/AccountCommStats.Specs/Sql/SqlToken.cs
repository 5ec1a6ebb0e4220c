using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Sql;

/// <summary>The kind of a token.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword or an identifier without quotes.</summary>
    Word,

    /// <summary>An identifier in double quotes.</summary>
    QuotedIdentifier,

    /// <summary>A string of any form: <c>'...'</c>, <c>E'...'</c> or <c>$tag$...$tag$</c>.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A named parameter, such as <c>@as_of</c>.</summary>
    Parameter,

    /// <summary>A numbered parameter, such as <c>$1</c>.</summary>
    NumberedParameter,

    /// <summary><c>(</c> or <c>[</c>.</summary>
    Open,

    /// <summary><c>)</c> or <c>]</c>.</summary>
    Close,

    /// <summary><c>,</c>.</summary>
    Comma,

    /// <summary><c>.</c>.</summary>
    Dot,

    /// <summary><c>;</c>.</summary>
    Semicolon,

    /// <summary>An operator, such as <c>=</c>, <c>::</c> or <c>*</c>.</summary>
    Operator,
}

/// <summary>A token of a SQL text.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Start">Offset of its first code unit.</param>
/// <param name="End">Offset of the first code unit after it.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int End)
{
    /// <summary>Its span.</summary>
    public TextSpan Span => TextSpan.FromBounds(Start, End);
}
