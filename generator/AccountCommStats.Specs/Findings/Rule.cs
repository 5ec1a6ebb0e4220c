namespace AccountCommStats.Specs.Findings;

/// <summary>A kind of finding: its stable id, its title and its default severity.</summary>
/// <param name="Id">The id, such as <c>ACS001</c>. Never reused for another rule.</param>
/// <param name="Title">The rule in a few words, without a period.</param>
/// <param name="Severity">The severity unless configured otherwise.</param>
/// <remarks>Every rule has a page <c>docs/rules/{Id}.md</c> with a bad and a good example.</remarks>
internal sealed record Rule(string Id, string Title, Severity Severity);
