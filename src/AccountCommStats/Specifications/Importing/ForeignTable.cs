using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Importing;

/// <summary>A table that describes columns in a foreign form.</summary>
/// <param name="File">Its file.</param>
/// <param name="Name">The database table it is about, optionally with a schema, as a Source cell may name it.</param>
/// <param name="Header">Its header.</param>
/// <param name="Rows">Its rows; some may be shorter than the header.</param>
internal sealed record ForeignTable(SourceFile File, string Name, IReadOnlyList<ForeignCell> Header, IReadOnlyList<IReadOnlyList<ForeignCell>> Rows)
{
    private readonly Dictionary<ForeignField, int> _ordinals = ForeignFields.Find(Header.Select(cell => cell.Text).ToList());

    /// <summary>Whether the table lists columns: it has names, and types or, if it has no types, descriptions.</summary>
    public bool ListsColumns => Has(ForeignField.Name) && (Has(ForeignField.Type) ? !ForeignFields.AreConstraints(Texts(ForeignField.Type)) : Has(ForeignField.Description));

    /// <summary>Whether it has types.</summary>
    public bool HasTypes => Has(ForeignField.Type);

    /// <summary>The headers that have no counterpart in a specification.</summary>
    public IEnumerable<ForeignCell> Unread
        => Header.Where((cell, i) => cell.Text.Length > 0 && !_ordinals.ContainsValue(i) && !ForeignFields.IsNumber(cell.Text));

    /// <summary>Whether the table has a field.</summary>
    public bool Has(ForeignField field) => _ordinals.ContainsKey(field);

    /// <summary>The cell of a field; null if table or row lacks it.</summary>
    public ForeignCell? CellOf(IReadOnlyList<ForeignCell> row, ForeignField field)
        => _ordinals.TryGetValue(field, out var ordinal) && ordinal < row.Count ? row[ordinal] : null;

    /// <summary>The text of a field; empty if table or row lacks it.</summary>
    public string TextOf(IReadOnlyList<ForeignCell> row, ForeignField field) => CellOf(row, field)?.Text ?? "";

    /// <summary>The texts of a field in all rows.</summary>
    public IEnumerable<string> Texts(ForeignField field) => Rows.Select(row => TextOf(row, field));
}

/// <summary>A cell.</summary>
/// <param name="Text">What it says, without markup.</param>
/// <param name="Markdown">What it says, as Markdown for a cell of a table.</param>
/// <param name="Span">Its place.</param>
internal sealed record ForeignCell(string Text, string Markdown, TextSpan Span);
