namespace AccountCommStats.Specs.Findings;

/// <summary>A problem in a specification: what is wrong, where it is, and what to do about it.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Location">The cell, heading or SQL text at fault, as narrow as possible.</param>
/// <param name="Message">Names the column or relation concerned and says what to do. One sentence or two, no line breaks.</param>
/// <param name="Related">Another location that explains it, such as the first occurrence of a duplicate.</param>
internal sealed record Finding(Rule Rule, Location Location, string Message, Location? Related = null)
{
    /// <summary>The rule's severity, unless the document's compatibility changes it.</summary>
    public Severity Severity { get; init; } = Rule.Severity;
}
