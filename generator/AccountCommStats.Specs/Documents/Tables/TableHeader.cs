using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>The header of a table that lists columns.</summary>
internal sealed class TableHeader
{
    /// <summary>
    /// A header with at least this many of the five required fields, under their exact names, certainly belongs to a column table.
    /// </summary>
    private const int SurelyColumns = 4;

    /// <summary>This many exact names are enough if the document has no table that certainly is a column table.</summary>
    private const int PerhapsColumns = 3;

    /// <summary>The minimum number of exact names if the other fields have alternative names.</summary>
    private const int FewestExact = 2;

    private readonly int[] _ordinals = [-1, -1, -1, -1, -1, -1];

    private TableHeader(PipeRow row) => Row = row;

    /// <summary>The fields that every column table must have.</summary>
    public static IReadOnlyList<ColumnField> RequiredFields { get; } =
        [ColumnField.Number, ColumnField.Name, ColumnField.Type, ColumnField.Nullable, ColumnField.Source];

    /// <summary>The header row.</summary>
    public PipeRow Row { get; }

    /// <summary>Cells that repeat a field, with the field.</summary>
    public List<(ColumnField Field, TextSpan Cell)> Repeated { get; } = [];

    /// <summary>Cells that name no field.</summary>
    public List<TextSpan> Unknown { get; } = [];

    /// <summary>Cells that name a field by an alternative name, with the field.</summary>
    public List<(ColumnField Field, TextSpan Cell)> Foreign { get; } = [];

    /// <summary>The number of required fields in the header.</summary>
    public int RequiredCount => RequiredFields.Count(Has);

    /// <summary>Whether the header belongs to a column table, valid or not.</summary>
    /// <param name="amongOthers">Whether the document has a table that certainly is a column table.</param>
    public bool IsOfColumns(bool amongOthers)
    {
        var exact = RequiredCount;
        return exact >= SurelyColumns
            || (!amongOthers && exact >= PerhapsColumns)
            || (exact >= FewestExact && Names(ColumnField.Name) && RequiredFields.Count(Names) >= SurelyColumns);
    }

    /// <summary>Whether the header names a field, by its exact name or an alternative name.</summary>
    public bool Names(ColumnField field) => Has(field) || Foreign.Exists(foreign => foreign.Field == field);

    /// <summary>Whether the header names a field by its exact name.</summary>
    public bool Has(ColumnField field) => _ordinals[(int)field] >= 0;

    /// <summary>The position of a field's cell in every row, from 0; -1 if the header lacks it.</summary>
    public int OrdinalOf(ColumnField field) => _ordinals[(int)field];

    /// <summary>The name of a field in documents.</summary>
    public static string NameOf(ColumnField field) => field switch
    {
        ColumnField.Number => "#",
        ColumnField.Name => "Column Name",
        ColumnField.Type => "Data Type",
        ColumnField.Nullable => "Nullable",
        ColumnField.Description => "Description",
        _ => "Source Table",
    };

    /// <summary>Reads a line as a header, whether or not it is one.</summary>
    public static TableHeader Read(VisibleText text, TextSpan line)
    {
        var header = new TableHeader(PipeRow.Split(text.Text, line));
        for (var i = 0; i < header.Row.Cells.Count; i++)
        {
            header.Add(text, i);
        }

        return header;
    }

    private void Add(VisibleText text, int ordinal)
    {
        var cell = Row.Cells[ordinal];
        var shown = Shown(text, cell);
        if (FieldOf(shown) is not { } field)
        {
            Unknown.Add(text.Trim(cell));
            if (ForeignFieldOf(shown) is { } foreign)
            {
                Foreign.Add((foreign, text.Trim(cell)));
            }
        }
        else if (Has(field))
        {
            Repeated.Add((field, text.Trim(cell)));
        }
        else
        {
            _ordinals[(int)field] = ordinal;
        }
    }

    private static string Shown(VisibleText text, TextSpan cell)
    {
        // No name is this long, so the text of large cells need not be copied.
        const int longestName = 40;
        var trimmed = text.Trim(cell);
        return trimmed.Length is 0 or > longestName ? "" : PlainText.Unwrapped(text.Text, trimmed).ToLowerInvariant();
    }

    private static ColumnField? FieldOf(string shown) => shown switch
    {
        "#" or "no" or "no." => ColumnField.Number,
        "column name" => ColumnField.Name,
        "data type" => ColumnField.Type,
        "nullable" or "nullable?" => ColumnField.Nullable,
        "description" => ColumnField.Description,
        "source table" or "source" => ColumnField.Source,
        _ => null,
    };

    /// <summary>The field that a header cell names by an alternative name; null if it names none.</summary>
    private static ColumnField? ForeignFieldOf(string shown) => shown switch
    {
        "nr" or "nr." or "num" or "number" or "pos" or "position" or "ordinal" => ColumnField.Number,
        "column" or "columns" or "name" or "field" or "field name" or "attribute" or "column_name" => ColumnField.Name,
        "type" or "datatype" or "data_type" or "sql type" or "column type" or "format" => ColumnField.Type,
        "null" or "null?" or "nulls" or "required" or "required?" or "mandatory" or "optional" or "is nullable" => ColumnField.Nullable,
        "notes" or "comment" or "comments" or "meaning" or "definition" => ColumnField.Description,
        "source column" or "source field" or "sources" or "origin" or "source table/column" => ColumnField.Source,
        _ => null,
    };
}
