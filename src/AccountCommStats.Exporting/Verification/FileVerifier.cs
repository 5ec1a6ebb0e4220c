namespace AccountCommStats.Exporting;

/// <summary>
/// Verifies delivered files against their specification and their manifest, with no database: header, form, type, length,
/// range and nullability of each value, order and uniqueness of the key, rows, bytes, SHA-256 and null counts.
/// </summary>
/// <param name="schema">The export.</param>
/// <param name="maxProblems">Most problems to list of a file; further ones are counted.</param>
public sealed class FileVerifier(ExportSchema schema, int maxProblems = FileVerifier.DefaultMaxProblems)
{
    /// <summary>How many problems of a file are listed unless something else is asked for.</summary>
    public const int DefaultMaxProblems = 100;

    /// <summary>Verifies one file, what its manifest says of it, and its rejects file if the manifest names one.</summary>
    /// <exception cref="SourceException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public FileVerification Verify(DeliveredExport delivered, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivered);
        var problems = new ProblemLog(maxProblems);
        var remarks = new List<string>();
        var rows = new RowsCheck(delivered.DataPath, schema, delivered.Manifest?.OrganizationId, problems);
        var (bytes, sha256) = Read(delivered.DataPath, stream => rows.Run(stream, cancellationToken));
        if (delivered.Manifest is { } manifest)
        {
            var check = new ManifestCheck(delivered.ManifestPath, manifest, problems);
            check.CompareWith(schema, remarks);
            check.CompareWith(delivered.DataPath, rows, bytes, sha256);
            if (rows.NullCounts is { } nullCounts)
            {
                check.CompareNulls(schema, nullCounts);
            }

            VerifyRejects(delivered.ManifestPath, manifest.Violations, check, problems);
        }
        else
        {
            problems.Report(delivered.ManifestPath, delivered.ManifestFault!);
        }

        return new FileVerification
        {
            File = delivered.DataPath,
            Export = schema.Name,
            Rows = rows.Rows,
            Bytes = bytes,
            Sha256 = sha256,
            ProblemCount = problems.Count,
            Problems = problems.Listed,
            Remarks = remarks,
        };
    }

    /// <summary>A file that cannot be read.</summary>
    internal static SourceException Unreadable(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => Missing(path),
        _ => new SourceException($"'{path}' cannot be read: {exception.Message}", exception),
    };

    /// <summary>A file that is not there.</summary>
    internal static SourceException Missing(string path) => new($"There is no file '{path}'. Check the path.");

    private static (long Bytes, string Sha256) Read(string path, Action<Stream> read)
    {
        try
        {
            using var stream = HashingStream.Open(path);
            read(stream);
            var sha256 = stream.ReadToEnd();
            return (stream.Bytes, sha256);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    private void VerifyRejects(string manifestPath, ManifestViolations violations, ManifestCheck check, ProblemLog problems)
    {
        if (violations.File is not { } file)
        {
            if (violations.RejectedRows > 0)
            {
                problems.Report(manifestPath, $"'violations' counts {violations.RejectedRows} rejected rows and names no file that holds them");
            }

            return;
        }

        if (file.Rows != violations.RejectedRows)
        {
            problems.Report(
                manifestPath, $"'violations' counts {violations.RejectedRows} rejected rows, and '{file.Name}' is said to hold {file.Rows}");
        }

        var path = DeliveredExport.Beside(manifestPath, file.Name);
        if (!File.Exists(path))
        {
            problems.Report(path, "the rejects file that the manifest names is missing");
            return;
        }

        var (bytes, sha256) = Read(path, stream => new RejectsCheck(path, schema, problems).Run(stream, violations, manifestPath));
        check.CompareBytes(file, bytes, sha256);
    }
}
