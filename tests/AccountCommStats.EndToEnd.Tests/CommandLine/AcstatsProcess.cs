using System.Diagnostics;
using System.Globalization;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

/// <summary>The binary, run as a user runs it.</summary>
internal static class AcstatsProcess
{
    /// <summary>Runs a command line to its end.</summary>
    public static async Task<AcstatsOutcome> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new AcstatsOutcome(process.ExitCode, await output, await error);
    }

    /// <summary>Asks a process to end, as a service manager does.</summary>
    public static void Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Starts a command line.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "acstats.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The test's answer must not depend on who runs it.
        start.Environment.Remove("ACSTATS_SOURCE");
        return Process.Start(start)!;
    }
}

/// <summary>What a command line did.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed to standard output.</param>
/// <param name="Error">What it printed to standard error.</param>
internal sealed record AcstatsOutcome(int ExitCode, string Output, string Error);
