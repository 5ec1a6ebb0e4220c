using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>Fixes what can be fixed in a document without knowing what its author meant.</summary>
/// <remarks>
/// It fixes row numbers, counts of columns, the spelling of types and of Yes and No, and the pipes of tables. Every other character stays,
/// including line endings and byte order mark. Fixing a fixed document changes nothing.
/// </remarks>
internal static class DocumentFix
{
    /// <summary>The fixed text.</summary>
    /// <param name="file">The document.</param>
    /// <param name="alignAll">Whether to align the pipes of every column table, and not only of tables that are mostly aligned already.</param>
    public static string Of(SourceFile file, bool alignAll)
    {
        var before = new VisibleText(file);
        var found = DocumentTables.Read(before);
        var tables = found.ColumnTables;
        var edits = CellEdits.Of(before, tables).Concat(CountEdits.Of(before, found));
        var edited = file with { Text = TextEdit.Apply(file.Text, edits) };

        var after = new VisibleText(edited);
        var editedTables = DocumentTables.Read(after).ColumnTables;
        var alignments = new List<TextEdit>();
        for (var i = 0; i < editedTables.Count; i++)
        {
            var table = TableLayout.TryRead(after, editedTables[i]);

            // A table that the edits aligned by chance also counts as aligned, because the next run would see it as aligned.
            var isAligned = alignAll || table?.IsMostlyAligned == true
                || (editedTables.Count == tables.Count && TableLayout.TryRead(before, tables[i])?.IsMostlyAligned == true);
            if (table is not null && isAligned)
            {
                alignments.AddRange(table.Align());
            }
        }

        return TextEdit.Apply(edited.Text, alignments);
    }
}
