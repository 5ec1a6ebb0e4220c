using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Specifications;

/// <summary>A working copy of this repository's specification.</summary>
internal sealed class SpecificationFolder : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public SpecificationFolder()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "spec");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file);
            if (!relative.StartsWith("shipped", StringComparison.Ordinal))
            {
                Write(Path.Combine("spec", relative), File.ReadAllText(file));
            }
        }
    }

    /// <summary>The document's path in the folder.</summary>
    public const string Document = "spec/account-communication-stats.md";

    /// <summary>The text of the document.</summary>
    public string Text
    {
        get => File.ReadAllText(PathOf(Document));
        set => File.WriteAllText(PathOf(Document), value);
    }

    /// <summary>The full path of a file in the folder.</summary>
    public string PathOf(string name) => _directory.File(name);

    /// <summary>Writes a file.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    /// <summary>Replaces a part of the document. The part must be in the document.</summary>
    public void Edit(string part, string replacement)
    {
        Assert.Contains(part, Text, StringComparison.Ordinal);
        Text = Text.Replace(part, replacement, StringComparison.Ordinal);
    }

    /// <summary>Runs <c>acstats spec</c> in the folder.</summary>
    public Task<AcstatsResult> RunAsync(params string[] arguments) => AcstatsProcess.RunInAsync(_directory.Path, ["spec", .. arguments]);

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();
}
