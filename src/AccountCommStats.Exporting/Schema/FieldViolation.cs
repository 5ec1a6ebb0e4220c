namespace AccountCommStats.Exporting.Schema;

/// <summary>The rules that a row can break.</summary>
public enum ViolationRule
{
    /// <summary>NULL in a column that is not nullable.</summary>
    NotNull,

    /// <summary>A text longer than the n characters of its varchar(n).</summary>
    Length,

    /// <summary>A number or time outside the range of its type.</summary>
    Range,

    /// <summary>Infinity or NaN.</summary>
    Finite,

    /// <summary>A text without the form of its type, such as a malformed uuid.</summary>
    Format,

    /// <summary>A key that an earlier row has already.</summary>
    KeyUnique,

    /// <summary>A key that comes before that of the previous row.</summary>
    KeyOrder,

    /// <summary>A row of another organization than the exported one. Such a row is never quarantined.</summary>
    Tenant,

    /// <summary>A check that a relation declares, which has its own name.</summary>
    Check,
}

/// <summary>A field that breaks a rule.</summary>
/// <param name="Ordinal">The column, counted from 0; the checks follow the columns.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Value">The value in the source; null for NULL.</param>
public readonly record struct FieldViolation(int Ordinal, ViolationRule Rule, string? Value);
