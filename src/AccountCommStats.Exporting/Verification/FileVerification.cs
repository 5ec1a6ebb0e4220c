namespace AccountCommStats.Exporting;

/// <summary>What verifying one delivered file found.</summary>
public sealed record FileVerification
{
    /// <summary>Path of the file with the rows.</summary>
    public required string File { get; init; }

    /// <summary>Name of the export it was verified against.</summary>
    public required string Export { get; init; }

    /// <summary>Rows, without the header.</summary>
    public required long Rows { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the bytes, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How many problems there are, those that were not listed included.</summary>
    public required long ProblemCount { get; init; }

    /// <summary>The first problems, as many as were asked for.</summary>
    public required IReadOnlyList<FileProblem> Problems { get; init; }

    /// <summary>What is worth knowing and no problem, such as another edition of the specification.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Whether the file is as the specification and its manifest say.</summary>
    public bool IsGood => ProblemCount == 0;
}
