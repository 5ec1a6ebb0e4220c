namespace AccountCommStats.Exporting.Errors;

/// <summary>Figures of the export moved beyond what the specification allows. Nothing was published.</summary>
public sealed class DriftException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="description">What was exported, such as the organization.</param>
    /// <param name="drift">The figures that moved, in words.</param>
    public DriftException(string description, IReadOnlyList<string> drift)
        : base(Describe(description, drift, line => line))
    {
        VisibleMessage = Describe(description, drift, TerminalText.Of);
        Remedy = ExportRemedy.PublishDrift;
    }

    /// <inheritdoc/>
    public override string VisibleMessage { get; }

    private static string Describe(string description, IReadOnlyList<string> drift, Func<string, string> show)
        => show($"The figures of {description} moved beyond what its specification allows; nothing was published.")
            + string.Concat(drift.Select(line => "\n  " + show(line)))
            + "\nFind out why.";
}
