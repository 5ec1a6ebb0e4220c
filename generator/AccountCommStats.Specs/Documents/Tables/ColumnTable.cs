using AccountCommStats.Specs.Documents.Markdown;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>A table that lists columns.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Rows">Its rows, without rows that say nothing.</param>
internal sealed record ColumnTable(TableHeader Header, IReadOnlyList<ColumnTableRow> Rows);

/// <summary>A row of a column table.</summary>
/// <param name="Row">The row.</param>
/// <param name="IsCutOff">Whether a blank line or other text stands between the row and its table.</param>
internal sealed record ColumnTableRow(PipeRow Row, bool IsCutOff);
