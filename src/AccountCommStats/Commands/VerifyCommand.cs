using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Exporting.Verification;
using AccountCommStats.Exports;

namespace AccountCommStats.Commands;

/// <summary><c>acstats verify</c>: checks delivered files against their specification and manifest, without a database.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "A delivered file in any format, compressed or not; a manifest, which stands for all files that it names; or a set manifest, which stands for its exports. Addresses such as s3://deliveries/crm/FILE are accepted, too.",
            Arity = ArgumentArity.OneOrMore,
        };
        var maxProblems = CommonOptions.WholeNumber(
            "--max-problems", "N", "The maximum number of problems to list for each file; further ones are counted.", FileVerifier.DefaultMaxProblems, 1, int.MaxValue);
        var key = new Option<string?>("--key") { Description = "A PEM file with the sender's public key (ECDSA, curve P-256). Every manifest must have a signature that this key verifies.", HelpName = "KEYFILE" };
        var storage = new StorageOptions();
        var json = new Option<bool>("--json") { Description = "Print an array of objects, one per file." };

        var command = new Command(
            "verify",
            "Verify delivered files against the specification and their manifests: header, every value, the key, each figure of the manifest. Lists the figures that nothing in the delivery can confirm. "
            + "Exit code 3: a file cannot be read; 4: a file belongs to no export known here; 5: a file has problems. If several apply, the lowest.")
        {
            files, maxProblems, key, json,
        };
        storage.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var signatureKey = parse.GetValue(key) is { } file ? KeyFile.ReadPublic(file) : null;
            return await RunAsync(
                terminal, parse.GetRequiredValue(files), new VerifyOptions(parse.GetValue(maxProblems), signatureKey, storage.Value(parse)), parse.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string[] paths, VerifyOptions options, bool json, CancellationToken cancellationToken)
    {
        var verifications = new List<FileVerification>();
        var codes = new List<int> { ExitCode.Done };
        var left = new Queue<string>(paths);
        while (left.TryDequeue(out var path))
        {
            var (verification, code) = await VerifyOrFailAsync(terminal, path, options, left, cancellationToken);
            verifications.Add(verification);
            codes.Add(code);
            if (!json)
            {
                Write(terminal, verification);
            }
        }

        if (json)
        {
            terminal.WriteJson(verifications, ReportJson.Shared.IReadOnlyListFileVerification);
        }

        return codes.Where(code => code != ExitCode.Done).DefaultIfEmpty(ExitCode.Done).Min();
    }

    /// <summary>Verifies a file. A failure becomes its result; the other files are still verified.</summary>
    private static async Task<(FileVerification Verification, int Code)> VerifyOrFailAsync(
        Terminal terminal, string path, VerifyOptions options, Queue<string> left, CancellationToken cancellationToken)
    {
        try
        {
            var verification = await VerifyAsync(path, options, left, cancellationToken);
            return (verification, verification.IsGood ? ExitCode.Done : ExitCode.Violations);
        }
        catch (ExportException exception)
        {
            var (text, visible) = ErrorText.Of(exception);
            terminal.WriteError(text, visible);
            return (FileVerification.Failed(path, exception.Message), ExitCode.Of(exception));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The error is unexpected, so the stack trace is printed for a bug report.
            terminal.WriteError($"'{path}': unexpected error: {exception}", $"'{TerminalText.Of(path)}': unexpected error: {TerminalText.Of(exception)}");
            return (FileVerification.Failed(path, $"unexpected error: {exception.Message}"), ExitCode.Unexpected);
        }
    }

    /// <summary>Verifies a file or a set manifest. Queues the manifests that a set lists.</summary>
    private static async Task<FileVerification> VerifyAsync(string path, VerifyOptions options, Queue<string> left, CancellationToken cancellationToken)
    {
        using var download = S3Address.HasScheme(path) ? await DownloadedDelivery.FetchAsync(path, options.Storage, cancellationToken) : null;
        var local = download?.Path ?? path;
        if (!SetVerifier.IsSetManifest(path))
        {
            var export = Verify(local, options, cancellationToken);
            return download?.WithAddresses(export) ?? export;
        }

        var (set, manifests) = SetVerifier.Verify(local, options.Key);
        foreach (var manifest in manifests)
        {
            left.Enqueue(download?.AddressOf(manifest) ?? manifest);
        }

        return download?.WithAddresses(set) ?? set;
    }

    private static FileVerification Verify(string path, VerifyOptions options, CancellationToken cancellationToken)
    {
        var delivered = DeliveredExport.Find(path);
        var names = delivered.ExportNames.ToList();
        return names.Select(ExportCatalog.Find).FirstOrDefault(known => known is not null) is { } export
            ? new FileVerifier(export.Schema, options.MaxProblems) { SignatureKey = options.Key }.Verify(delivered, cancellationToken)
            : throw new SourceMismatchException(
                $"'{path}' belongs to no export known here{(names.Count > 1 ? $": it is of '{names[0]}' according to its manifest, and of '{names[1]}' according to its file name" : names.Count > 0 ? $": it is of '{names[0]}'" : "")}. Known: "
                + $"{string.Join(", ", ExportCatalog.All.Select(candidate => candidate.Schema.Name))}. "
                + "The export is named by the manifest beside the file, or by the file's name up to '.org-'.");
    }

    private sealed record VerifyOptions(int MaxProblems, ECDsa? Key, S3Options Storage);

    private static void Write(Terminal terminal, FileVerification verification)
    {
        foreach (var problem in verification.Problems)
        {
            terminal.WriteLine(problem.ToString());
        }

        var verdict = verification.Error is not null ? "not verified"
            : verification.IsGood ? "good"
            : verification.ProblemCount > verification.Problems.Count
                ? string.Create(CultureInfo.InvariantCulture, $"{verification.ProblemCount:N0} problems; {verification.Problems.Count:N0} {(verification.Problems.Count == 1 ? "is" : "are")} listed")
            : verification.ProblemCount == 1 ? "1 problem"
            : CountText.Of(verification.ProblemCount, "problem");
        var size = verification.Error is null
            ? string.Create(CultureInfo.InvariantCulture, $" ({CountText.Of(verification.Rows, "row")}, {CountText.Of(verification.Bytes, "byte")}{(verification.Files.Count > 1 ? $" in {verification.Files.Count} files" : "")}{(verification.Compression is { } compression ? $", compressed with {compression}" : "")})")
            : "";
        terminal.WriteLine(TerminalText.Of($"{verification.File}: {verdict}{size}"));
        if (verification.Unverifiable.Count > 0)
        {
            terminal.WriteLine($"  not verifiable from the file or its name: {string.Join(", ", verification.Unverifiable)}");
        }

        foreach (var remark in verification.Remarks)
        {
            terminal.WriteNote($"note: {remark}");
        }
    }
}
