using System.Globalization;

namespace AccountCommStats.Specs.Model;

/// <summary>The kinds of data type a specification can name.</summary>
internal enum SqlKind
{
    /// <summary>64-bit integer.</summary>
    Bigint,

    /// <summary>32-bit integer.</summary>
    Integer,

    /// <summary>16-bit integer.</summary>
    Smallint,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Text of any length.</summary>
    Text,

    /// <summary>Text of at most n characters (Unicode code points).</summary>
    Varchar,

    /// <summary>Exact decimal number, with or without precision and scale.</summary>
    Numeric,

    /// <summary>Calendar date.</summary>
    Date,

    /// <summary>Date and time of day, in UTC.</summary>
    Timestamp,

    /// <summary>Date and time of day with a UTC offset.</summary>
    TimestampTz,

    /// <summary>64-bit binary floating point number.</summary>
    DoublePrecision,

    /// <summary>Universally unique identifier.</summary>
    Uuid,

    /// <summary>JSON document.</summary>
    Jsonb,
}

/// <summary>A column's data type.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Length">Maximum number of characters of a varchar; 0 for other kinds.</param>
/// <param name="Precision">Total number of digits of a numeric; 0 for a bare numeric and other kinds.</param>
/// <param name="Scale">Digits after the point of a numeric; <see cref="BareNumericScale"/> for a bare numeric; 0 for other kinds.</param>
internal readonly record struct SqlType(SqlKind Kind, int Length = 0, int Precision = 0, int Scale = 0)
{
    /// <summary>The number of exported digits after the point for a numeric without precision and scale.</summary>
    public const int BareNumericScale = 10;

    /// <summary>Whether values are integers, of any size.</summary>
    public bool IsInteger => Kind is SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint;

    /// <summary>The canonical spelling: lower case, no spaces inside the parentheses, such as <c>numeric(10,2)</c>.</summary>
    public override string ToString() => Kind switch
    {
        SqlKind.Varchar => "varchar(" + Length.ToString(CultureInfo.InvariantCulture) + ")",
        SqlKind.Numeric when Precision > 0 => string.Format(CultureInfo.InvariantCulture, "numeric({0},{1})", Precision, Scale),
        SqlKind.DoublePrecision => "double precision",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
