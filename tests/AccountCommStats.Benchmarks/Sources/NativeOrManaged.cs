using System.Diagnostics;
using System.Runtime.InteropServices;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Sources;

/// <summary>A program of this repository, as a native binary or as an assembly that dotnet runs.</summary>
/// <param name="Path">The file.</param>
internal sealed record NativeOrManaged(string Path)
{
    /// <summary>Whether it is a native binary.</summary>
    public bool IsNative => !Path.EndsWith(".dll", StringComparison.Ordinal);

    /// <summary>The words for it in the printed results.</summary>
    public string Kind => IsNative ? "native binary" : "by dotnet";

    /// <summary>The program with its arguments.</summary>
    public ProcessStartInfo Command(params IEnumerable<string> arguments)
        => IsNative ? new(Path, arguments) : new("dotnet", [Path, .. arguments]);

    /// <summary>The assembly of a project, which was built together with the benchmark.</summary>
    public static NativeOrManaged Built(string project, string assembly) => new(Repository.ProgramOf(project, assembly));

    /// <summary>Publishes a project as a native binary.</summary>
    /// <param name="project">The project's folder in the repository.</param>
    /// <param name="binary">The name of its binary.</param>
    /// <param name="folder">Receives the binary.</param>
    /// <exception cref="BenchmarkException">The project cannot be published.</exception>
    public static async Task<NativeOrManaged> PublishAsync(string project, string binary, TemporaryDirectory folder)
    {
        Report.Progress($"publishing {binary} (takes a minute or two)");
        var output = folder.File(binary + "-native");
        await MeasuredProcess.RunAsync(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Repository.PathOf(project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:Aot=true",
                "-o", output, "-nologo", "-v", "quiet", "-m:1",
            ]));
        return new NativeOrManaged(System.IO.Path.Combine(output, binary));
    }
}
