using System.Security.Cryptography;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>
/// Verifies delivered files against their specification and their manifest, without a database: header, form, type, length,
/// range and nullability of each value, order and uniqueness of the key, and each figure of the manifest.
/// </summary>
/// <param name="schema">The export.</param>
/// <param name="maxProblems">The maximum number of problems to list per file. Further problems are only counted.</param>
public sealed class FileVerifier(ExportSchema schema, int maxProblems = FileVerifier.DefaultMaxProblems)
{
    /// <summary>The default of the maximum number of problems to list per file.</summary>
    public const int DefaultMaxProblems = 100;

    /// <summary>The public P-256 key whose owner must have signed the manifest; null to ignore signatures.</summary>
    public ECDsa? SignatureKey { get; init; }

    /// <summary>Verifies files of rows, their manifest, and the rejects file if the manifest names one.</summary>
    /// <exception cref="SourceException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The verification was canceled.</exception>
    public FileVerification Verify(DeliveredExport delivered, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivered);
        var problems = new ProblemLog(maxProblems);
        var remarks = new List<string>();
        var rows = new Dictionary<FileFormat, RowsCheck>();
        var path = delivered.DataPath;
        try
        {
            var files = new List<VerifiedFile>();
            foreach (var each in delivered.DataPaths)
            {
                path = each;
                files.Add(VerifyRows(delivered, path, rows, problems, cancellationToken));
            }

            path = delivered.ManifestPath;
            IEnumerable<string> unverifiable = delivered.Manifest is { } manifest ? VerifyManifest(delivered, manifest, rows, files, problems, remarks) : [];
            if (delivered.ManifestFault is { } fault)
            {
                problems.Report(delivered.ManifestPath, fault);
            }

            return new FileVerification
            {
                File = delivered.DataPath,
                Files = delivered.DataPaths,
                Export = schema.Name,
                Format = RowFormats.NameOf(files[0].Format),
                Rows = rows[files[0].Format].Rows,
                Bytes = files.Sum(file => file.Bytes),
                Sha256 = files is [var one] ? one.Sha256 : null,
                Compression = files[0].Compression is FileCompression.None ? null : CompressedStream.NameOf(files[0].Compression),
                ProblemCount = problems.Count,
                Problems = problems.Listed,
                Unverifiable = [.. unverifiable],
                Remarks = remarks,
            };
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            throw Unreadable(path, exception);
        }
    }

    /// <summary>The error for a file that cannot be read.</summary>
    internal static SourceException Unreadable(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => Missing(path),
        _ => new SourceException($"'{path}' cannot be read: {Reason(exception)}", exception),
    };

    /// <summary>The error for a missing file.</summary>
    internal static SourceException Missing(string path) => new($"There is no file '{path}'. Check the path.");

    private static string Reason(Exception exception) => exception is PlainFileException
        ? $"{exception.Message}. Replace it with a copy: a regular file that has no other hard links."
        : exception.Message;

    private VerifiedFile VerifyRows(
        DeliveredExport delivered, string path, Dictionary<FileFormat, RowsCheck> checks, ProblemLog problems, CancellationToken cancellationToken)
    {
        using var file = new DeliveredFile(path, isNamed: path == delivered.NamedPath, schema, delivered.Dialect);
        if (!checks.TryGetValue(file.Format, out var rows))
        {
            checks.Add(file.Format, rows = new RowsCheck(schema, delivered.Manifest?.OrganizationId, problems));
        }

        if (file.Format != FileFormat.Parquet)
        {
            var count = rows.Run(path, file.Records, cancellationToken);
            var (length, hash) = file.ReadToEnd();
            return new VerifiedFile(path, file.Format, file.Compression, count, length, hash);
        }

        // If the hash of a file is wrong, the file is not given to a native library.
        var (bytes, sha256) = file.ReadToEnd();
        if (delivered.EntryOf(path) is { } entry && entry.Sha256 != sha256)
        {
            rows.Skip();
            return new VerifiedFile(path, file.Format, file.Compression, entry.Rows, bytes, sha256);
        }

        return new VerifiedFile(path, file.Format, file.Compression, rows.Run(path, file.Records, cancellationToken), bytes, sha256);
    }

    private ISet<string> VerifyManifest(
        DeliveredExport delivered, ExportManifest manifest, Dictionary<FileFormat, RowsCheck> rows, List<VerifiedFile> files, ProblemLog problems, List<string> remarks)
    {
        var check = new ManifestCheck(delivered.ManifestPath, manifest, problems);
        check.CompareWith(schema, remarks);
        foreach (var file in files)
        {
            check.CompareWith(file, rows[file.Format]);
        }

        check.CompareFiles();
        foreach (var of in rows.Values)
        {
            check.CompareRows(schema, of);
        }

        var others = manifest.Files.Count - files.Count;
        if (others > 0)
        {
            remarks.Add($"The manifest names {others} more {(others == 1 ? "file" : "files")} that hold the same rows and were not verified. Name the manifest to verify all of them.");
        }

        if (!delivered.IsManifestAsWritten)
        {
            remarks.Add($"'{delivered.ManifestPath}' is not formatted as this version of the exporter writes it: somebody edited it, or another version wrote it.");
        }

        VerifySignature(delivered, problems, remarks);
        VerifyRejects(delivered.ManifestPath, manifest.Violations, check, problems);
        return check.Unverifiable;
    }

    private void VerifySignature(DeliveredExport delivered, ProblemLog problems, List<string> remarks)
    {
        var path = ExportFileName.WithoutSuffix(delivered.ManifestPath) + ExportFileName.SignatureSuffix;
        if (SignatureKey is null)
        {
            if (File.Exists(path))
            {
                remarks.Add("The manifest is signed, and the signature was not verified: give the sender's public key.");
            }

            return;
        }

        try
        {
            using var file = PlainFile.OpenRead(path);
            if (!ManifestSignature.IsValid(SignatureKey, delivered.ManifestBytes.Span, ManifestSignature.Read(file)))
            {
                problems.Report(path, "the signature does not match this manifest and key: the manifest was changed, or signed with another key");
            }
        }
        catch (FileNotFoundException)
        {
            problems.Report(delivered.ManifestPath, "the manifest is not signed");
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            problems.Report(path, $"the signature cannot be read: {Reason(exception)}");
        }
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
            check.Report($"'violations' counts {CountText.Of(violations.RejectedRows, "rejected row")}, but the manifest's entry for '{file.Name}' says that it has {file.Rows}");
        }

        var path = DeliveredExport.Beside(manifestPath, file.Name);
        try
        {
            using var stream = HashingStream.Open(path, isNamed: false);
            using var content = CompressedStream.Decompress(stream, stream.Compression);
            new RejectsCheck(path, schema, problems).Run(content, violations, check);
            var sha256 = stream.ReadToEnd();
            check.CompareBytes(file, stream.Bytes, sha256);
        }
        catch (FileNotFoundException)
        {
            problems.Report(path, "the rejects file that the manifest names is missing");
        }
        catch (DamagedCompressionException exception)
        {
            problems.Report(path, exception.Message);
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            problems.Report(path, $"the rejects file cannot be read: {Reason(exception)}");
        }
    }

    private static void VerifyAbsence(string manifestPath, ManifestViolations violations, ManifestCheck check)
    {
        if (violations.RejectedRows != 0 || violations.Rules.Count > 0)
        {
            var rules = violations.Rules.Count == 0 ? "lists no broken rule" : $"lists the broken rules {string.Join(", ", violations.Rules.Keys)}";
            check.Report($"'violations' counts {CountText.Of(violations.RejectedRows, "rejected row")} and {rules}, but names no rejects file");
        }
        else if (File.Exists(DeliveredExport.Beside(manifestPath, check.Name.Rejects)))
        {
            check.Report($"'violations' names no rejects file, but '{check.Name.Rejects}' exists");
        }
    }
}
