using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>One line per finding, as compilers print it.</summary>
internal sealed class MsbuildFormat : FindingsFormat
{
    /// <inheritdoc/>
    public override string Print(IReadOnlyList<Finding> findings) => string.Join(Environment.NewLine, findings.Select(FindingLines.Format));
}
