namespace AccountCommStats.Testing;

/// <summary>The repository that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Its files, by their paths inside it, with slashes and in ordinal order. Outputs of builds and tests are left out.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(folder => folder is "bin" or "obj" or "node_modules" or ".git" or "TestResults" or "__mismatch__"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of one of its files.</summary>
    public static string ReadText(params string[] path) => File.ReadAllText(PathOf(path));

    /// <summary>The full path of one of its files.</summary>
    public static string PathOf(params string[] path) => Path.Combine([Root, .. path]);

    /// <summary>
    /// The program of a project, built in the configuration of the tests. Only the project's own dependencies are beside the
    /// program.
    /// </summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="assembly">Its assembly.</param>
    public static string ProgramOf(string project, string assembly)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return PathOf(project, "bin", framework.Parent!.Name, framework.Name, assembly + ".dll");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AccountCommStats.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"No AccountCommStats.sln above {AppContext.BaseDirectory}: run the tests inside the repository.");
        }

        return folder;
    }
}
