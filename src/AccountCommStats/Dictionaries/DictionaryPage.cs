using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Pages;

namespace AccountCommStats.Dictionaries;

/// <summary>A data dictionary as a page, with a search box and an anchor for each column.</summary>
internal static class DictionaryPage
{
    /// <summary>Writes the page.</summary>
    public static string Create(DataDictionary dictionary)
    {
        var schema = dictionary.Schema;
        var html = new StringBuilder();
        void Add(FormattableString text) => html.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Add($"<header><p class=\"kicker\">Data dictionary · {Html.Encode(schema.Title)}</p><h1>{Html.Encode(schema.Name)}</h1>");
        Add($"<p class=\"lead\">{Html.Encode(Lead(schema))}</p></header><main>");
        Add($"<div class=\"search\"><input id=\"search-box\" type=\"search\" hidden placeholder=\"Search {CountText.Of(schema.Columns.Length, "column")}\" aria-label=\"Search the columns\"> <span id=\"search-count\" class=\"more\" role=\"status\"></span></div>");
        Add($"<nav aria-label=\"Sections\">{string.Join(" ", dictionary.Sections.Select((section, i) => $"<a href=\"#section-{i + 1}\">{Html.Encode(section.Title)}</a>"))} <a href=\"#the-file\">The file</a> <a href=\"#tables-read\">Tables that are read</a></nav>");
        for (var i = 0; i < dictionary.Sections.Count; i++)
        {
            Add($"<section id=\"section-{i + 1}\"><h2>{Html.Encode(dictionary.Sections[i].Title)} <span class=\"more\">{dictionary.Sections[i].Columns.Count}</span></h2><div class=\"rows\">");
            foreach (var ordinal in dictionary.Sections[i].Columns)
            {
                Add($"{Entry(dictionary, ordinal)}");
            }

            Add($"</div></section>");
        }

        Add($"<section id=\"the-file\"><h2>The file</h2><dl class=\"facts\"><dt>one row</dt><dd>{Html.Encode(schema.Grain.Length > 0 ? schema.Grain : "not said")}</dd><dt>key</dt><dd><code>{Html.Encode(schema.KeyName)}</code></dd>");
        foreach (var (i, sentence) in DataDictionary.HowToRead.Index())
        {
            Add($"{(i == 0 ? "<dt>how to read it</dt>" : "")}<dd>{Html.Encode(sentence)}</dd>");
        }

        foreach (var (i, expectation) in dictionary.Expectations.Index())
        {
            Add($"{(i == 0 ? "<dt>between deliveries</dt>" : "")}<dd>{Html.Encode(expectation)}</dd>");
        }

        Add($"</dl></section><section id=\"tables-read\"><h2>Tables that are read</h2><dl class=\"facts\">");
        foreach (var table in dictionary.Tables)
        {
            Add($"<dt><code>{Html.Encode(table.Name)}</code></dt><dd>{Html.Encode(string.Join(", ", table.Columns))} <span class=\"more\">by {Html.Encode(string.Join(", ", table.Files))}</span></dd>");
        }

        Add($"</dl></section></main><footer><p>Specification {Html.Encode(schema.Document.ResourceName)}, SHA-256 {schema.Document.Sha256[..12]}.</p></footer>");
        return Html.Page($"{schema.Name}: data dictionary", html.ToString(), "search.js");
    }

    private static string Lead(ExportSchema schema)
        => $"What each of the {schema.Columns.Length} columns means, its type, and where its values come from.{(schema.Grain.Length > 0 ? $" One row: {schema.Grain.TrimEnd('.')}." : "")}";

    private static string Entry(DataDictionary dictionary, int ordinal)
    {
        var column = dictionary.Schema.Columns[ordinal];
        var name = Html.Encode(column.Name);
        var entry = new StringBuilder();
        entry.Append(CultureInfo.InvariantCulture, $"<article id=\"{name}\"><div><h3><a href=\"#{name}\">{Html.Name(column.Name)}</a></h3><span class=\"type\">{Html.Encode(column.Type.ToString())}{(column.IsNullable ? "" : " not null")}{(dictionary.Schema.Key.Contains(ordinal) ? " · key" : "")}</span></div><div>");
        entry.Append(CultureInfo.InvariantCulture, $"<p>{Html.Encode(column.Description)}</p>");
        if (column.Definition.Length > 0 && column.Definition != column.Description)
        {
            entry.Append(CultureInfo.InvariantCulture, $"<p class=\"definition\">{Html.Encode(column.Definition)}</p>");
        }

        entry.Append(CultureInfo.InvariantCulture, $"<p class=\"more\">column {ordinal + 1} · from {Html.Encode(DataDictionary.LineageOf(column))}");
        entry.Append(dictionary.SampleOf(ordinal) is { } sample ? $" · in the sample {Html.Encode(sample)}" : "").Append("</p></div></article>");
        return entry.ToString();
    }
}
