using System.Globalization;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>The changes since a specification was shipped, and whether they break customers.</summary>
/// <param name="Mode">How customers read the exported file, which determines the severity of a change.</param>
/// <param name="Changes">All changes, including waived ones, in the order of the current document.</param>
/// <param name="Problems">What is wrong with the shipped document and its waivers.</param>
internal sealed record CompatibilityReview(ReadingMode Mode, IReadOnlyList<CompatibilityChange> Changes, IReadOnlyList<Finding> Problems)
{
    /// <summary>The findings to report: changes without a waiver, and problems.</summary>
    public IEnumerable<Finding> Findings
        => Changes.Where(change => change.Waiver is null).Select(change => change.Finding).Concat(Problems);

    /// <summary>Compares a document with the one that was shipped.</summary>
    /// <param name="current">The current document, without errors.</param>
    /// <param name="shipped">The shipped document.</param>
    /// <param name="today">The day (UTC) against which waivers are checked.</param>
    /// <param name="files">The SQL files of the document's columns.</param>
    public static CompatibilityReview Of(SpecificationDocument current, SourceFile shipped, DateTime today, IReadOnlyList<MeaningFile> files)
    {
        var reading = DocumentReader.Read(shipped);
        var error = reading.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error);
        if (error is not null || reading.Document is not { } document)
        {
            return new CompatibilityReview(ReadingModeOf(current), [], [Unreadable(shipped, error)]);
        }

        var problems = new List<Finding>(CheckCompatibility(document));
        var mode = ReadingModeOf(document);
        var waivers = WaiverReader.Read(shipped, problems);
        var changes = new DocumentComparison(document, current, mode).Changes()
            .Select(change => change with { Waiver = waivers.FirstOrDefault(waiver => waiver.Covers(change) && waiver.Expires >= today.Date) })
            .ToList();
        problems.AddRange(waivers.Select(waiver => Problem(waiver, changes, today.Date)).OfType<Finding>());
        if (ReadingModeOf(current) != mode)
        {
            problems.Add(CompatibilityChanged(current, mode));
        }

        problems.AddRange(SqlMeaning.Changed(shipped, files).Select(MeaningChanged));
        return new CompatibilityReview(mode, changes, problems);
    }

    /// <summary>A finding if the compatibility line of a document cannot be read.</summary>
    public static IEnumerable<Finding> CheckCompatibility(SpecificationDocument document)
    {
        if (document.Compatibility is { } line && ReadingModes.TryRead(line.Value) is null)
        {
            yield return new Finding(
                CompatibilityRules.UnknownCompatibility,
                new Location(document.File, line.Span),
                "The compatibility is " + MessageText.Quote(line.Value) + ", which is not known, so by-position is used; write how customers"
                    + " read the file: " + ReadingModes.Accepted + ".");
        }
    }

    private static ReadingMode ReadingModeOf(SpecificationDocument document)
        => (document.Compatibility is { } line ? ReadingModes.TryRead(line.Value) : null) ?? ReadingMode.ByPosition;

    private static Finding CompatibilityChanged(SpecificationDocument current, ReadingMode shipped) => new(
        CompatibilityRules.CompatibilityChanged,
        new Location(current.File, current.Compatibility?.Span ?? current.Title.Span),
        "The compatibility, which decides what breaks customers, was " + ReadingModes.NameOf(shipped) + " when the specification was shipped and is now " + ReadingModes.NameOf(ReadingModeOf(current))
            + ". Until the next 'acstats spec ship', changes are judged by the shipped one; make sure that all"
            + " customers read the file in the new way.");

    private static Finding MeaningChanged(MeaningFile file) => new(
        CompatibilityRules.MeaningChanged,
        file.Location,
        "This file has changed since the specification was shipped, and the values of " + MessageText.List([.. file.Columns.Select(MessageText.Quote)])
            + " come from it: they may now mean something else. If they do, tell the customers; 'acstats spec ship' acknowledges the change.");

    private static Finding Unreadable(SourceFile shipped, Finding? error) => new(
        CompatibilityRules.UnreadableShipped,
        error?.Location ?? new Location(shipped, default),
        "The shipped specification cannot be compared: " + (error?.Message ?? "it has no table of columns.")
            + " Restore the file as it was shipped.");

    private static Finding? Problem(Waiver waiver, List<CompatibilityChange> changes, DateTime today)
    {
        var what = "The waiver of " + waiver.RuleId + " for " + (waiver.Column == "*" ? "any column" : MessageText.Quote(waiver.Column));
        var isCovering = changes.Any(waiver.Covers);
        if (!isCovering)
        {
            return new Finding(CompatibilityRules.UnusedWaiver, waiver.Location, what + " is not used: there is no such change. Remove the row, or"
                + " correct its rule or column.");
        }

        if ((waiver.Expires - today).TotalDays > 366)
        {
            return new Finding(CompatibilityRules.LongWaiver, waiver.Location, what + " counts until "
                + waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ", more than a year from today, and would hide later changes."
                + " Write a date by which the customers will have adapted.");
        }

        return waiver.Expires >= today ? null : new Finding(CompatibilityRules.ExpiredWaiver, waiver.Location, what + " expired on "
            + waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " and no longer counts. Ship the specification, agree on a"
            + " later date with the customers, or take the change back.");
    }
}
