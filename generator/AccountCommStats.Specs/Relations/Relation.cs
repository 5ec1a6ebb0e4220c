namespace AccountCommStats.Specs;

/// <summary>A relation as far as it could be read.</summary>
/// <param name="sql">Its text.</param>
/// <param name="fileName">Its file inside the folder of the relations, such as <c>email.sql</c> or <c>system/data_as_of.sql</c>.</param>
internal sealed class Relation(SqlText sql, string fileName)
{
    private Dictionary<string, SelectOutput>? _outputs;

    /// <summary>Its text.</summary>
    public SqlText Sql { get; } = sql;

    /// <summary>Its file inside the folder of the relations.</summary>
    public string FileName { get; } = fileName;

    /// <summary>Its name: that of its file without folder and extension.</summary>
    public string Name { get; } = NameOf(fileName.Substring(fileName.LastIndexOf('/') + 1));

    /// <summary>The common table it becomes in the query of the rows. The suffix keeps it from hiding a table of its name.</summary>
    public string CommonTable => CommonTableOf(Name);

    /// <summary>First token of its SELECT.</summary>
    public int Start { get; init; }

    /// <summary>The token after its SELECT.</summary>
    public int End { get; init; }

    /// <summary>Its SELECT; null if it could not be read.</summary>
    public SqlQuery? Query { get; init; }

    /// <summary>The tables it reads, each with the columns that are certainly its own.</summary>
    public SortedDictionary<string, SortedSet<string>> Tables { get; init; } = [];

    /// <summary>Where it reads other relations, in order.</summary>
    public IReadOnlyList<TableReference> RelationReferences { get; init; } = [];

    /// <summary>The common tables of the relations it reads, each with the outputs it names.</summary>
    public SortedDictionary<string, SortedSet<string>> RelationOutputs { get; init; } = [];

    /// <summary>What its opening comment says of its outputs, by output.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();

    /// <summary>Its outputs.</summary>
    public IReadOnlyList<SelectOutput> Outputs => Query?.Outputs ?? [];

    /// <summary>Whether everything it outputs is known by name.</summary>
    public bool OutputsAreKnown => Query is not null && !Outputs.Any(output => output.IsStar);

    /// <summary>The output called <paramref name="column"/>; null if there is none.</summary>
    public SelectOutput? Output(string column)
    {
        if (_outputs is null)
        {
            _outputs = new Dictionary<string, SelectOutput>(StringComparer.OrdinalIgnoreCase);
            foreach (var output in Outputs.Where(output => output.Name is not null).Reverse())
            {
                _outputs[output.Name!] = output;
            }
        }

        return _outputs.TryGetValue(column, out var found) ? found : null;
    }

    /// <summary>Whether it reads the table.</summary>
    public bool Reads(string table) => Tables.Keys.Any(name => SqlName.SameTable(name, table));

    /// <summary>Whether it uses the parameter.</summary>
    public bool Uses(string parameter)
        => Enumerable.Range(Start, End - Start).Any(token => Sql.KindOf(token) == SqlTokenKind.Parameter
            && SqlName.Same(Sql.TextOf(token).Substring(1), parameter));

    /// <summary>Whether it names the output of another relation.</summary>
    public bool ReadsOutput(Relation other, string output)
        => RelationOutputs.Any(read => SqlName.Same(read.Key, other.CommonTable) && read.Value.Any(name => SqlName.Same(name, output)));

    /// <summary>The common table of the relation in a file.</summary>
    public static string CommonTableOf(SourceFile file) => CommonTableOf(NameOf(file.Path.Substring(file.Path.LastIndexOfAny(['/', '\\']) + 1)));

    /// <summary>A place in it.</summary>
    public Location At(TextSpan span) => Sql.At(span);

    private static string CommonTableOf(string name) => name + "_relation";

    private static string NameOf(string fileName)
        => fileName.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) ? fileName.Substring(0, fileName.Length - 4) : fileName;
}
