namespace AccountCommStats.Exporting.Schema;

/// <summary>The kinds of data type a column can have.</summary>
public enum SqlKind
{
    /// <summary>64-bit integer; <see cref="long"/>.</summary>
    Bigint,

    /// <summary>32-bit integer; <see cref="int"/>.</summary>
    Integer,

    /// <summary>16-bit integer; <see cref="short"/>.</summary>
    Smallint,

    /// <summary>True or false; <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>Text of any length; <see cref="string"/>.</summary>
    Text,

    /// <summary>Text of at most n characters (Unicode code points); <see cref="string"/>.</summary>
    Varchar,

    /// <summary>Exact decimal number; <see cref="decimal"/>.</summary>
    Numeric,

    /// <summary>Calendar date; <see cref="DateOnly"/>.</summary>
    Date,

    /// <summary>Instant in UTC, to the microsecond; <see cref="DateTime"/> of kind UTC.</summary>
    Timestamp,

    /// <summary>Instant, to the microsecond, written with its offset (always <c>+00</c>); <see cref="DateTime"/> of kind UTC.</summary>
    TimestampTz,

    /// <summary>64-bit binary floating point number; <see cref="double"/>.</summary>
    DoublePrecision,

    /// <summary>Universally unique identifier; <see cref="Guid"/>.</summary>
    Uuid,

    /// <summary>JSON document as text; <see cref="string"/>.</summary>
    Jsonb,
}

/// <summary>A column's data type.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Length">The maximum number of characters of a varchar; 0 for other kinds.</param>
/// <param name="Precision">The precision of a numeric; 0 for a bare numeric and other kinds.</param>
/// <param name="Scale">Digits after the point of a numeric; 0 for other kinds.</param>
public readonly record struct SqlType(SqlKind Kind, int Length = 0, int Precision = 0, int Scale = 0)
{
    /// <summary>The normal spelling, such as <c>numeric(10,2)</c>.</summary>
    public override string ToString() => Kind switch
    {
        SqlKind.Varchar => $"varchar({Length})",
        SqlKind.Numeric when Precision > 0 => $"numeric({Precision},{Scale})",
        SqlKind.DoublePrecision => "double precision",
        SqlKind.Bigint => "bigint",
        SqlKind.Integer => "integer",
        SqlKind.Smallint => "smallint",
        SqlKind.Boolean => "boolean",
        SqlKind.Text => "text",
        SqlKind.Numeric => "numeric",
        SqlKind.Date => "date",
        SqlKind.Timestamp => "timestamp",
        SqlKind.TimestampTz => "timestamptz",
        SqlKind.Uuid => "uuid",
        _ => "jsonb",
    };
}
