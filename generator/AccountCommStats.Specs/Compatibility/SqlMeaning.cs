using System.Security.Cryptography;
using System.Text;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>A SQL file that column values pass through, with a hash of its tokens.</summary>
/// <param name="Name">The file inside the specification, such as <c>touch.sql</c>, <c>shared/touch.sql</c> or <c>source/touch.sql</c>.</param>
/// <param name="Hash">The first 16 hexadecimal digits of the SHA-256 of its tokens: comments, whitespace and the case of words are
/// ignored.</param>
/// <param name="Location">The beginning of its statement.</param>
/// <param name="Columns">The columns whose values pass through it, in the order of the document.</param>
internal sealed record MeaningFile(string Name, string Hash, Location Location, IReadOnlyList<string> Columns);

/// <summary>
/// The meaning of the columns of a specification in SQL: the files that their values pass through, with hashes. A shipped document ends
/// with a comment that lists them.
/// </summary>
internal static class SqlMeaning
{
    private const string Opening = "<!-- shipped with these SQL files, and hashes of their tokens:";
    private const string Closing = "-->";

    /// <summary>The files that column values pass through, ordered by name. The specification must have no errors.</summary>
    /// <remarks>
    /// Of the source tables, includes only those in the folder <c>source</c> next to the document. All others describe another database and
    /// were not shipped.
    /// </remarks>
    public static IReadOnlyList<MeaningFile> Of(SpecificationDocument document, RelationSet relations, TableSet tables)
    {
        var files = new SortedDictionary<string, (SqlText Sql, List<string> Columns)>(StringComparer.Ordinal);
        var sourceFolder = FolderOf(document.File.Path) + "source/";
        var key = document.Columns.Where(column => document.Key.Any(part => SqlName.Same(part.Value, column.Name.Value))).ToList();
        foreach (var column in document.Columns.Select(column => column.Name.Value))
        {
            // Every relation outputs the key so that it can be joined, but the rows take the key from the relation of the grain.
            var isOfKey = key.Any(part => part.Name.Value == column);
            var suppliers = (isOfKey ? relations.Grains(key, tables) : relations.SuppliersOf(column)).Concat(new[] { relations.SystemValue(column) }.OfType<Relation>());
            foreach (var relation in relations.WithWhatTheyRead(suppliers))
            {
                Add(relation.FileName, relation.Sql, column);
                foreach (var table in relation.Uses.Keys.Select(tables.Source).OfType<SourceTable>())
                {
                    if (FolderOf(table.Sql.File.Path) == sourceFolder)
                    {
                        Add(table.FileLabel, table.Sql, column);
                    }
                }
            }
        }

        return [.. files.Select(file => new MeaningFile(file.Key, HashOf(file.Value.Sql), StartOf(file.Value.Sql), file.Value.Columns))];

        void Add(string name, SqlText sql, string column)
        {
            if (!files.TryGetValue(name, out var file))
            {
                files.Add(name, file = (sql, []));
            }

            if (file.Columns.LastOrDefault() != column)
            {
                file.Columns.Add(column);
            }
        }
    }

    /// <summary>The document with the comment that lists the files, as it is shipped.</summary>
    public static string Ship(string document, IReadOnlyList<MeaningFile> files)
    {
        var text = Without(document);
        var lineEnd = text.Contains("\r\n") ? "\r\n" : "\n";
        var end = text.EndsWith("\n", StringComparison.Ordinal) ? "" : lineEnd;
        return text + end + string.Join(lineEnd, new[] { "", Opening }.Concat(files.Select(file => file.Hash + " " + file.Name)).Concat([Closing, ""]));
    }

    /// <summary>
    /// The files that changed since a document was shipped, including new ones; empty if the document was shipped without hashes.
    /// </summary>
    public static IEnumerable<MeaningFile> Changed(SourceFile shipped, IReadOnlyList<MeaningFile> files)
    {
        var start = shipped.Text.LastIndexOf(Opening, StringComparison.Ordinal);
        if (start < 0)
        {
            return [];
        }

        var lines = new HashSet<string>(shipped.Text.Substring(start).Split('\n').Select(line => line.Trim()), StringComparer.Ordinal);
        return files.Where(file => !lines.Contains(file.Hash + " " + file.Name));
    }

    private static string Without(string document)
    {
        var start = document.LastIndexOf(Opening, StringComparison.Ordinal);
        return start < 0 ? document : document.Substring(0, start).TrimEnd('\r', '\n') + (document.Contains("\r\n") ? "\r\n" : "\n");
    }

    private static string HashOf(SqlText sql)
    {
        var tokens = Enumerable.Range(0, sql.Tokens.Count)
            .Select(token => sql.KindOf(token) is SqlTokenKind.Word or SqlTokenKind.Parameter ? SqlName.Fold(sql.TextOf(token)) : sql.TextOf(token));
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\0", tokens)));
        return string.Concat(hash.Take(8).Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static Location StartOf(SqlText sql) => sql.At(sql.Tokens.Count == 0 ? default : TextSpan.FromBounds(sql.Tokens[0].Start, sql.Tokens[0].End));

    private static string FolderOf(string path)
    {
        var normal = path.Replace('\\', '/');
        return normal.Substring(0, normal.LastIndexOf('/') + 1);
    }
}
