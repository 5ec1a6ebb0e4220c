using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources;

/// <summary>A claim that the source tables rely on but that does not hold in the source.</summary>
/// <param name="Subject">What the claim concerns: a column with its table, or a function.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record BrokenClaim(string Subject, string Finding, string Remedy)
{
    /// <summary>The error for an export whose source tables claim something that does not hold in the source.</summary>
    internal static SourceMismatchException ToException(string source, IEnumerable<BrokenClaim> claims) => new(
        $"{source} lacks properties that the source tables rely on; nothing was published."
        + string.Concat(claims.Select(claim => $"\n  {claim.Subject} {claim.Finding}. {claim.Remedy}")));
}
