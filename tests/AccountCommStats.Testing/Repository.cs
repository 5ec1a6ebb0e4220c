namespace AccountCommStats.Testing;

/// <summary>The repository the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The text of one of its files.</summary>
    public static string ReadText(params string[] path) => File.ReadAllText(PathOf(path));

    /// <summary>The full path of one of its files.</summary>
    public static string PathOf(params string[] path) => Path.Combine([Root, .. path]);

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
