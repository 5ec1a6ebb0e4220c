namespace AccountCommStats.Exporting.Compression;

/// <summary>How a file of rows is compressed.</summary>
public enum FileCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As one member of gzip (RFC 1952), which every loader reads; <c>.gz</c>.</summary>
    Gzip,

    /// <summary>As one frame of Zstandard (RFC 8878) with a checksum, smaller and faster; <c>.zst</c>.</summary>
    Zstd,
}
