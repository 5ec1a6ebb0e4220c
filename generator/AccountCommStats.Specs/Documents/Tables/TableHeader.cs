using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>The header of a table that lists columns.</summary>
internal sealed class TableHeader
{
    private readonly int[] _ordinals = [-1, -1, -1, -1, -1, -1];

    private TableHeader(PipeRow row) => Row = row;

    /// <summary>The fields that every column table must have.</summary>
    public static IReadOnlyList<ColumnField> RequiredFields { get; } =
        [ColumnField.Number, ColumnField.Name, ColumnField.Type, ColumnField.Nullable, ColumnField.Source];

    /// <summary>The header row.</summary>
    public PipeRow Row { get; }

    /// <summary>Cells that name a field for the second time, with the field.</summary>
    public List<(ColumnField Field, TextSpan Cell)> Repeated { get; } = [];

    /// <summary>Cells that name no field.</summary>
    public List<TextSpan> Unknown { get; } = [];

    /// <summary>How many of the required fields the header has.</summary>
    public int RequiredCount => RequiredFields.Count(Has);

    /// <summary>Whether the header has a field.</summary>
    public bool Has(ColumnField field) => _ordinals[(int)field] >= 0;

    /// <summary>The position of a field's cell in every row, from 0; -1 if the header lacks it.</summary>
    public int OrdinalOf(ColumnField field) => _ordinals[(int)field];

    /// <summary>What the documents call a field.</summary>
    public static string NameOf(ColumnField field) => field switch
    {
        ColumnField.Number => "#",
        ColumnField.Name => "Column Name",
        ColumnField.Type => "Data Type",
        ColumnField.Nullable => "Nullable",
        ColumnField.Description => "Description",
        _ => "Source Table",
    };

    /// <summary>Reads a line as a header; says nothing about whether it is one.</summary>
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
        if (FieldOf(text, cell) is not { } field)
        {
            Unknown.Add(text.Trim(cell));
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

    private static ColumnField? FieldOf(VisibleText text, TextSpan cell)
    {
        // No name is as long as this: a cell of a megabyte need not be copied to be told apart.
        const int longestName = 40;
        var trimmed = text.Trim(cell);
        return trimmed.Length is 0 or > longestName
            ? null
            : PlainText.Unwrapped(text.Text, trimmed).ToLowerInvariant() switch
            {
                "#" or "no" or "no." => ColumnField.Number,
                "column name" => ColumnField.Name,
                "data type" => ColumnField.Type,
                "nullable" or "nullable?" => ColumnField.Nullable,
                "description" => ColumnField.Description,
                "source table" or "source" => ColumnField.Source,
                _ => (ColumnField?)null,
            };
    }
}
