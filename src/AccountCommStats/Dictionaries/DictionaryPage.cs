using System.Globalization;
using System.Text;
using AccountCommStats.Pages;

namespace AccountCommStats.Dictionaries;

/// <summary>A data dictionary as a page, with a box to search in and an anchor for each column.</summary>
internal static class DictionaryPage
{
    /// <summary>Writes the page.</summary>
    public static string Create(DataDictionary dictionary)
    {
        var schema = dictionary.Schema;
        var html = new StringBuilder();
        void Add(FormattableString text) => html.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Add($"<header><p class=\"kicker\">data dictionary</p><h1>{Html.Encode(schema.Name)}</h1><p class=\"lead\">{Html.Encode(schema.Title)}</p>");
        Add($"<p><input id=\"search\" type=\"search\" hidden placeholder=\"Search {schema.Columns.Length} columns\" aria-label=\"Search the columns\"> <span id=\"count\" class=\"more\" role=\"status\"></span></p>");
        Add($"<nav aria-label=\"Sections\">{string.Join(" ", dictionary.Sections.Select((section, i) => $"<a href=\"#section-{i + 1}\">{Html.Encode(section.Title)}</a>"))}</nav></header><main>");
        for (var i = 0; i < dictionary.Sections.Count; i++)
        {
            Add($"<section id=\"section-{i + 1}\"><h2>{Html.Encode(dictionary.Sections[i].Title)}</h2><div class=\"entries\">");
            foreach (var ordinal in dictionary.Sections[i].Columns)
            {
                Add($"{Entry(dictionary, ordinal)}");
            }

            Add($"</div></section>");
        }

        Add($"<section><h2>The file</h2><dl class=\"facts\"><dt>one row</dt><dd>{Html.Encode(schema.Grain.Length > 0 ? schema.Grain : "not said")}</dd><dt>key</dt><dd><code>{Html.Encode(schema.KeyName)}</code></dd>");
        foreach (var sentence in DataDictionary.HowToRead)
        {
            Add($"<dt></dt><dd>{Html.Encode(sentence)}</dd>");
        }

        foreach (var (i, expectation) in dictionary.Expectations.Index())
        {
            Add($"<dt>{(i == 0 ? "between deliveries" : "")}</dt><dd>{Html.Encode(expectation)}</dd>");
        }

        Add($"</dl></section><section><h2>Tables that are read</h2><dl class=\"facts\">");
        foreach (var table in dictionary.Tables)
        {
            Add($"<dt><code>{Html.Encode(table.Name)}</code></dt><dd>{Html.Encode(string.Join(", ", table.Columns))} <span class=\"more\">by {Html.Encode(string.Join(", ", table.Files))}</span></dd>");
        }

        Add($"</dl></section></main><footer><p>Specification {Html.Encode(schema.Document.ResourceName)}, SHA-256 {schema.Document.Sha256[..12]}.</p></footer>");
        return Html.Page($"{schema.Name}: data dictionary", html.ToString(), "search.js");
    }

    private static string Entry(DataDictionary dictionary, int ordinal)
    {
        var column = dictionary.Schema.Columns[ordinal];
        var name = Html.Encode(column.Name);
        var entry = new StringBuilder();
        entry.Append(CultureInfo.InvariantCulture, $"<article id=\"{name}\"><h3><a href=\"#{name}\">{name}</a> <span class=\"type\">{Html.Encode(column.Type.ToString())}{(column.IsNullable ? "" : " not null")}{(dictionary.Schema.Key.Contains(ordinal) ? " · key" : "")}</span></h3>");
        entry.Append(CultureInfo.InvariantCulture, $"<p>{Html.Encode(column.Description)}</p>");
        if (column.Definition.Length > 0 && column.Definition != column.Description)
        {
            entry.Append(CultureInfo.InvariantCulture, $"<p class=\"definition\">{Html.Encode(column.Definition)}</p>");
        }

        entry.Append(CultureInfo.InvariantCulture, $"<p class=\"more\">column {ordinal + 1} · from {Html.Encode(DataDictionary.LineageOf(column))}");
        entry.Append(dictionary.SampleOf(ordinal) is { } sample ? $" · in the sample {Html.Encode(sample)}" : "").Append("</p></article>");
        return entry.ToString();
    }
}
