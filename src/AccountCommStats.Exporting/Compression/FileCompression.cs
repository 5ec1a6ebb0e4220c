namespace AccountCommStats.Exporting.Compression;

/// <summary>How a file of rows is compressed.</summary>
public enum FileCompression
{
    /// <summary>No compression.</summary>
    None,

    /// <summary>One gzip member (RFC 1952), which every loader can read; <c>.gz</c>.</summary>
    Gzip,

    /// <summary>One Zstandard frame (RFC 8878) with a checksum. Smaller and faster than gzip; <c>.zst</c>.</summary>
    Zstd,
}
