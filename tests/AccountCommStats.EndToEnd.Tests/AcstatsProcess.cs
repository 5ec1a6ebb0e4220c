using System.Diagnostics;
using System.Globalization;
using System.Text;
using AccountCommStats.EndToEnd.Tests.Native;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests;

/// <summary>Runs the acstats binary as a user does.</summary>
internal static class AcstatsProcess
{
    private static readonly string[] Managed = ["dotnet", Repository.ProgramOf("src/AccountCommStats", "acstats")];

    /// <summary>
    /// The native binary if <see cref="NativeBinary.Given"/> is set, otherwise the assembly. The native binary starts 30 times as
    /// fast, and tests start it 1,000 times.
    /// </summary>
    private static readonly string[] Tested = NativeBinary.Given is { } native ? [native] : Managed;

    /// <summary>The program and its first arguments, for scripts that run it.</summary>
    public static IReadOnlyList<string> Program => Tested;

    /// <summary>Runs a command line.</summary>
    public static Task<AcstatsResult> RunAsync(params string[] arguments) => RunAsync([], arguments);

    /// <summary>Runs a command line with extra environment variables.</summary>
    public static Task<AcstatsResult> RunAsync(IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
        => RunAsync(Tested, Path.GetTempPath(), environment, arguments);

    /// <summary>Runs a command line in a folder.</summary>
    public static Task<AcstatsResult> RunInAsync(string folder, params string[] arguments) => RunAsync(Tested, folder, [], arguments);

    /// <summary>Runs a command line in a folder, with extra environment variables.</summary>
    public static Task<AcstatsResult> RunInAsync(string folder, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
        => RunAsync(Tested, folder, environment, arguments);

    /// <summary>Runs a command line through a shell script that prepares the process, then calls <c>exec "$@"</c>.</summary>
    public static Task<AcstatsResult> RunByShellAsync(
        string script, string folder, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
        => RunAsync(["bash", "-c", script, "acstats", .. Tested], folder, environment, arguments);

    /// <summary>Runs a command line of the managed assembly.</summary>
    public static Task<AcstatsResult> RunManagedAsync(params string[] arguments) => RunAsync(Managed, Path.GetTempPath(), [], arguments);

    /// <summary>Runs a command line of the native binary.</summary>
    public static Task<AcstatsResult> RunNativeAsync(NativeBinary binary, params string[] arguments)
        => RunAsync([binary.Path], Path.GetTempPath(), [], arguments);

    /// <summary>Runs a command line of another build of the binary.</summary>
    public static Task<AcstatsResult> RunBuiltAsync(string assembly, params string[] arguments)
        => RunAsync(["dotnet", assembly], Path.GetTempPath(), [], arguments);

    /// <summary>Starts a command line.</summary>
    public static Process Start(params string[] arguments) => Start(Tested, Path.GetTempPath(), [], arguments);

    /// <summary>Starts a command line with extra environment variables.</summary>
    public static Process Start(IReadOnlyList<(string Name, string Value)> environment, params string[] arguments) => Start(Tested, Path.GetTempPath(), environment, arguments);

    /// <summary>Starts a command line through a program, such as <c>nice</c>, that execs it.</summary>
    public static Process StartBy(string[] launcher, params string[] arguments) => Start([.. launcher, .. Tested], Path.GetTempPath(), [], arguments);

    /// <summary>Sends SIGTERM to a process, as a service manager does.</summary>
    public static void Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static async Task<AcstatsResult> RunAsync(
        string[] program, string folder, IReadOnlyList<(string Name, string Value)> environment, string[] arguments)
    {
        using var process = Start(program, folder, environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new AcstatsResult(process.ExitCode, await output, await error);
    }

    private static Process Start(
        string[] program, string folder, IReadOnlyList<(string Name, string Value)> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(program[0], [.. program[1..], .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // The results must not depend on the user's environment.
        start.Environment.Remove("ACSTATS_SOURCE");
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}

/// <summary>The result of a command line.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record AcstatsResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output, followed by standard error.</summary>
    public string Everything => Output + Error;
}
