using AccountCommStats.CommandLine;
using AccountCommStats.Specs;

namespace AccountCommStats.Specifications.Compatibility;

/// <summary>Finds the specifications that customers last received.</summary>
internal static class ShippedSpecifications
{
    /// <summary>The folder of the shipped documents, beside the current ones.</summary>
    public const string Folder = "shipped";

    /// <summary>Today in UTC, for the expiry of waivers.</summary>
    public static DateTime Today => DateTime.UtcNow.Date;

    /// <summary>The path of a document's shipped copy, which may not exist.</summary>
    public static string PathOf(string document)
        => Path.Combine(Path.GetDirectoryName(document) ?? "", Folder, Path.GetFileName(document));

    /// <summary>The shipped specification of a document; null if it was never shipped.</summary>
    /// <exception cref="SpecificationException">It cannot be read.</exception>
    public static ShippedSpecification? Of(string document)
    {
        var path = PathOf(document);
        return File.Exists(path) ? new ShippedSpecification(SpecificationFiles.ReadDocument(path), Today) : null;
    }
}
