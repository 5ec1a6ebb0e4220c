using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources;

/// <summary>Something that the source tables rely on and the source does not have.</summary>
/// <param name="Subject">What it is about: a column with its table, or a function.</param>
/// <param name="Finding">What is the case.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record BrokenClaim(string Subject, string Finding, string Remedy)
{
    /// <summary>The failure of an export whose source is not what it is taken for.</summary>
    internal static SourceMismatchException ToException(string source, IEnumerable<BrokenClaim> claims) => new(
        $"{source} does not fit what the source tables rely on; nothing was published."
        + string.Concat(claims.Select(claim => $"\n  {claim.Subject} {claim.Finding}. {claim.Remedy}")));
}
