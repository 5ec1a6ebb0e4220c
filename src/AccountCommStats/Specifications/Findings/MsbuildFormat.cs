using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>A line each, as the compiler prints them.</summary>
internal sealed class MsbuildFormat : FindingsFormat
{
    /// <inheritdoc/>
    public override string Print(IReadOnlyList<Finding> findings) => string.Join(Environment.NewLine, findings.Select(FindingLines.Format));
}
