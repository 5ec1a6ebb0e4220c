using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>A change since a specification was shipped.</summary>
/// <param name="Finding">The change as a finding, located in the current document, or in the shipped one for a removed column.</param>
/// <param name="Column">
/// The column's current name, or the shipped name of a removed column. For a change of the key, the columns of the key, joined by <c>+</c>.
/// </param>
/// <param name="ShippedColumn">The column's name when it was shipped; null for a new column.</param>
internal sealed record CompatibilityChange(Finding Finding, string Column, string? ShippedColumn)
{
    /// <summary>The shipped value of what changed, such as a type; null for an added or removed column.</summary>
    public string? Before { get; init; }

    /// <summary>The current value of what changed; null as for <see cref="Before"/>.</summary>
    public string? Now { get; init; }

    /// <summary>The waiver that allows the change; null if there is none.</summary>
    public Waiver? Waiver { get; init; }
}

/// <summary>A permission, agreed with the customers, to make a change that breaks something.</summary>
/// <param name="RuleId">The rule that may be broken.</param>
/// <param name="Column">The column's old or new name; <c>*</c> for any.</param>
/// <param name="Reason">Why the change is allowed, and who agreed to it.</param>
/// <param name="Expires">The last day (UTC) on which it is valid.</param>
/// <param name="Location">The row of the waiver.</param>
internal sealed record Waiver(string RuleId, string Column, string Reason, DateTime Expires, Location Location)
{
    /// <summary>Whether the waiver applies to a change, even if the waiver has expired.</summary>
    public bool Covers(CompatibilityChange change)
        => change.Finding.Rule.Id == RuleId
            && (Column == "*" || IsNamed(change.Column) || (change.ShippedColumn is { } shipped && IsNamed(shipped)));

    private bool IsNamed(string name) => string.Equals(Column.Replace(" ", ""), name, StringComparison.OrdinalIgnoreCase);
}
