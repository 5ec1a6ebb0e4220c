using AccountCommStats.CommandLine;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Compatibility;

/// <summary>Two documents and what changed from one to the other.</summary>
/// <param name="OldPath">The earlier document, as the user named it.</param>
/// <param name="NewPath">The later document, as the user named it.</param>
/// <param name="Review">The changes.</param>
internal sealed record DocumentPair(string OldPath, string NewPath, CompatibilityReview Review)
{
    /// <summary>Whether a change that no waiver allows breaks customers, or the waivers cannot be trusted.</summary>
    public bool IsBreaking => Review.Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>Compares two documents.</summary>
    /// <exception cref="SpecificationException">One of them cannot be read, or the new one has errors.</exception>
    public static DocumentPair Compare(string oldPath, string newPath)
    {
        var reading = DocumentReader.Read(SpecificationFiles.ReadDocument(newPath));
        var error = reading.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error);
        if (error is not null || reading.Document is not { } document)
        {
            throw new SpecificationException(
                $"'{newPath}' has errors and cannot be compared; 'acstats spec lint {newPath}' lists them");
        }

        // SQL files are compared only with the shipped document, which records their hashes. Other documents do not record them.
        var files = oldPath == ShippedSpecifications.PathOf(newPath) ? SpecificationReader.Read(SpecificationFiles.Read(newPath)).Files : [];
        var review = CompatibilityReview.Of(document, SpecificationFiles.ReadDocument(oldPath), ShippedSpecifications.Today, files);
        return new DocumentPair(oldPath, newPath, review with { Problems = [.. CompatibilityReview.CheckCompatibility(document), .. review.Problems] });
    }
}
