using System.Diagnostics;

namespace AccountCommStats.Benchmarks.Measuring;

/// <summary>Runs a program and measures it from its start to its end.</summary>
internal static class MeasuredProcess
{
    /// <exception cref="BenchmarkException">The program failed.</exception>
    public static async Task<Measurement> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        using var memory = new PeakMemory(process.Id);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var peak = memory.Stop();
        return process.ExitCode == 0
            ? new Measurement(seconds, peak, await output)
            : throw new BenchmarkException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with exit code {process.ExitCode}:\n{await error}{await output}");
    }

    /// <summary>A program with its arguments.</summary>
    public static ProcessStartInfo Command(string program, params IEnumerable<string> arguments) => new(program, arguments);
}
