using System.Text.RegularExpressions;
using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Specifications.Importing;

/// <summary>Finds the name of a database table in the heading or caption above the table that describes it.</summary>
internal static partial class TableNames
{
    private const int MaximumNames = 2;

    /// <summary>The name in a heading; null if the heading only says that columns follow.</summary>
    public static string? InHeading(string heading)
    {
        var text = Number().Replace(heading, "").Trim();
        var code = Code().Match(text);
        return code.Success ? Of(code.Groups[1].Value)
            : Generic().IsMatch(text) ? null
            : Of(Kind().Replace(text, ""));
    }

    /// <summary>The name in a line of text that is the caption of a table; null for other lines.</summary>
    public static string? InCaption(string line)
        => Caption().Match(line) is { Success: true } caption && !Generic().IsMatch(caption.Groups["name"].Value) ? Of(caption.Groups["name"].Value) : null;

    /// <summary>Turns a text into a table name; null if it has no letter.</summary>
    public static string? Of(string text)
    {
        var names = text.Trim().Split('.').Select(name => name.Trim('"', '[', ']', '`')).ToList();
        return names.All(SqlIdentifier.IsUsable)
            ? string.Join('.', names.TakeLast(MaximumNames))
            : SqlIdentifier.Nearest(text)?.ToLowerInvariant();
    }

    /// <summary>Matches the section number before the text of a heading.</summary>
    [GeneratedRegex(@"^[\d.]+[.)]?\s+")]
    private static partial Regex Number();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(
        @"^(table |view |data |data object )?(columns?|fields?|schema|attributes|properties|structure|definition|details|dictionary|column list|overview|description|primary key|grain)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Generic();

    /// <summary>Matches remarks, and words around a name that say what kind of thing it is.</summary>
    [GeneratedRegex(@"^\W*(table|view|model|entity|dataset)( name)?\b[:\s]*|\s+(table|view|model|columns|fields|data dictionary|(export )?specification)$|\s*[(–—].*$|\s+-\s.*$", RegexOptions.IgnoreCase)]
    private static partial Regex Kind();

    [GeneratedRegex(
        """^\W*((foreign |materialized |partitioned )?(table|view)( name)?\s*[:=*]*\s*["`:=][\s"`*]*(?<name>[\w.]+)|\*\*`?(?<name>[\w.]+)`?\*\*)|\b(describe|desc|show( full)? columns from)\s+`?(?<name>[\w.]+)`?\s*;""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Caption();
}
