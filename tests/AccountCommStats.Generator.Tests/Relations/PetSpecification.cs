using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Tests.Documents;

namespace AccountCommStats.Tests.Relations;

/// <summary>
/// A small valid specification to vary file by file. Texts may have marks: <c>{|…|}</c> around what a finding should point at,
/// <c>[|…|]</c> around what it should relate to.
/// </summary>
internal sealed class PetSpecification
{
    /// <summary>The rows of the document's table.</summary>
    public const string Columns = """
        | 1 | pet_id | bigint | No | The pet | pet.id |
        | 2 | visits | integer | Yes | Visits to the vet | visit |
        | 3 | weight | numeric(6,2) | Yes | Mean weight | computed |
        | 4 | extracted_at | timestamp | No | When the export was made | system |
        | 5 | data_as_of | timestamp | No | Latest visit | system |
        """;

    /// <summary>The relation that determines the grain: one row per pet.</summary>
    public const string Pet = """
        select p.id as pet_id
        from pet p
        where p.id between @first_key and @last_key
        """;

    /// <summary>The relation that supplies the visits and the weight.</summary>
    public const string Visit = """
        -- Visits up to as_of.
        --
        -- visits: Visits that took place,
        --   whatever they were for.
        select v.pet_id, count(*) as visits, avg(v.weight) as weight
        from visit v
        where v.visited_at <= @as_of
        group by v.pet_id
        """;

    /// <summary>The query of the system column.</summary>
    public const string DataAsOf = """
        select coalesce(max(v.visited_at), @extracted_at) as data_as_of
        from visit v
        """;

    /// <summary>The source table of the pets.</summary>
    public const string PetSource = """
        -- pet: the organization's pets.
        select p.id, p.organization_id, p.name, p.breed, p.born, p.note
        from pet p
        where p.organization_id = @organization_id
        """;

    /// <summary>The source table of the visits.</summary>
    public const string VisitSource = """
        select
          v.id, v.organization_id, v.pet_id, v.visited_at, v.weight, v.grams, v.cost, v.kind, v.name, v.tags, v.more
        from clinic.visit v
        where v.organization_id = @organization_id
        """;

    private const string Folder = "spec/pets";
    private const string SourceFolder = "spec/source";

    private readonly SortedDictionary<string, MarkedDocument> _files = new(StringComparer.Ordinal);
    private MarkedDocument _document = MarkedDocument.Parse("");

    /// <summary>Creates the valid specification.</summary>
    public PetSpecification()
    {
        Rows(Columns);
        Relation("pet.sql", Pet);
        Relation("visit.sql", Visit);
        Relation("system/data_as_of.sql", DataAsOf);
        Source("pet.sql", PetSource);
        Source("visit.sql", VisitSource);
    }

    /// <summary>The SQL type of organization ids.</summary>
    public SqlKind Tenant { get; init; }

    /// <summary>Replaces the rows of the document's table.</summary>
    public PetSpecification Rows(string rows) => Document($"""
        # Pets Export Specification

        **Grain:** Pet
        **Primary Key:** `pet_id`

        | # | Column Name | Data Type | Nullable | Description | Source Table |
        |---|---|---|---|---|---|
        {rows}

        """);

    /// <summary>Replaces a part of the document's table.</summary>
    public PetSpecification Row(string text, string replacement) => Rows(Replace(Columns, text, replacement));

    /// <summary>Replaces the document.</summary>
    public PetSpecification Document(string text)
    {
        _document = MarkedDocument.Parse(text);
        return this;
    }

    /// <summary>Adds a relation, or replaces the relation with the same file name.</summary>
    public PetSpecification Relation(string fileName, string sql)
    {
        _files[fileName] = MarkedDocument.Parse(sql);
        return this;
    }

    /// <summary>
    /// Adds a file to the folder of source tables, or replaces the file with the same name. The file is a source table or the recorded
    /// catalog.
    /// </summary>
    public PetSpecification Source(string fileName, string text)
    {
        _files["../source/" + fileName] = MarkedDocument.Parse(text);
        return this;
    }

    /// <summary>Replaces a part of visit.sql.</summary>
    public PetSpecification InVisit(string text, string replacement) => Relation("visit.sql", Replace(Visit, text, replacement));

    /// <summary>Removes a file, which must be there.</summary>
    public PetSpecification Without(string fileName)
    {
        Assert.True(_files.Remove(fileName));
        return this;
    }

    /// <summary>Asserts that nothing is found.</summary>
    /// <returns>The model.</returns>
    public ExportModel IsClean()
    {
        var result = Read("\n");
        Assert.Equal([], result.Findings.Select(Describe));
        return result.Model!;
    }

    /// <summary>Asserts that one rule has findings at the marks and nowhere else.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="besides">Another rule. Its findings are ignored.</param>
    /// <returns>The findings.</returns>
    public IReadOnlyList<Finding> Finds(Rule rule, Rule? besides = null)
    {
        var findings = Read("\n").Findings.Where(finding => finding.Rule != besides).ToList();
        Assert.Equal(Marked(file => file.Marks).Select(place => $"{rule.Id} {place}"), findings.Select(Describe));
        Assert.Equal(
            Marked(file => file.Related),
            findings.Select(finding => finding.Related).OfType<Location>().Select(Describe).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(rule.Severity == Severity.Error, Read("\n").Model is null);

        var windows = Read("\r\n").Findings.Where(finding => finding.Rule != besides);
        Assert.Equal(findings.Select(PlaceOf), windows.Select(PlaceOf));
        return findings;
    }

    /// <summary>Asserts that there is one finding, that it is at the mark, and that its message contains a text.</summary>
    public void FindsOne(Rule rule, string message)
    {
        var finding = Assert.Single(Finds(rule));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    /// <summary>Reads the specification with these line endings.</summary>
    public SpecificationResult Read(string lineEnding = "\n")
    {
        SourceFile[] Files(string folder, string extension = ".sql") => [.. _files
            .Where(file => file.Key[..(file.Key.LastIndexOf('/') + 1)] == folder && file.Key.EndsWith(extension, StringComparison.Ordinal))
            .Select(file => new SourceFile(PathOf(file.Key), file.Value.File.Text.ReplaceLineEndings(lineEnding)))];
        return SpecificationReader.Read(new SpecificationSource(
            new SourceFile("spec/pets.md", _document.File.Text.ReplaceLineEndings(lineEnding)), Folder, new(Files("")), new(Files("system/")))
        {
            SharedRelations = new(Files("shared/")),
            Sources = new SourceFolder(SourceFolder, new(Files("../source/")), Files("../source/", ".txt").FirstOrDefault(), Tenant),
        });
    }

    private static string PathOf(string file)
        => file.StartsWith("../source/", StringComparison.Ordinal) ? file.Replace("../source", SourceFolder, StringComparison.Ordinal) : $"{Folder}/{file}";

    private static string Replace(string text, string part, string replacement)
    {
        Assert.Contains(part, text, StringComparison.Ordinal);
        return text.Replace(part, replacement, StringComparison.Ordinal);
    }

    private IEnumerable<string> Marked(Func<MarkedDocument, IReadOnlyList<TextSpan>> marks)
        => marks(_document).Select(mark => Describe(new Location(_document.File with { Path = "spec/pets.md" }, mark)))
            .Concat(_files.SelectMany(file => marks(file.Value)
                .Select(mark => Describe(new Location(file.Value.File with { Path = PathOf(file.Key) }, mark)))));

    private static string Describe(Finding finding) => $"{finding.Rule.Id} {Describe(finding.Location)}";

    private static string Describe(Location place)
        => $"{place.File.Path}({place.Start.Line + 1},{place.Start.Column + 1}) '{place.File.Text.Substring(place.Span.Start, place.Span.Length)}'";

    private static (string, LinePosition, LinePosition, string) PlaceOf(Finding finding)
        => (finding.Location.File.Path, finding.Location.Start, finding.Location.End, finding.Message);
}
