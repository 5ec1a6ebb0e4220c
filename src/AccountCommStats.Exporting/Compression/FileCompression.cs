namespace AccountCommStats.Exporting.Compression;

/// <summary>How a file of rows is compressed.</summary>
public enum FileCompression
{
    /// <summary>No compression.</summary>
    None,

    /// <summary>One gzip member (RFC 1952), which every loader reads; <c>.gz</c>.</summary>
    Gzip,

    /// <summary>One Zstandard frame (RFC 8878) with a checksum, smaller and faster; <c>.zst</c>.</summary>
    Zstd,
}
