namespace AccountCommStats.Specifications;

/// <summary>The line that declares an export in a project.</summary>
/// <param name="Project">The relative path of its project file; null if there is none or more than one.</param>
/// <param name="Text">The line.</param>
internal sealed record ExportSpecLine(string? Project, string Text)
{
    private const string Element = "<ExportSpec ";

    /// <summary>How deep below the current folder to look for projects.</summary>
    private const int Depth = 3;

    /// <summary>The line for a document. If exactly one project below the current folder declares exports, the line is for that project.</summary>
    public static ExportSpecLine For(string document)
    {
        var projects = ProjectsWithExports().Take(2).ToList();
        var project = projects.Count == 1 ? projects[0] : null;
        var from = project is null ? "." : Path.GetDirectoryName(Path.GetFullPath(project))!;
        var path = Path.GetRelativePath(from, document).Replace('\\', '/');
        return new ExportSpecLine(project, $"""{Element}Include="{path}" />""");
    }

    private static IEnumerable<string> ProjectsWithExports()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Depth, IgnoreInaccessible = true };
        return from project in Directory.EnumerateFiles(".", "*.csproj", options)
               where File.ReadAllText(project).Contains(Element, StringComparison.Ordinal)
               select Path.GetRelativePath(".", project);
    }
}
