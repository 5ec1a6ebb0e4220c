using System.Globalization;
using System.Text;

namespace AccountCommStats.Dictionaries;

/// <summary>A data dictionary as Markdown, for wikis and repositories.</summary>
internal static class DictionaryMarkdown
{
    /// <summary>Writes the document.</summary>
    public static string Create(DataDictionary dictionary)
    {
        var schema = dictionary.Schema;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Cell(schema.Name)}: data dictionary\n\n{Cell(schema.Title)}. One row: {Cell(schema.Grain)}. Key: `{schema.KeyName}`.\n\n");
        foreach (var sentence in DataDictionary.HowToRead)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {sentence}\n");
        }

        foreach (var (title, columns) in dictionary.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Cell(title)}\n\n| # | column | type | nullable | meaning | from |\n|---|---|---|---|---|---|\n");
            foreach (var ordinal in columns)
            {
                var column = schema.Columns[ordinal];
                var meaning = string.Join(". ", new[] { column.Description.TrimEnd('.'), column.Definition }.Where(text => text.Length > 0));
                text.Append(CultureInfo.InvariantCulture, $"| {ordinal + 1} | `{column.Name}` | {column.Type} | {(column.IsNullable ? "yes" : "no")} | {Cell(meaning)} | {Cell(DataDictionary.LineageOf(column))} |\n");
            }
        }

        foreach (var (i, expectation) in dictionary.Expectations.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "\n## Between deliveries\n\n" : "")}- {Cell(expectation)}\n");
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
