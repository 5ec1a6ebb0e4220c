using System.Text;
using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Specs.Documents.Names;

/// <summary>Derives the names of an export from its document's title.</summary>
/// <param name="Name">For files and commands: <c>account-communication-stats</c>.</param>
/// <param name="TypeName">For the generated row type: <c>AccountCommunicationStats</c>.</param>
internal sealed record ExportNames(string Name, string TypeName)
{
    /// <summary>The maximum length of a name. Generated source files and exported files are named after it.</summary>
    public const int MaximumLength = 100;

    private const int MaximumWords = 12;

    /// <summary>Derives the names from the title without its number, remark and kind, or from the file name if no word is left.</summary>
    public static ExportNames Of(string title, string path)
    {
        var words = WordsOf(WithoutNumber(WithoutRemark(title)));
        DropKind(words);
        if (words.Count == 0)
        {
            words = WordsOf(FileName(path));
        }

        if (words.Count == 0)
        {
            words.Add("Export");
        }

        var typeName = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        var name = string.Join("-", words).ToLowerInvariant();
        if (PropertyNames.IsReserved(typeName))
        {
            typeName += "Row";
        }

        return new ExportNames(name, SqlIdentifier.IsDigit(typeName[0]) ? "_" + typeName : typeName);
    }

    /// <summary>The file's name without folder and extension.</summary>
    public static string FileName(string path)
    {
        var start = path.LastIndexOfAny(['/', '\\']) + 1;
        var end = path.IndexOf('.', start);
        return end > start ? path.Substring(start, end - start) : path.Substring(start);
    }

    /// <summary>Removes words such as "Export Specification", which every document has.</summary>
    private static void DropKind(List<string> words)
    {
        var all = words.Count;
        DropLast(words, "Specification", "Spec");
        DropLast(words, "Export");
        if (words.Count == all && all > 2 && Is(words[0], "Export") && Is(words[1], "Specification"))
        {
            words.RemoveRange(0, 2);
        }
    }

    private static void DropLast(List<string> words, params string[] kinds)
    {
        if (words.Count > 0 && kinds.Any(kind => Is(words[words.Count - 1], kind)))
        {
            words.RemoveAt(words.Count - 1);
        }
    }

    private static bool Is(string word, string kind) => word.Equals(kind, StringComparison.OrdinalIgnoreCase);

    private static string WithoutRemark(string title)
    {
        var remark = title.IndexOf('(');
        return remark > 0 ? title.Substring(0, remark) : title;
    }

    /// <summary>Removes the number of a document in a series, such as <c>01 - Team Dimension</c>.</summary>
    private static string WithoutNumber(string title)
    {
        var digits = title.TakeWhile(SqlIdentifier.IsDigit).Count();
        var rest = title.Substring(digits).TrimStart(' ');
        var isNumbered = digits > 0 && rest.Length > 0 && rest[0] is '-' or '\u2013' or '\u2014' or '.' or ')' or ':';
        return isNumbered ? rest.Substring(1) : title;
    }

    private static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (SqlIdentifier.IsLetter(c) || SqlIdentifier.IsDigit(c))
            {
                word.Append(c);
            }
            else if (c is not ('\'' or '\u2019') && EndWord(words, word))
            {
                break;
            }
        }

        EndWord(words, word);
        return words;
    }

    /// <summary>Adds a word; true if the name then has the maximum number of words.</summary>
    private static bool EndWord(List<string> words, StringBuilder word)
    {
        if (word.Length > 0 && words.Count < MaximumWords)
        {
            words.Add(word.ToString());
        }

        word.Clear();
        return words.Count == MaximumWords;
    }
}
