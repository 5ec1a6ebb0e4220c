namespace AccountCommStats.Specs.Compatibility;

/// <summary>How customers read the exported file, which determines which changes of the specification break them.</summary>
internal enum ReadingMode
{
    /// <summary>By the position of the fields: a CSV loader without a header, such as COPY.</summary>
    ByPosition,

    /// <summary>By the names in the header.</summary>
    ByName,

    /// <summary>As Parquet: by name, with the types in the file.</summary>
    Parquet,
}

/// <summary>The names that documents use for <see cref="ReadingMode"/>.</summary>
internal static class ReadingModes
{
    /// <summary>The names as a message lists them.</summary>
    internal const string Accepted = "by-position, by-name or parquet";

    /// <summary>The name of a reading mode, such as <c>by-position</c>.</summary>
    public static string NameOf(ReadingMode mode) => mode switch
    {
        ReadingMode.ByPosition => "by-position",
        ReadingMode.ByName => "by-name",
        _ => "parquet",
    };

    /// <summary>Parses a name, optionally followed by a remark in parentheses; null for any other text.</summary>
    internal static ReadingMode? TryRead(string text)
    {
        var remark = text.IndexOf('(');
        return (remark < 0 ? text : text.Substring(0, remark)).Trim().Trim('`').ToLowerInvariant() switch
        {
            "by-position" or "by position" => ReadingMode.ByPosition,
            "by-name" or "by name" => ReadingMode.ByName,
            "parquet" => ReadingMode.Parquet,
            _ => null,
        };
    }
}
