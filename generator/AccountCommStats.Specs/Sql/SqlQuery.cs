using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Sql;

/// <summary>A query: one SELECT, or several joined by UNION, INTERSECT or EXCEPT, with the queries of its WITH clause.</summary>
internal sealed class SqlQuery
{
    private IReadOnlyList<QueryOutput>? _outputs;
    private bool _isComputing;

    /// <summary>The SELECTs, in order; at least one.</summary>
    public List<SelectBlock> Branches { get; } = [];

    /// <summary>Names that an alias list gives to the first outputs, as in <c>with x (a, b) as</c>; null without one.</summary>
    public IReadOnlyList<string>? ColumnNames { get; set; }

    /// <summary>Whether only its having rows matters: the operand of EXISTS.</summary>
    public bool IsExistence { get; set; }

    /// <summary>Its outputs, with stars replaced by the columns they stand for; null where those are not known.</summary>
    public IReadOnlyList<QueryOutput>? Outputs(ITableColumns tables)
    {
        // A recursive query leads back to itself.
        if (_outputs is null && !_isComputing && Branches.Count > 0)
        {
            _isComputing = true;
            _outputs = Branches[0].ExpandedOutputs(tables) is { } outputs
                ? [.. outputs.Select((output, i) => i < ColumnNames?.Count ? output with { Name = ColumnNames[i] } : output)]
                : null;
            _isComputing = false;
        }

        return _outputs ?? (ColumnNames is null ? null : [.. ColumnNames.Select(name => new QueryOutput(name, default, null, null))]);
    }
}

/// <summary>One SELECT with the tables it reads.</summary>
/// <param name="outer">The SELECT around it, whose tables it may refer to; null for an outermost one.</param>
/// <param name="start">Its first token.</param>
internal sealed class SelectBlock(SelectBlock? outer, int start)
{
    /// <summary>The SELECT around it.</summary>
    public SelectBlock? Outer { get; } = outer;

    /// <summary>Its first token.</summary>
    public int Start { get; } = start;

    /// <summary>What stands in the FROM clause, in order.</summary>
    public List<QuerySource> Sources { get; } = [];

    /// <summary>The select list.</summary>
    public List<SelectOutput> Outputs { get; } = [];

    /// <summary>The names in its expressions, those of subqueries left out.</summary>
    public List<ColumnReference> References { get; } = [];

    /// <summary>The names that USING clauses join by.</summary>
    public List<ColumnReference> JoinColumns { get; } = [];

    /// <summary>The token after FROM and its items; that after the select list where there is none.</summary>
    public int FromStart { get; set; }

    /// <summary>The tokens of the condition of WHERE; null if there is none.</summary>
    public TokenRange? Where { get; set; }

    /// <summary>Whether it is what orders a set operation: it repeats the tables and outputs of the first SELECT.</summary>
    public bool IsOrder { get; set; }

    /// <summary>Whatever else it consists of than a select list, FROM and WHERE: the first token of each.</summary>
    public List<int> Clauses { get; } = [];

    /// <summary>The source that a qualifier names, here or further out; null if there is none.</summary>
    public QuerySource? SourceNamed(string qualifier)
    {
        for (var block = this; block is not null; block = block.Outer)
        {
            if (block.Sources.FirstOrDefault(source => source.Name == qualifier) is { } source)
            {
                return source;
            }
        }

        return null;
    }

    /// <summary>The outputs, with stars replaced by the columns they stand for; null where those are not known.</summary>
    public IReadOnlyList<QueryOutput>? ExpandedOutputs(ITableColumns tables)
    {
        var outputs = new List<QueryOutput>();
        foreach (var output in Outputs)
        {
            if (!output.IsStar)
            {
                outputs.Add(new QueryOutput(output.Name, output.Span, output.Column, output.Parameter));
                continue;
            }

            var sources = output.Column is { Qualifier: { } qualifier }
                ? SourceNamed(qualifier) is { } named ? [named] : []
                : (IReadOnlyList<QuerySource>)Sources;
            foreach (var source in sources)
            {
                if (source.Columns(tables) is not { } columns)
                {
                    return null;
                }

                outputs.AddRange(columns
                    .Where(column => output.Column is not null || !outputs.Any(other => other.Name == column && IsJoined(column)))
                    .Select(column => new QueryOutput(column, output.Span, new ColumnReference(source.Name, column, output.Span), null)));
            }
        }

        return outputs;
    }

    private bool IsJoined(string column) => JoinColumns.Any(joined => joined.Name == column) || Sources.Any(source => source.IsNatural);
}

/// <summary>An output of a select list.</summary>
/// <param name="Name">Its name; null if it has none that PostgreSQL takes from a column.</param>
/// <param name="Span">The name in the select list, or the whole output if it has none.</param>
/// <param name="Tokens">The whole output.</param>
/// <param name="Column">The column it hands on unchanged, or the qualifier of a star; null if it computes something.</param>
/// <param name="Parameter">The parameter it hands on unchanged, without <c>@</c>; null if it is something else.</param>
internal sealed record SelectOutput(string? Name, TextSpan Span, TokenRange Tokens, ColumnReference? Column, string? Parameter)
{
    /// <summary>Whether it is <c>*</c> or <c>x.*</c>.</summary>
    public bool IsStar { get; init; }

    /// <summary>Whether only PostgreSQL names it so, as in <c>n::bigint</c>: the composed query adds the name.</summary>
    public bool IsNameImplied { get; init; }
}

/// <summary>An output of a query, no star.</summary>
/// <param name="Name">Its name; null if it has none.</param>
/// <param name="Span">Its place.</param>
/// <param name="Column">The column it hands on unchanged; null if it computes something.</param>
/// <param name="Parameter">The parameter it hands on unchanged; null if it is something else.</param>
internal sealed record QueryOutput(string? Name, TextSpan Span, ColumnReference? Column, string? Parameter);

/// <summary>Tokens that stand together.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The one after the last.</param>
internal readonly record struct TokenRange(int Start, int End);

/// <summary>A name in an expression: a column, or a whole row.</summary>
/// <param name="Qualifier">The alias or table before the dot; null if there is none.</param>
/// <param name="Name">The column; empty where the whole row is meant, as in <c>count(x.*)</c>.</param>
/// <param name="Span">Its place.</param>
internal sealed record ColumnReference(string? Qualifier, string Name, TextSpan Span)
{
    /// <summary>Whether it may name an output of its SELECT, as in ORDER BY.</summary>
    public bool MayBeOutput { get; init; }
}

/// <summary>How an item of a FROM clause is joined to those before it.</summary>
internal enum JoinKind
{
    /// <summary>The first item, or one after a comma, or CROSS JOIN.</summary>
    Cross,

    /// <summary>Rows that the condition does not match are dropped on both sides.</summary>
    Inner,

    /// <summary>Those of the left side stay.</summary>
    Left,

    /// <summary>Those of the right side, or of both, stay.</summary>
    Outer,
}

/// <summary>An item of a FROM clause: a table, a subquery, a common table or a function.</summary>
/// <param name="name">What columns are qualified with; empty if it has no name.</param>
internal sealed class QuerySource(string name)
{
    /// <summary>What columns are qualified with; empty if it has no name.</summary>
    public string Name { get; } = name;

    /// <summary>The table, which is no common table of the file; null for anything else.</summary>
    public TableReference? Table { get; init; }

    /// <summary>The subquery or common table; null for anything else.</summary>
    public SqlQuery? Derived { get; init; }

    /// <summary>The names that an alias list gives to its first columns; null without one.</summary>
    public IReadOnlyList<string>? ColumnAliases { get; init; }

    /// <summary>How it is joined.</summary>
    public JoinKind Join { get; set; }

    /// <summary>The tokens of its ON condition; null if it has none.</summary>
    public TokenRange? On { get; set; }

    /// <summary>Whether it is joined by all names that both sides have.</summary>
    public bool IsNatural { get; set; }

    /// <summary>Whether it stands in parentheses with others, or is joined by USING: more than a plain list of joins.</summary>
    public bool IsNested { get; set; }

    /// <summary>The function that yields its rows; null for anything else.</summary>
    public string? Function { get; init; }

    /// <summary>Whether it has a column, as far as its columns are known.</summary>
    /// <remarks>What is no column of a function's rows would be to PostgreSQL the call of a function on them: x.f is f(x).</remarks>
    public bool MayHave(string column, ITableColumns tables)
        => Columns(tables)?.Contains(column)
            ?? (Function is null || column == Name || column == Function || column == "ordinality" || (column is "key" or "value" && Function.StartsWith("json", StringComparison.Ordinal)));

    /// <summary>Its columns; null where they are not known, as of a function.</summary>
    public IReadOnlyList<string>? Columns(ITableColumns tables)
    {
        var columns = Derived is not null ? Derived.Outputs(tables)?.Select(output => output.Name ?? "").ToList()
            : Table is not null ? tables.ColumnsOf(Table.Name)
            : null;
        return ColumnAliases is null ? columns
            : columns is null ? ColumnAliases
            : [.. ColumnAliases, .. columns.Skip(ColumnAliases.Count)];
    }
}

/// <summary>A table as a file names it.</summary>
/// <param name="Schema">Its schema; null if it names none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Span">Schema and name in the text.</param>
internal sealed record TableReference(string? Schema, string Name, TextSpan Span)
{
    /// <summary>Schema and name as SQL.</summary>
    public string Sql => (Schema is null ? "" : SqlName.Quote(Schema) + ".") + SqlName.Quote(Name);
}

/// <summary>A call of a function.</summary>
/// <param name="Name">Its name, with its schema if it names one.</param>
/// <param name="Span">The name in the text.</param>
internal sealed record FunctionCall(string Name, TextSpan Span);

/// <summary>The columns of the tables that a file can read.</summary>
internal interface ITableColumns
{
    /// <summary>The columns of a table; null if there is no such table, or its columns are not known.</summary>
    IReadOnlyList<string>? ColumnsOf(string table);
}
