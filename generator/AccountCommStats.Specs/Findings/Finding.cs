namespace AccountCommStats.Specs.Findings;

/// <summary>One thing that is wrong with a specification, where it is, and what to do about it.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Location">The cell, heading or SQL text at fault, as narrow as can be.</param>
/// <param name="Message">Names the column or relation concerned and says what to do. One sentence or two, no line breaks.</param>
/// <param name="Related">Another place that explains it, such as the first occurrence of a duplicate.</param>
internal sealed record Finding(Rule Rule, Location Location, string Message, Location? Related = null)
{
    /// <summary>How grave it is: as the rule says, unless what the document promises makes it more or less.</summary>
    public Severity Severity { get; init; } = Rule.Severity;
}
