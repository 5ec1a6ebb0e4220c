namespace AccountCommStats.Exporting.Formats;

/// <summary>The format of a file of rows.</summary>
public enum FileFormat
{
    /// <summary>CSV per RFC 4180 in UTF-8, byte for byte as PostgreSQL's COPY writes it; <c>.csv</c>.</summary>
    Csv,

    /// <summary>JSON Lines in UTF-8: one object per line, exact numbers, times in ISO 8601; <c>.jsonl</c>.</summary>
    JsonLines,

    /// <summary>Apache Parquet with exact types; columns that are not null are REQUIRED; <c>.parquet</c>.</summary>
    Parquet,
}
