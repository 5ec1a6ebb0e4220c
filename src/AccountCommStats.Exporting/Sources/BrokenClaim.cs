using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources;

/// <summary>A property that the source tables declare and rely on, but that the source does not have.</summary>
/// <param name="Subject">What lacks the property: a column with its table, or a function.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record BrokenClaim(string Subject, string Finding, string Remedy)
{
    /// <summary>The error for an export whose source tables rely on properties that the source does not have.</summary>
    internal static SourceMismatchException ToException(string source, IEnumerable<BrokenClaim> claims) => new(
        $"{source} lacks properties that the source tables rely on; nothing was published."
        + string.Concat(claims.Select(claim => $"\n  {claim.Subject} {claim.Finding}. {claim.Remedy}")));
}
