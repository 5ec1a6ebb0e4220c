namespace AccountCommStats.Specs.Relations;

/// <summary>The columns of one source table or relation that another relation uses.</summary>
internal sealed class TableUse
{
    /// <summary>The columns that are named.</summary>
    public SortedSet<string> Columns { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether all columns are used, as by a star, a whole row, NATURAL or an alias list.</summary>
    public bool IsWhole { get; set; }
}
