using System.Globalization;
using System.Text;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Compatibility;

/// <summary>A document that was shipped: it and its changes were recorded, and customers are now assumed to have this version.</summary>
/// <param name="Document">The document.</param>
/// <param name="Shipped">The path of the shipped copy.</param>
/// <param name="IsFirst">Whether it was never shipped before.</param>
/// <param name="Changes">How many changes there were; null if the same bytes were shipped already.</param>
internal sealed record Shipment(string Document, string Shipped, bool IsFirst, int? Changes)
{
    private const string ChangelogName = "CHANGELOG.md";
    private const string ChangelogTitle = "# What was shipped to customers\n";

    /// <summary>Ships a document. It replaces the previously shipped copy, including the waivers in that copy.</summary>
    /// <exception cref="SpecificationException">The specification has errors, or a change breaks customers and no waiver allows it.</exception>
    /// <exception cref="OutputException">The files cannot be written.</exception>
    public static Shipment Ship(string path)
    {
        var source = SpecificationFiles.Read(path);
        var document = DocumentReader.Read(source.Document).Document;
        var result = SpecificationReader.Read(source with { Shipped = null });
        var error = result.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error);
        if (document is null || error is not null)
        {
            throw new SpecificationException($"'{path}' has errors and is not shipped; 'acstats spec lint {path}' lists them");
        }

        var shipped = ShippedSpecifications.PathOf(path);
        var current = DocumentText.Read(path);
        var bytes = current.Encoding.GetBytes(SqlMeaning.Ship(current.Text, result.Files));
        if (!File.Exists(shipped))
        {
            Write(path, shipped, bytes, $"First shipped, with {CountText.Of(document.Columns.Count, "column")}.");
            return new Shipment(path, shipped, IsFirst: true, document.Columns.Count);
        }

        if (bytes.AsSpan().SequenceEqual(File.ReadAllBytes(shipped)))
        {
            return new Shipment(path, shipped, IsFirst: false, Changes: null);
        }

        var pair = DocumentPair.Compare(shipped, path);
        if (pair.IsBreaking)
        {
            throw new SpecificationException(
                $"'{path}' breaks customers and is not shipped; 'acstats spec diff' lists the changes: take each back, or waive it in '{shipped}'");
        }

        var changes = ChangesOf(pair.Review);
        Write(path, shipped, bytes, string.Join('\n', changes.DefaultIfEmpty("No change to the columns.")));
        return new Shipment(path, shipped, IsFirst: false, changes.Count);
    }

    /// <summary>What was done, for people.</summary>
    public override string ToString() => this switch
    {
        { IsFirst: true } => $"{Document}: shipped for the first time, to {Shipped}",
        { Changes: null } => $"{Document}: was shipped already; nothing to do",
        _ => $"{Document}: shipped to {Shipped}, {Changes} {(Changes == 1 ? "change" : "changes")}",
    };

    private static List<string> ChangesOf(CompatibilityReview review)
    {
        var changes = review.Changes.Select(change => $"- {change.Finding.Rule.Id} {change.Finding.Rule.Title}: `{change.Column}`"
            + (change.Before is { } before ? $", {Quoted(before)} to {Quoted(change.Now!)}" : "")
            + (change.Waiver is { } waiver ? $" (waived: {waiver.Reason})" : ""));
        var others = review.Problems
            .Where(problem => problem.Rule == CompatibilityRules.MeaningChanged || problem.Rule == CompatibilityRules.CompatibilityChanged)
            .Select(problem => $"- {problem.Rule.Id} {problem.Rule.Title}: {Path.GetFileName(problem.Location.File.Path)}");
        return [.. changes, .. others];
    }

    /// <remarks>The value may be a description, which may contain backticks but no line ends.</remarks>
    private static string Quoted(string value) => $"`{value.Replace('`', '\'')}`";

    private static void Write(string path, string shipped, byte[] bytes, string entry)
    {
        var changelog = Path.Combine(Path.GetDirectoryName(shipped)!, ChangelogName);
        var name = Path.GetFileNameWithoutExtension(path);
        var text = new StringBuilder();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(shipped)!);
            text.Append(File.Exists(changelog) ? "" : ChangelogTitle)
                .Append(CultureInfo.InvariantCulture, $"\n## {ShippedSpecifications.Today:yyyy-MM-dd} {name}\n\n{entry}\n");
            File.WriteAllBytes(shipped, bytes);
            File.AppendAllText(changelog, text.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"cannot write '{shipped}' and '{changelog}': {exception.Message}", exception);
        }
    }
}
