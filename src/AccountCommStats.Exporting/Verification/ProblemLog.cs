namespace AccountCommStats.Exporting.Verification;

/// <summary>Counts the problems of a file, and keeps the first ones.</summary>
/// <param name="limit">The maximum number of problems to keep.</param>
internal sealed class ProblemLog(int limit)
{
    private readonly List<FileProblem> _listed = [];

    /// <summary>The first problems.</summary>
    public IReadOnlyList<FileProblem> Listed => _listed;

    /// <summary>The number of all problems.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one problem.</summary>
    /// <returns>Whether to list the problem. If not, it needs no text.</returns>
    public bool Admit() => ++Count <= limit;

    /// <summary>Lists a problem that was admitted.</summary>
    public void List(FileProblem problem) => _listed.Add(problem);

    /// <summary>Counts a problem, and lists it if there is room.</summary>
    public void Report(FileProblem problem)
    {
        if (Admit())
        {
            List(problem);
        }
    }

    /// <summary>Counts a problem of a whole file, and lists it if there is room.</summary>
    public void Report(string file, string message) => Report(new FileProblem(file, null, null, null, message));
}
