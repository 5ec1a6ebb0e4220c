using AccountCommStats.Specs.Documents.Markdown;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>A table that lists columns.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Hidden">Why Markdown viewers show its lines as text; null if they show a table.</param>
internal sealed record ColumnTable(TableHeader Header, string? Hidden)
{
    /// <summary>Its rows, without blank rows and labels.</summary>
    public List<ColumnTableRow> Rows { get; } = [];
}

/// <summary>A row of a column table.</summary>
/// <param name="Row">The row.</param>
/// <param name="IsCutOff">Whether a blank line or other text separates the row from its table.</param>
internal sealed record ColumnTableRow(PipeRow Row, bool IsCutOff);

/// <summary>A table whose header is not that of a column table.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Heading">The heading above it; null if there is none.</param>
internal sealed record OtherTable(TableHeader Header, Heading? Heading)
{
    /// <summary>Its rows.</summary>
    public List<PipeRow> Rows { get; } = [];
}
