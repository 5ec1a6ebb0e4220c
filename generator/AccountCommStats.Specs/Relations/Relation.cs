using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Relations;

/// <summary>A relation as far as it could be read.</summary>
/// <param name="sql">Its text.</param>
/// <param name="fileName">Its file inside the folder of the relations, such as <c>email.sql</c> or <c>system/data_as_of.sql</c>.</param>
internal sealed class Relation(SqlText sql, string fileName)
{
    private Dictionary<string, QueryOutput>? _byName;

    /// <summary>Its text.</summary>
    public SqlText Sql { get; } = sql;

    /// <summary>Its file inside the folder of the relations.</summary>
    public string FileName { get; } = fileName;

    /// <summary>Its name: that of its file without folder and extension.</summary>
    public string Name { get; } = SqlFile.NameOf(sql.File);

    /// <summary>The name of its common table in composed queries.</summary>
    public string CommonTable => SqlName.Fold(Name) + SourceTable.ReservedSuffix;

    /// <summary>Whether it supplies no column itself, and is only read by other relations.</summary>
    public bool IsShared => FileName.StartsWith("shared/", StringComparison.Ordinal);

    /// <summary>Whether it is a query of the system folder, which runs once per export.</summary>
    public bool IsSystem => FileName.StartsWith("system/", StringComparison.Ordinal);

    /// <summary>The tokens of its SELECT.</summary>
    public TokenRange Statement { get; init; }

    /// <summary>The parser that read it; null if it could not be read.</summary>
    public SqlParser? Parser { get; init; }

    /// <summary>The functions that it declares.</summary>
    public IReadOnlyList<FunctionModel> Functions { get; init; } = [];

    /// <summary>Whether it declares that it decides which rows the export has.</summary>
    public bool IsGrain { get; init; }

    /// <summary>The definitions in its opening comment, by output.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; set; } = new Dictionary<string, string>();

    /// <summary>The checks and remarks it declares, each with the name of its output.</summary>
    public IReadOnlyList<Declaration> Declarations { get; set; } = [];

    /// <summary>The columns of source tables that it assumes are never NULL.</summary>
    public IReadOnlyList<(SourceTable Table, string Column)> NotNull { get; set; } = [];

    /// <summary>Its outputs; null if they are not known.</summary>
    public IReadOnlyList<QueryOutput>? Outputs { get; set; }

    /// <summary>The source tables and relations it reads, with the columns it uses of each.</summary>
    public SortedDictionary<string, TableUse> Uses { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The output called <paramref name="column"/>; null if there is none.</summary>
    public QueryOutput? Output(string column)
    {
        if (_byName is null)
        {
            _byName = new Dictionary<string, QueryOutput>(StringComparer.OrdinalIgnoreCase);
            foreach (var output in (Outputs ?? []).Where(output => output.Name is not null).Reverse())
            {
                _byName[output.Name!] = output;
            }
        }

        return _byName.TryGetValue(column, out var found) ? found : null;
    }

    /// <summary>Whether an output is declared as a check or remark.</summary>
    public bool Declares(string output) => Declarations.Any(declaration => SqlName.Same(declaration.Name, output));

    /// <summary>Whether it uses the parameter.</summary>
    public bool UsesParameter(string parameter) => ParametersOutside([]).Any(token => SqlName.Same(Sql.TextOf(token).Substring(1), parameter));

    /// <summary>The tokens of its parameters outside <paramref name="places"/>.</summary>
    public IEnumerable<int> ParametersOutside(IReadOnlyList<TokenRange> places)
        => Enumerable.Range(Statement.Start, Statement.End - Statement.Start)
            .Where(token => Sql.KindOf(token) == SqlTokenKind.Parameter && !places.Any(place => place.Start <= token && token < place.End));

    /// <summary>The span of its first reference to a table.</summary>
    public TextSpan PlaceOf(string table)
        => Parser!.Blocks.SelectMany(block => block.Sources).First(source => source.Table?.Name == table).Table!.Span;

    /// <summary>A location in its file.</summary>
    public Location At(TextSpan span) => Sql.At(span);
}
