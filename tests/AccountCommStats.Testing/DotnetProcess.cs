using System.Diagnostics;

namespace AccountCommStats.Testing;

/// <summary>The SDK's command line, run as a user runs it.</summary>
public static class DotnetProcess
{
    /// <summary>Runs a command in a folder, and returns its exit code and all that it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The command inherits nothing from the build of these tests, and leaves no process behind.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Runs a command that must succeed, and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">The command failed; the message is what it printed.</exception>
    public static async Task<string> RunSoundAsync(string folder, params IEnumerable<string> arguments)
    {
        var (exitCode, output) = await RunAsync(folder, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
    }
}
