using AccountCommStats.Specs.Documents.Markdown;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>The alignment of a column's cells, as stated by the line below the table's header.</summary>
/// <param name="Left">Whether a colon is on the left.</param>
/// <param name="Right">Whether a colon is on the right.</param>
/// <param name="IsSpaced">Whether spaces surround the dashes.</param>
/// <param name="Dash">The dash character. Editors that correct typography turn hyphens into other dashes.</param>
internal sealed record CellAlignment(bool Left, bool Right, bool IsSpaced, char Dash)
{
    private const int ShortestDashes = 3;

    /// <summary>The minimum width of the content, which leaves room for three dashes.</summary>
    public int MinimumWidth => IsSpaced ? ShortestDashes : 1;

    /// <summary>Reads a cell such as <c>:---:</c>.</summary>
    public static CellAlignment Of(string cell)
    {
        var trimmed = cell.Trim();
        var dash = trimmed.FirstOrDefault(c => c != ':' && !Whitespace.IsBlank(c));
        return new CellAlignment(
            trimmed.StartsWith(':'),
            trimmed.Length > 1 && trimmed.EndsWith(':'),
            cell.Length > 0 && Whitespace.IsBlank(cell[0]),
            dash == default ? '-' : dash);
    }

    /// <summary>A cell of dashes that is as wide as a cell with content of the given width.</summary>
    public string Separator(int width)
    {
        var length = IsSpaced ? width : width + 2;
        var dashes = (Left ? ":" : "") + new string(Dash, length - (Left ? 1 : 0) - (Right ? 1 : 0)) + (Right ? ":" : "");
        return IsSpaced ? $" {dashes} " : dashes;
    }

    /// <summary>A cell with content, padded to a width, with a space on either side.</summary>
    public string Pad(string content, int width)
    {
        var room = width - DisplayWidth.Of(content);
        var before = !Right ? 0 : Left ? room / 2 : room;
        return new string(' ', before + 1) + content + new string(' ', room - before + 1);
    }
}
