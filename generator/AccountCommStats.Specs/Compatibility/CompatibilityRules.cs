using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>The rules about changes since a specification was shipped, ACS100 to ACS139.</summary>
/// <remarks>The severities apply to files that are read by position; <see cref="CompatibilitySeverity"/> adjusts them for other files.</remarks>
internal static class CompatibilityRules
{
    /// <summary>A shipped column was removed.</summary>
    public static readonly Rule Removed = Error("ACS100", "Column was removed");

    /// <summary>A column has another name at the same position.</summary>
    public static readonly Rule Renamed = Warning("ACS101", "Column was renamed");

    /// <summary>The position of a column relative to the others changed.</summary>
    public static readonly Rule Moved = Error("ACS102", "Column was moved");

    /// <summary>A new column comes before a shipped one.</summary>
    public static readonly Rule Inserted = Error("ACS103", "Column was inserted before the end");

    /// <summary>A new column comes after all shipped ones.</summary>
    public static readonly Rule Appended = Warning("ACS104", "Column was appended");

    /// <summary>A type allows values that it did not allow before.</summary>
    public static readonly Rule Widened = Error("ACS105", "Data type was widened");

    /// <summary>A type no longer allows values that it allowed before.</summary>
    public static readonly Rule Narrowed = Warning("ACS106", "Data type was narrowed");

    /// <summary>A type was replaced by a type of another kind.</summary>
    public static readonly Rule Retyped = Error("ACS107", "Data type was changed");

    /// <summary>A field that was always filled may now be empty.</summary>
    public static readonly Rule BecameNullable = Error("ACS108", "Column became nullable");

    /// <summary>A field that could be empty is now always filled.</summary>
    public static readonly Rule BecameRequired = Info("ACS109", "Column is no longer nullable");

    /// <summary>The key now has different columns, or the same columns in another order.</summary>
    public static readonly Rule KeyChanged = Error("ACS110", "Primary key was changed");

    /// <summary>The source of a column's values changed.</summary>
    public static readonly Rule SourceChanged = Warning("ACS111", "Source was changed");

    /// <summary>Only the wording of a description changed.</summary>
    public static readonly Rule DescriptionChanged = Info("ACS112", "Description was changed");

    /// <summary>A waiver's date has passed.</summary>
    public static readonly Rule ExpiredWaiver = Warning("ACS113", "Waiver has expired");

    /// <summary>A waiver allows a change that was not made.</summary>
    public static readonly Rule UnusedWaiver = Warning("ACS114", "Waiver is not used");

    /// <summary>A row of the waivers' table cannot be read.</summary>
    public static readonly Rule UnreadableWaiver = Error("ACS115", "Waiver cannot be read");

    /// <summary>The compatibility line names an unknown reading mode.</summary>
    public static readonly Rule UnknownCompatibility = Warning("ACS116", "Compatibility setting is unknown");

    /// <summary>The shipped specification has errors.</summary>
    public static readonly Rule UnreadableShipped = Error("ACS117", "Shipped specification cannot be read");

    /// <summary>The document and the shipped one name different reading modes.</summary>
    public static readonly Rule CompatibilityChanged = Warning("ACS118", "Compatibility was changed");

    /// <summary>The SQL of columns changed since they were shipped.</summary>
    public static readonly Rule MeaningChanged = Warning("ACS119", "SQL of shipped columns was changed");

    /// <summary>A waiver is valid for more than a year.</summary>
    public static readonly Rule LongWaiver = Warning("ACS120", "Waiver lasts more than a year");

    /// <summary>The compatibility rules, ordered by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Removed, Renamed, Moved, Inserted, Appended, Widened, Narrowed, Retyped, BecameNullable, BecameRequired, KeyChanged,
        SourceChanged, DescriptionChanged, ExpiredWaiver, UnusedWaiver, UnreadableWaiver, UnknownCompatibility, UnreadableShipped,
        CompatibilityChanged, MeaningChanged, LongWaiver,
    ];

    /// <summary>The rules that report changes that can be waived.</summary>
    internal static IReadOnlyList<Rule> Changes { get; } = [.. All.TakeWhile(rule => rule != ExpiredWaiver)];

    private static Rule Error(string id, string title) => new(id, title, Severity.Error);

    private static Rule Warning(string id, string title) => new(id, title, Severity.Warning);

    private static Rule Info(string id, string title) => new(id, title, Severity.Info);
}
