using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>
/// Verifies delivered files against their specification and their manifest, with no database: header, form, type, length,
/// range and nullability of each value, order and uniqueness of the key, and each figure of the manifest.
/// </summary>
/// <param name="schema">The export.</param>
/// <param name="maxProblems">Most problems to list of a file; further ones are counted.</param>
public sealed class FileVerifier(ExportSchema schema, int maxProblems = FileVerifier.DefaultMaxProblems)
{
    /// <summary>How many problems of a file are listed unless something else is asked for.</summary>
    public const int DefaultMaxProblems = 100;

    /// <summary>Verifies one file, what its manifest says of it, and its rejects file if the manifest names one.</summary>
    /// <exception cref="SourceException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public FileVerification Verify(DeliveredExport delivered, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivered);
        var problems = new ProblemLog(maxProblems);
        var remarks = new List<string>();
        var rows = new RowsCheck(delivered.DataPath, schema, delivered.Manifest?.OrganizationId, problems);
        try
        {
            var (bytes, sha256, compression) = Read(delivered.DataPath, delivered.IsDataNamed, stream => rows.Run(stream, cancellationToken));
            IEnumerable<string> unverifiable = delivered.Manifest is { } manifest
                ? VerifyManifest(delivered, manifest, rows, bytes, sha256, compression, problems, remarks)
                : [];
            if (delivered.ManifestFault is { } fault)
            {
                problems.Report(delivered.ManifestPath, fault);
            }

            return new FileVerification
            {
                File = delivered.DataPath,
                Export = schema.Name,
                Rows = rows.Rows,
                Bytes = bytes,
                Sha256 = sha256,
                Compression = compression is FileCompression.None ? null : CompressedStream.NameOf(compression),
                ProblemCount = problems.Count,
                Problems = problems.Listed,
                Unverifiable = [.. unverifiable],
                Remarks = remarks,
            };
        }
        catch (Exception exception) when (OutputErrors.IsOfFile(exception))
        {
            throw Unreadable(delivered.DataPath, exception);
        }
    }

    /// <summary>A file that cannot be read.</summary>
    internal static SourceException Unreadable(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => Missing(path),
        _ => new SourceException($"'{path}' cannot be read: {Reason(exception)}", exception),
    };

    /// <summary>A file that is not there.</summary>
    internal static SourceException Missing(string path) => new($"There is no file '{path}'. Check the path.");

    private static string Reason(Exception exception) => exception is PlainFileException
        ? $"{exception.Message}. Only regular files are verified, and a file that was found beside another only under its one name. Put a copy of the file there."
        : exception.Message;

    private static (long Bytes, string Sha256, FileCompression Compression) Read(string path, bool isNamed, Action<Stream> read)
    {
        using var stream = HashingStream.Open(path, isNamed);
        using (var content = CompressedStream.Decompress(stream, stream.Compression))
        {
            read(content);
            var sha256 = stream.ReadToEnd();
            return (stream.Bytes, sha256, stream.Compression);
        }
    }

    private ISet<string> VerifyManifest(
        DeliveredExport delivered, ExportManifest manifest, RowsCheck rows, long bytes, string sha256, FileCompression compression, ProblemLog problems, List<string> remarks)
    {
        var check = new ManifestCheck(delivered.ManifestPath, manifest, problems);
        check.CompareWith(schema, remarks);
        check.CompareWith(delivered.DataPath, rows, bytes, sha256, compression);
        check.CompareSystemColumns(schema, rows.SystemColumns);
        if (rows.NullCounts is { } nullCounts)
        {
            check.CompareNulls(schema, nullCounts);
        }

        if (!delivered.IsManifestAsWritten)
        {
            remarks.Add($"'{delivered.ManifestPath}' is not written as this version of the exporter writes it: somebody edited it, or another version wrote it.");
        }

        VerifyRejects(delivered.ManifestPath, manifest.Violations, check, problems);
        return check.Unverifiable;
    }

    private void VerifyRejects(string manifestPath, ManifestViolations violations, ManifestCheck check, ProblemLog problems)
    {
        if (violations.File is not { } file)
        {
            VerifyAbsence(manifestPath, violations, check);
            return;
        }

        check.CompareName(file.Name, check.Name.Rejects, "the rejects file");
        if (file.Rows != violations.RejectedRows)
        {
            check.Report($"'violations' counts {violations.RejectedRows} rejected rows, and '{file.Name}' is said to hold {file.Rows}");
        }

        var path = DeliveredExport.Beside(manifestPath, file.Name);
        try
        {
            var (bytes, sha256, _) = Read(path, isNamed: false, stream => new RejectsCheck(path, schema, problems).Run(stream, violations, check));
            check.CompareBytes(file, bytes, sha256);
        }
        catch (FileNotFoundException)
        {
            problems.Report(path, "the rejects file that the manifest names is missing");
        }
        catch (DamagedCompressionException exception)
        {
            problems.Report(path, exception.Message);
        }
        catch (Exception exception) when (OutputErrors.IsOfFile(exception))
        {
            problems.Report(path, $"the rejects file cannot be read: {Reason(exception)}");
        }
    }

    private static void VerifyAbsence(string manifestPath, ManifestViolations violations, ManifestCheck check)
    {
        if (violations.RejectedRows != 0 || violations.Rules.Count > 0)
        {
            var rules = violations.Rules.Count == 0 ? "no broken rule" : $"the broken rules {string.Join(", ", violations.Rules.Keys)}";
            check.Report($"'violations' counts {violations.RejectedRows} rejected rows and {rules}, and names no file that holds them");
        }
        else if (File.Exists(DeliveredExport.Beside(manifestPath, check.Name.Rejects)))
        {
            check.Report($"'violations' names no rejects file, and there is '{check.Name.Rejects}'");
        }
    }
}
