namespace AccountCommStats.Testing;

/// <summary>A new empty directory. It is removed with its content on dispose.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>The full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("acstats-").FullName;

    /// <summary>The path of a file inside.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
