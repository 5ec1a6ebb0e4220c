using System.Text;

namespace AccountCommStats.Generator.Emission;

/// <summary>Writes indented lines that end in <c>\n</c> on every platform.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder _text = new();

    /// <summary>How many levels the next line is indented.</summary>
    public int Indentation { get; set; }

    /// <summary>Writes an empty line.</summary>
    public void WriteLine() => _text.Append('\n');

    /// <summary>Writes lines, each with the current indentation. Empty lines stay empty.</summary>
    public void WriteLine(string lines)
    {
        var start = 0;
        while (start <= lines.Length)
        {
            var end = lines.IndexOf('\n', start);
            end = end < 0 ? lines.Length : end;

            // Raw strings in the emitters have the line endings of the checkout, so a carriage return is dropped here.
            var length = end > start && lines[end - 1] == '\r' ? end - 1 - start : end - start;
            if (length > 0)
            {
                _text.Append(' ', Indentation * SpacesPerLevel).Append(lines, start, length);
            }

            _text.Append('\n');
            start = end + 1;
        }
    }

    /// <summary>Writes lines one level deeper.</summary>
    public void WriteIndented(string lines)
    {
        Indentation++;
        WriteLine(lines);
        Indentation--;
    }

    /// <summary>Opens a block.</summary>
    public void OpenBrace()
    {
        WriteLine("{");
        Indentation++;
    }

    /// <summary>Closes a block.</summary>
    /// <param name="suffix">The text after the brace.</param>
    public void CloseBrace(string suffix = "")
    {
        Indentation--;
        WriteLine("}" + suffix);
    }

    /// <summary>Writes a collection expression with one element per line.</summary>
    /// <param name="opening">The text before the collection, such as <c>Columns = </c>.</param>
    /// <param name="elements">The elements, with their commas.</param>
    /// <param name="closing">The text after the collection.</param>
    public void WriteList(string opening, IEnumerable<string> elements, string closing)
    {
        var lines = elements.ToList();
        if (lines.Count == 0)
        {
            WriteLine($"{opening}[]{closing}");
            return;
        }

        WriteLine(opening.TrimEnd());
        WriteLine("[");
        foreach (var line in lines)
        {
            WriteIndented(line);
        }

        WriteLine("]" + closing);
    }

    /// <summary>The text written so far.</summary>
    public override string ToString() => _text.ToString();
}
