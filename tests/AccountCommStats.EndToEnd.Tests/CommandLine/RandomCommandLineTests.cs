using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.EndToEnd.Tests.Secrets;
using AccountCommStats.EndToEnd.Tests.Soak;
using AccountCommStats.EndToEnd.Tests.Specifications;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

/// <summary>Any command line, wherever it runs, ends with a documented exit code and a plain message, and leaves nothing behind.</summary>
public sealed partial class RandomCommandLineTests
{
    private const int ShortRun = 8;

    private static readonly int[] Documented = [0, 2, 3, 4, 5, 6, 130];

    [Fact]
    public async Task Ends_with_a_documented_exit_code_without_a_stack_trace_and_without_leftovers()
    {
        var count = SoakRun.Count("ACSTATS_SOAK_COMMAND_LINES", ShortRun);
        using var fixture = new TemporaryDirectory();
        var options = new SampleOptions { OrganizationId = 1, Accounts = 3, EventsPerAccount = 3 };
        await using var database = await SeededDatabase.CreateAsync(options);
        var sample = await SeededDatabase.CreateFileAsync(fixture, options);
        await AcstatsProcess.RunAsync("export", "--source", sample, "--organization", "1", "--as-of", "2025-12-10", "--output", fixture.Path);
        var lines = Enumerable.Range(0, count).Select(_ => RandomCommandLine.Create(SoakRun.Random, sample, database.Uri)).ToList();
        var codes = new ConcurrentDictionary<int, int>();
        var faults = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (line, _) =>
        {
            using var folder = new SpecificationFolder();
            var output = folder.PathOf("out");
            Directory.CreateDirectory(output);

            var result = await AcstatsProcess.RunByShellAsync(line.Script, folder.PathOf("."), line.Environment, [.. line.Arguments]);

            codes.AddOrUpdate(result.ExitCode, 1, (_, before) => before + 1);
            if (FaultOf(result, isHeard: line.Script is "exec \"$@\"", folder.PathOf(".")) is { } fault)
            {
                faults.Add($"{fault}: {line}\n  exit code {result.ExitCode}: {result.Everything}");
            }
        });

        Assert.True(faults.IsEmpty, $"{faults.Count} of {count}:\n{string.Join('\n', faults.Take(100))}");
        SoakRun.Report(
            $"{count} random command lines and environments",
            $"no stack trace, no leftover; exit codes {string.Join(", ", codes.OrderBy(code => code.Key).Select(code => $"{code.Key}: {code.Value}"))}");
    }

    private static string? FaultOf(AcstatsResult result, bool isHeard, string folder)
        => !Documented.Contains(result.ExitCode) ? "an exit code that is not documented, or unexpected"
            : StackTrace().IsMatch(result.Everything) ? "a stack trace"
            : result.Everything.Contains("unexpected error", StringComparison.Ordinal) ? "an unexpected error"
            : result.Everything.Contains(MalformedSources.Mark, StringComparison.OrdinalIgnoreCase) ? "a password"
            : result.ExitCode != 0 && result.Everything.Length == 0 && isHeard ? "a silent failure"
            : Leftover(folder) is { } path ? $"'{path}' left behind"
            : null;

    /// <summary>Finds what a run left behind: a temporary file, a lock, a write-ahead log, or a file without its manifest.</summary>
    private static string? Leftover(string folder)
        => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .FirstOrDefault(path => Path.GetFileName(path) is var name
                && (name.StartsWith('.')
                    || name.EndsWith(".tmp", StringComparison.Ordinal)
                    || name.EndsWith(".wal", StringComparison.Ordinal)
                    || (name.EndsWith(".csv", StringComparison.Ordinal) && !name.EndsWith(".rejects.csv", StringComparison.Ordinal)
                        && !File.Exists(Path.ChangeExtension(path, ".manifest.json")))));

    [GeneratedRegex(@"^\s+at \S+\(|Unhandled exception|--- End of", RegexOptions.Multiline)]
    private static partial Regex StackTrace();
}
