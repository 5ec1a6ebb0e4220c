using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>The severity of a change, depending on how the file is read.</summary>
internal static class CompatibilitySeverity
{
    /// <summary>The severity of a change.</summary>
    /// <param name="rule">The rule for the change.</param>
    /// <param name="mode">How the file is read.</param>
    /// <param name="type">The column's type.</param>
    public static Severity Of(Rule rule, ReadingMode mode, SqlType type = default)
    {
        if (mode == ReadingMode.ByPosition)
        {
            return rule.Severity;
        }

        if (rule == CompatibilityRules.Moved || rule == CompatibilityRules.Inserted || rule == CompatibilityRules.Appended)
        {
            return Severity.Info;
        }

        if (rule == CompatibilityRules.Renamed)
        {
            return Severity.Error;
        }

        if (mode == ReadingMode.Parquet && (rule == CompatibilityRules.Widened || rule == CompatibilityRules.Narrowed))
        {
            // A Parquet file declares the size of numbers but not the length of texts.
            return type.Kind is SqlKind.Varchar or SqlKind.Text ? Severity.Info : Severity.Error;
        }

        return mode == ReadingMode.Parquet && rule == CompatibilityRules.BecameRequired ? Severity.Warning : rule.Severity;
    }
}
