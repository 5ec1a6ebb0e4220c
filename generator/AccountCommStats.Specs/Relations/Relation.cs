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
    /// <summary>What the names of common tables of relations end in, which keeps them from hiding source tables.</summary>
    public const string CommonTableSuffix = "_relation";

    private Dictionary<string, QueryOutput>? _byName;

    /// <summary>Its text.</summary>
    public SqlText Sql { get; } = sql;

    /// <summary>Its file inside the folder of the relations.</summary>
    public string FileName { get; } = fileName;

    /// <summary>Its name: that of its file without folder and extension.</summary>
    public string Name { get; } = SqlFile.NameOf(sql.File);

    /// <summary>The common table it becomes in the query of the rows.</summary>
    public string CommonTable => SqlName.Fold(Name) + CommonTableSuffix;

    /// <summary>Whether it supplies no column itself, and is there for other relations to read.</summary>
    public bool IsShared => FileName.StartsWith("shared/", StringComparison.Ordinal);

    /// <summary>Whether it is a query of the system folder, which runs once per export.</summary>
    public bool IsSystem => FileName.StartsWith("system/", StringComparison.Ordinal);

    /// <summary>The tokens of its SELECT.</summary>
    public TokenRange Statement { get; init; }

    /// <summary>What was read of it; null if it could not be read.</summary>
    public SqlParser? Parser { get; init; }

    /// <summary>The functions that it declares.</summary>
    public IReadOnlyList<FunctionModel> Functions { get; init; } = [];

    /// <summary>Whether it says that it decides which rows the export has.</summary>
    public bool IsGrain { get; init; }

    /// <summary>What its opening comment says of its outputs, by output.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; set; } = new Dictionary<string, string>();

    /// <summary>The outputs that tell of faults of the data, each as the output is called.</summary>
    public IReadOnlyList<Declaration> Declarations { get; set; } = [];

    /// <summary>The columns of source tables that it takes for granted never to be NULL.</summary>
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

    /// <summary>Whether an output tells of faults of the data.</summary>
    public bool Declares(string output) => Declarations.Any(declaration => SqlName.Same(declaration.Name, output));

    /// <summary>Whether it uses the parameter.</summary>
    public bool UsesParameter(string parameter) => ParametersOutside([]).Any(token => SqlName.Same(Sql.TextOf(token).Substring(1), parameter));

    /// <summary>Where it uses parameters, other than in some places.</summary>
    public IEnumerable<int> ParametersOutside(IReadOnlyList<TokenRange> places)
        => Enumerable.Range(Statement.Start, Statement.End - Statement.Start)
            .Where(token => Sql.KindOf(token) == SqlTokenKind.Parameter && !places.Any(place => place.Start <= token && token < place.End));

    /// <summary>Where it reads a table.</summary>
    public TextSpan PlaceOf(string table)
        => Parser!.Blocks.SelectMany(block => block.Sources).First(source => source.Table?.Name == table).Table!.Span;

    /// <summary>A place in it.</summary>
    public Location At(TextSpan span) => Sql.At(span);
}
