using System.Text.Json.Serialization;

namespace AccountCommStats.Exporting.Verification;

/// <summary>The result of verifying one delivered file.</summary>
public sealed record FileVerification
{
    /// <summary>Path of the first file with the rows.</summary>
    public required string File { get; init; }

    /// <summary>Paths of all files with rows that were verified together.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Name of the export that the file was verified against; null if it could not be verified.</summary>
    public required string? Export { get; init; }

    /// <summary>Format of the first file: <c>csv</c>, <c>jsonl</c> or <c>parquet</c>; null if it could not be verified.</summary>
    public required string? Format { get; init; }

    /// <summary>Rows, without the header.</summary>
    public required long Rows { get; init; }

    /// <summary>Length of all files in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the bytes, in lower-case hexadecimal; null if the file is unreadable, or if there are several files.</summary>
    public required string? Sha256 { get; init; }

    /// <summary>How the file is compressed: <c>gzip</c> or <c>zstd</c>; null, and left out of JSON, if it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Compression { get; init; }

    /// <summary>The number of problems, including those not listed.</summary>
    public required long ProblemCount { get; init; }

    /// <summary>The first problems, up to the requested number.</summary>
    public required IReadOnlyList<FileProblem> Problems { get; init; }

    /// <summary>The members of the manifest that neither the file nor its name can confirm, such as <c>tool_version</c>.</summary>
    public required IReadOnlyList<string> Unverifiable { get; init; }

    /// <summary>Remarks that are not problems, such as another version of the specification.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Why the file could not be verified, for users; null if it could.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the file matches the specification and its manifest.</summary>
    public bool IsGood => Error is null && ProblemCount == 0;

    /// <summary>Creates the result for a file that could not be verified.</summary>
    /// <param name="path">Path as it was given.</param>
    /// <param name="error">Why the file could not be verified, in words for users.</param>
    public static FileVerification Failed(string path, string error) => new()
    {
        File = path,
        Files = [path],
        Format = null,
        Export = null,
        Rows = 0,
        Bytes = 0,
        Sha256 = null,
        ProblemCount = 0,
        Problems = [],
        Unverifiable = [],
        Remarks = [],
        Error = error,
    };
}
