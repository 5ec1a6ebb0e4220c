using System.Globalization;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Documents.Cells;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Documents.Names;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Importing;

/// <summary>A specification made from descriptions of columns in other formats, and findings about what could not be imported.</summary>
internal sealed class SpecificationImport
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, string> _key = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _lines = [];
    private readonly ExportNames _names;

    /// <summary>Makes a document with a section for each table.</summary>
    public SpecificationImport(IReadOnlyList<ForeignTable> tables)
    {
        var title = TitleOf(tables[0].Name);
        _names = ExportNames.Of(title, tables[0].File.Path);
        var statedKey = KeyOf(tables);
        foreach (var table in tables)
        {
            AddSection(table, statedKey);
        }

        Key = [.. statedKey.Where(_key.ContainsKey).Select(written => _key[written])];
        if (Key.Count == 0)
        {
            Report(
                tables[0], DocumentRules.MissingKey, tables[0].Header[0],
                $"The table '{tables[0].Name}' marks no primary key; write a line such as **Primary Key:** `{_properties.Values.FirstOrDefault("id")}` below the title of the specification.");
        }

        Document = string.Join('\n', [
            $"# {title} Export Specification",
            "",
            $"**Grain:** One row per row of {string.Join(", ", tables.Select(table => table.Name).Distinct())}",
            .. Key.Count == 0 ? Array.Empty<string>() : [$"**Primary Key:** {string.Join(" + ", Key.Select(name => $"`{name}`"))}"],
            "",
            "---",
            "",
            "## Column List",
            "",
            .. _lines,
            "---",
            "",
            $"## Total Column Count: {ColumnCount}",
            "",
        ]);
    }

    /// <summary>The export's name, which is also that of the document.</summary>
    public string Name => _names.Name;

    /// <summary>The document.</summary>
    public string Document { get; }

    /// <summary>How many columns it has.</summary>
    public int ColumnCount => _properties.Count;

    /// <summary>The primary key; empty if none was found.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>
    /// Findings about what could not be imported unchanged, located in the input, and about what the document still lacks, located in a
    /// file at the given path.
    /// </summary>
    public IReadOnlyList<Finding> FindingsAt(string path)
        => [.. _findings, .. DocumentReader.Read(new SourceFile(path, Document)).Findings.Where(finding => finding.Rule != DocumentRules.MissingKey)];

    private static string TitleOf(string table)
        => string.Join(' ', table[(table.LastIndexOf('.') + 1)..].Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The names of the key's columns as the file has them, in the order of the key.</summary>
    private static List<string> KeyOf(IReadOnlyList<ForeignTable> tables)
    {
        Func<ForeignTable, IReadOnlyList<ForeignCell>, bool>[] signs = [ForeignKeyMarks.IsMarked, ForeignKeyMarks.IsDescribed];
        foreach (var sign in signs)
        {
            var marked = from table in tables
                         from row in table.Rows
                         where sign(table, row)
                         orderby ColumnNumber.TryRead(table.TextOf(row, ForeignField.PrimaryKey)) ?? 0
                         select NameIn(table, row);
            if (marked.Distinct(StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } key)
            {
                return key;
            }
        }

        var names = tables.SelectMany(table => table.Rows.Select(row => NameIn(table, row))).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. ForeignKeyMarks.Stated(tables[0].File, tables[0].Header[0].Span.Start, names).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string NameIn(ForeignTable table, IReadOnlyList<ForeignCell> row) => ColumnConstraints.UnmarkedName(table.TextOf(row, ForeignField.Name));

    private void AddSection(ForeignTable table, List<string> key)
    {
        var nullability = new ForeignNullability(table);
        if (table.Unread.ToList() is { Count: > 0 } unread)
        {
            var headers = MessageText.List(unread.ConvertAll(cell => MessageText.Quote(cell.Text)));
            Report(table, DocumentRules.UnreadRow, unread[0], $"A specification has no place for the table's {(unread.Count == 1 ? "column" : "columns")} {headers}; {(unread.Count == 1 ? "it is" : "they are")} left out.", Severity.Info);
        }

        if (!nullability.IsKnown)
        {
            Report(table, DocumentRules.MissingHeader, table.Header[0], "The table does not say which columns may be NULL; the specification says Yes for all but the key.", Severity.Warning);
        }

        if (!table.HasTypes)
        {
            Report(table, DocumentRules.MissingHeader, table.Header[0], "The table has no types; the specification says text for every column.", Severity.Warning);
        }

        var rows = table.Rows.Select(row => ReadRow(table, row, key, nullability)).OfType<string>().ToList();
        _lines.AddRange([
            $"### {TitleOf(table.Name)} ({MessageText.Count(rows.Count, "column")})",
            "",
            $"| {string.Join(" | ", Enum.GetValues<ColumnField>().Select(TableHeader.NameOf))} |",
            "|---|---|---|---|---|---|",
            .. rows,
            "",
        ]);
    }

    private string? ReadRow(ForeignTable table, IReadOnlyList<ForeignCell> row, List<string> key, ForeignNullability nullability)
    {
        var written = NameIn(table, row);
        var cell = table.CellOf(row, ForeignField.Name) ?? row[0];
        if (table.Header.Count > 2 && row.Count(other => other.Text.Length > 0) == 1)
        {
            Report(table, DocumentRules.UnreadRow, row.First(other => other.Text.Length > 0), "Only one cell of the row has text, so the row is read as a label; it is left out.", Severity.Warning);
            return null;
        }

        if (SqlIdentifier.Nearest(written) is not { } nearest)
        {
            Report(table, DocumentRules.InvalidColumnName, cell, $"The row has {(written.Length == 0 ? "no name" : $"the name {MessageText.Quote(written)}, which has no letter from a to z")}; it is left out.", Severity.Warning);
            return null;
        }

        var name = NameOf(table, cell, written, SqlIdentifier.IsUsable(written) ? written : nearest.ToLowerInvariant());

        // If several tables have a column of this name, only the first of them is part of the key.
        var isKey = key.Contains(written, StringComparer.OrdinalIgnoreCase) && _key.TryAdd(written, name);
        var type = TypeOf(table, row, name);
        var isNullable = IsNullable(table, row, name, isKey, nullability);
        var description = table.CellOf(row, ForeignField.Description) is { } text && text.Text is not ("-" or "–" or "—") ? text.Markdown : "";
        return $"| {ColumnCount} | {name} | {type} | {(isNullable ? "Yes" : "No")} | {description} | {SourceOf(table, row, name, written)} |";
    }

    private string NameOf(ForeignTable table, ForeignCell cell, string written, string usable)
    {
        var name = usable;
        for (var i = 2; !_properties.TryAdd(PropertyNames.Of(name, _names.TypeName), written); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{usable[..Math.Min(usable.Length, SqlIdentifier.MaximumCharacters - 4)]}_{i}");
        }

        if (name != usable)
        {
            Report(table, DocumentRules.DuplicateColumn, cell, $"The name {MessageText.Quote(written)} is used twice, or differs from another only by case and underscores; the specification calls the column '{name}'.", Severity.Warning);
        }
        else if (name != written)
        {
            Report(table, DocumentRules.InvalidColumnName, cell, $"The column name {MessageText.Quote(written)} cannot be used in SQL without quotes; the specification calls the column '{name}'.", Severity.Warning);
        }

        return name;
    }

    private string TypeOf(ForeignTable table, IReadOnlyList<ForeignCell> row, string name)
    {
        if (table.CellOf(row, ForeignField.Type) is not { Text.Length: > 0 } cell)
        {
            if (table.HasTypes)
            {
                Report(table, DocumentRules.MissingCell, table.CellOf(row, ForeignField.Name)!, $"The column '{name}' has no type; the specification says text.", Severity.Warning);
            }

            return "text";
        }

        var written = ColumnConstraints.Without(cell.Text) + ArgumentsOf(table, row, cell.Text)
            + (table.TextOf(row, ForeignField.Nullable).Equals("repeated", StringComparison.OrdinalIgnoreCase) ? "[]" : "");
        if (SqlTypeParser.Translate(written) is not { } type)
        {
            SqlTypeParser.TryRead(written, out _, out var problem);
            Report(table, DocumentRules.UnknownType, cell, $"The column '{name}' has the data type {MessageText.Quote(written)}, {problem}. The specification says text.", Severity.Warning);
            return "text";
        }

        if (type.Precision == SqlTypeParser.MaximumDigits && !written.Contains($"({SqlTypeParser.MaximumDigits}", StringComparison.Ordinal))
        {
            Report(table, DocumentRules.TypeOutOfBounds, cell, $"The column '{name}' has the data type {MessageText.Quote(written)}, but an export can hold at most {SqlTypeParser.MaximumDigits} digits; the specification says {type}.", Severity.Warning);
        }

        return type.ToString();
    }

    /// <summary>The arguments of a type, from separate cells: a length, or a precision and a scale.</summary>
    private static string ArgumentsOf(ForeignTable table, IReadOnlyList<ForeignCell> row, string type)
    {
        var (length, precision, scale) = (Digits(ForeignField.Length), Digits(ForeignField.Precision), Digits(ForeignField.Scale));
        return type.Contains('(', StringComparison.Ordinal) ? ""
            : type.Contains("char", StringComparison.OrdinalIgnoreCase) && length is not (null or "-1") ? $"({length})"
            : type.ToLowerInvariant() is not ("numeric" or "decimal" or "number") ? ""
            : precision is not null ? $"({precision},{scale ?? "0"})"
            : table.TextOf(row, ForeignField.Length) is { Length: > 0 } both ? $"({both})"
            : "";

        string? Digits(ForeignField field) => ColumnNumber.TryRead(table.TextOf(row, field))?.ToString(CultureInfo.InvariantCulture);
    }

    private bool IsNullable(ForeignTable table, IReadOnlyList<ForeignCell> row, string name, bool isKey, ForeignNullability nullability)
    {
        var told = nullability.Of(row);
        var cell = nullability.Field is { } field ? table.CellOf(row, field) : null;
        if (isKey)
        {
            if (told == true && cell is { Text.Length: > 0 })
            {
                Report(table, DocumentRules.NullableKeyColumn, cell, $"The column '{name}' may be NULL, but is part of the primary key; the specification says No under Nullable.", Severity.Warning);
            }

            return false;
        }

        if (told is null && nullability.IsKnown)
        {
            Report(
                table, DocumentRules.InvalidNullable, cell ?? table.CellOf(row, ForeignField.Name)!,
                $"The column '{name}' has {MessageText.Quote(cell?.Text ?? "")} as its nullability, which is not understood; the specification says Yes.", Severity.Warning);
        }

        return told ?? true;
    }

    private string SourceOf(ForeignTable table, IReadOnlyList<ForeignCell> row, string name, string written)
    {
        var own = SqlIdentifier.IsUsable(written) ? $"{table.Name}.{written}" : $"{table.Name} ({MarkdownText.Of(written.Replace('(', ' ').Replace(')', ' '))})";
        if (table.CellOf(row, ForeignField.Source) is not { Text.Length: > 0 } cell)
        {
            return own;
        }

        if (SourceParser.TryRead(cell.Text) is not null)
        {
            return cell.Markdown;
        }

        Report(table, DocumentRules.UnresolvedSource, cell, $"The column '{name}' has the source {MessageText.Quote(cell.Text)}, which cannot be resolved; the specification says {own}.", Severity.Warning);
        return own;
    }

    private void Report(ForeignTable table, Rule rule, ForeignCell cell, string message, Severity? severity = null)
        => _findings.Add(new Finding(rule, new Location(table.File, cell.Span), message) { Severity = severity ?? rule.Severity });
}
