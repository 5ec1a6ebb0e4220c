namespace AccountCommStats.Benchmarks.Sources;

/// <summary>The repository that the benchmark was built from.</summary>
internal static class Repository
{
    private const string Solution = "AccountCommStats.sln";

    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>The path of a file in it.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }

        throw new Measuring.BenchmarkException($"{AppContext.BaseDirectory} is in no repository: no folder above it has {Solution}. Run the benchmark where it was built.");
    }
}
