using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Sql;

/// <summary>The directives in the opening comment of a file: lines such as <c>-- unique: conversations.id</c>.</summary>
internal static class OpeningDirectives
{
    /// <summary>A table's column that is unique by itself.</summary>
    public const string Unique = "unique";

    /// <summary>A table that all organizations share.</summary>
    public const string Shared = "shared";

    /// <summary>A function of the database, and the tables it reads.</summary>
    public const string Function = "function";

    /// <summary>The relation decides which rows the export has.</summary>
    public const string Grain = "grain";

    /// <summary>An output that says whether a row has a fault.</summary>
    public const string Check = "check";

    /// <summary>An output that counts source rows with a fault that cannot be attributed to a row of the export.</summary>
    public const string Remark = "remark";

    /// <summary>Columns of source tables that the relation assumes are never NULL.</summary>
    public const string NotNull = "not null";

    /// <summary>The names in the directives of one kind, each split into its parts: <c>desk.users.id</c> has three.</summary>
    public static IEnumerable<(IReadOnlyList<string> Parts, TextSpan Span)> Names(SqlText sql, int start, string kind)
        => Find(sql, start, kind).SelectMany(found => NamesIn(sql, found));

    /// <summary>Whether there is a directive of a kind.</summary>
    public static bool Has(SqlText sql, int start, string kind) => Find(sql, start, kind).Any();

    /// <summary>The functions that are declared, with the tables that each reads.</summary>
    public static IEnumerable<(IReadOnlyList<string> Name, TextSpan Span, IReadOnlyList<string> Reads)> Functions(SqlText sql, int start)
    {
        const string Separator = " reads ";
        foreach (var span in Find(sql, start, Function))
        {
            var text = sql.File.Text.Substring(span.Start, span.Length);
            var reads = text.IndexOf(Separator, StringComparison.OrdinalIgnoreCase);
            var end = reads < 0 ? span.End : span.Start + reads;
            var tables = reads < 0 ? [] : NamesIn(sql, TextSpan.FromBounds(end + Separator.Length, span.End));
            if (NamesIn(sql, TextSpan.FromBounds(span.Start, end)).FirstOrDefault() is { Parts: not null } function)
            {
                yield return (function.Parts, function.Span, [.. tables.Select(table => string.Join(".", table.Parts.Select(SqlName.Quote)))]);
            }
        }
    }

    /// <summary>The text after the colon of each directive of a kind; the whole comment if there is no colon.</summary>
    private static IEnumerable<TextSpan> Find(SqlText sql, int start, string kind)
    {
        foreach (var comment in sql.Comments.TakeWhile(comment => comment.Start < sql.Tokens[start].Start))
        {
            var text = sql.File.Text.Substring(comment.Start, comment.Length);
            var colon = text.IndexOf(':');
            var name = text.Substring(0, colon < 0 ? text.Length : colon).TrimStart('-').Trim();
            if (text.StartsWith("--", StringComparison.Ordinal) && name.Equals(kind, StringComparison.OrdinalIgnoreCase) && (colon >= 0 || kind == Grain))
            {
                yield return TextSpan.FromBounds(comment.Start + colon + 1, comment.End);
            }
        }
    }

    private static IEnumerable<(IReadOnlyList<string> Parts, TextSpan Span)> NamesIn(SqlText sql, TextSpan span)
    {
        var names = new SqlText(new SourceFile("", sql.File.Text.Substring(span.Start, span.Length)));
        for (var i = 0; i < names.Tokens.Count; i++)
        {
            if (!names.IsName(i))
            {
                continue;
            }

            var parts = new List<string> { names.NameOf(i) };
            var first = i;
            while (names.KindOf(i + 1) == SqlTokenKind.Dot && names.IsName(i + 2))
            {
                i += 2;
                parts.Add(names.NameOf(i));
            }

            var place = names.SpanOf(first, i + 1);
            yield return (parts, new TextSpan(span.Start + place.Start, place.Length));
        }
    }
}
