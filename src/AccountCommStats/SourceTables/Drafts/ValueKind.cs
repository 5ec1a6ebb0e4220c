namespace AccountCommStats.SourceTables.Drafts;

/// <summary>Types of columns, as drafts distinguish them.</summary>
internal enum ValueKind
{
    /// <summary>Any other type, such as an enumeration, an array, or a user-defined type.</summary>
    Other,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Numbers with a fraction.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A time with a zone.</summary>
    Instant,

    /// <summary>A time without a zone.</summary>
    LocalTime,

    /// <summary>A day.</summary>
    Date,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>A UUID.</summary>
    Uuid,
}

/// <summary>Finds the kind of a type, and converts values to another kind.</summary>
internal static class ValueKinds
{
    /// <summary>The kind of a PostgreSQL type.</summary>
    public static ValueKind Of(string type) => type.Split('(')[0].TrimEnd() switch
    {
        _ when type.EndsWith("[]", StringComparison.Ordinal) => ValueKind.Other,
        "bigint" or "integer" or "smallint" => ValueKind.Integer,
        "numeric" or "double precision" or "real" => ValueKind.Number,
        "text" or "character varying" or "varchar" or "character" or "citext" => ValueKind.Text,
        "boolean" => ValueKind.Boolean,
        "timestamptz" or "timestamp with time zone" => ValueKind.Instant,
        "timestamp" => type.EndsWith(" with time zone", StringComparison.Ordinal) ? ValueKind.Instant : ValueKind.LocalTime,
        "timestamp without time zone" => ValueKind.LocalTime,
        "date" => ValueKind.Date,
        "json" or "jsonb" => ValueKind.Json,
        "uuid" => ValueKind.Uuid,
        _ => ValueKind.Other,
    };

    /// <summary>Converts a value to the kind that the relations expect.</summary>
    /// <param name="expression">The value in SQL.</param>
    /// <param name="found">Its kind.</param>
    /// <param name="wanted">The kind that the relations expect.</param>
    /// <returns>
    /// The value in SQL, and the guess it contains (null if it contains none). The result is null if the value cannot be converted.
    /// </returns>
    public static (string Sql, string? Guess)? Convert(string expression, ValueKind found, ValueKind wanted) => (wanted, found) switch
    {
        _ when wanted == found => (expression, null),
        (ValueKind.Integer, ValueKind.Uuid) => (expression, "a uuid: every column that refers to it must be one, and so must the key of the specification"),
        (ValueKind.Number, ValueKind.Integer) => (expression, null),
        (ValueKind.Text, ValueKind.Json) => ($"{expression} ->> 'label'", "the member of the JSON value"),
        (ValueKind.Text, _) => ($"cast({expression} as text)", "its values, as text"),
        (ValueKind.Boolean, ValueKind.Integer) => ($"{expression} <> 0", "0 is false"),
        (ValueKind.Instant, ValueKind.LocalTime) => ($"{expression} at time zone 'UTC'", "its times are in UTC"),
        (ValueKind.Instant, ValueKind.Date) => ($"cast({expression} as timestamp) at time zone 'UTC'", "a day begins at midnight UTC"),
        (ValueKind.Instant, ValueKind.Integer) => ($"to_timestamp({expression})", "it counts seconds since 1970"),
        _ => null,
    };
}
