using System.Globalization;
using System.Text;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Generator;

/// <summary>A specification in memory: a document and its relations, by path.</summary>
/// <param name="DocumentPath">Path of the document.</param>
/// <param name="Document">Its text.</param>
/// <param name="Relations">The relations by path.</param>
internal sealed record SpecificationInMemory(string DocumentPath, string Document, IReadOnlyList<(string Path, string Sql)> Relations)
{
    private const int ColumnsPerRelation = 25;
    private const string AccountRelation =
        """
        select c.id as account_id
        from customer c
        where c.organization_id = @organization_id
          and c.id between @first_key and @last_key
        """;

    private const string Prose = "What we know of an account.";

    private static readonly string[] Types = ["integer", "timestamp", "numeric(10,2)", "varchar(50)", "bigint", "boolean"];

    /// <summary>The number of columns.</summary>
    public required int Columns { get; init; }

    /// <summary>The folder of the relations.</summary>
    public string Folder => Path.ChangeExtension(DocumentPath, null);

    /// <summary>Creates a specification with this many columns, which several relations supply.</summary>
    public static SpecificationInMemory Of(int columns)
    {
        const string path = "/repository/spec/account-touches.md";
        var document = new StringBuilder(
            $"""
            # Account Touches Export Specification

            **Grain:** Account (one row per customer account)
            **Primary Key:** `account_id`

            {Prose}

            | # | Column Name | Data Type | Nullable | Description | Source |
            |---|---|---|---|---|---|
            | 1 | account_id | bigint | No | The account | customer.id |

            """.ReplaceLineEndings("\n"));
        var relations = new List<(string, string)>
        {
            (RelationPath("account"), AccountRelation),
        };
        for (var first = 1; first < columns; first += ColumnsPerRelation)
        {
            var ordinals = Enumerable.Range(first, Math.Min(ColumnsPerRelation, columns - first)).ToList();
            foreach (var i in ordinals)
            {
                document.Append(CultureInfo.InvariantCulture, $"| {i + 1} | touch_{i} | {Types[i % Types.Length]} | Yes | Touches of kind {i} | touch |\n");
            }

            relations.Add((RelationPath($"touch_{first}"), Relation(ordinals)));
        }

        return new SpecificationInMemory(path, document.ToString(), relations) { Columns = columns };
    }

    /// <summary>Reads the specification of this repository.</summary>
    public static SpecificationInMemory OfRepository()
    {
        var path = Repository.PathOf("spec", "account-communication-stats.md");
        var folder = Path.ChangeExtension(path, null);
        return new SpecificationInMemory(
            path,
            File.ReadAllText(path),
            [.. Directory.GetFiles(folder, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllText(file)))])
        {
            Columns = AccountCommunicationStats.Schema.Columns.Length,
        };
    }

    /// <summary>Adds prose above the table, which moves everything below.</summary>
    public SpecificationInMemory WithProse(int edit)
        => this with { Document = Document.Insert(Document.IndexOf("\n\n", StringComparison.Ordinal) + 1, $"\nEdited {edit} times.\n") };

    /// <summary>Changes the description of the last column.</summary>
    public SpecificationInMemory WithDescription(int edit)
    {
        var row = Document.LastIndexOf("\n| " + Columns.ToString(CultureInfo.InvariantCulture) + " |", StringComparison.Ordinal);
        var cells = Document[row..].Split('|');
        cells[5] = string.Create(CultureInfo.InvariantCulture, $" Edited {edit} times ");
        return this with { Document = Document[..row] + string.Join('|', cells) };
    }

    private static string RelationPath(string name) => $"/repository/spec/account-touches/{name}.sql";

    private static string Relation(IReadOnlyList<int> ordinals)
    {
        var definitions = string.Concat(ordinals.Select(i => $"-- touch_{i}: Touches of kind {i}, whoever made them.\n"));
        var outputs = string.Join(",\n", ordinals.Select(i => $"  max(t.value_{i}) filter (where t.kind = {i}) as touch_{i}"));
        return
            $"""
            {definitions}select
              t.customer_id as account_id,
            {outputs}
            from touch t
            where t.organization_id = @organization_id
              and t.customer_id between @first_key and @last_key
              and t.touched_at <= @as_of
            group by t.customer_id

            """.ReplaceLineEndings("\n");
    }
}
