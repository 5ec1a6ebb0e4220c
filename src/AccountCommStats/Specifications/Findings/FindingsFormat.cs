using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>A way to print findings.</summary>
internal abstract class FindingsFormat
{
    /// <summary>The formats by the names they have on the command line; the first is the default.</summary>
    public static IReadOnlyList<(string Name, FindingsFormat Format)> All { get; } =
    [
        ("text", new TextFormat()),
        ("json", new JsonFormat()),
        ("github", new GithubFormat()),
        ("sarif", new SarifFormat()),
        ("msbuild", new MsbuildFormat()),
    ];

    /// <summary>Finds a format by name.</summary>
    public static FindingsFormat Of(string name) => All.Single(format => format.Name == name).Format;

    /// <summary>The findings as one text, without a line ending at its end; empty if there is nothing to print.</summary>
    public abstract string Print(IReadOnlyList<Finding> findings);
}
