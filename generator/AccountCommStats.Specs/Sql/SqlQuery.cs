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

    /// <summary>Whether it is the operand of EXISTS, so only the existence of rows matters.</summary>
    public bool IsExistence { get; set; }

    /// <summary>Its outputs, with stars expanded to columns; null if those are not known.</summary>
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
/// <param name="outer">The enclosing SELECT, whose tables it may refer to; null for an outermost one.</param>
/// <param name="start">Its first token.</param>
internal sealed class SelectBlock(SelectBlock? outer, int start)
{
    /// <summary>The enclosing SELECT; null for an outermost one.</summary>
    public SelectBlock? Outer { get; } = outer;

    /// <summary>Its first token.</summary>
    public int Start { get; } = start;

    /// <summary>The items of the FROM clause, in order.</summary>
    public List<QuerySource> Sources { get; } = [];

    /// <summary>The select list.</summary>
    public List<SelectOutput> Outputs { get; } = [];

    /// <summary>The names in its expressions, except those in subqueries.</summary>
    public List<ColumnReference> References { get; } = [];

    /// <summary>The columns in USING clauses.</summary>
    public List<ColumnReference> JoinColumns { get; } = [];

    /// <summary>The token after the select list, which is FROM if there is one.</summary>
    public int FromStart { get; set; }

    /// <summary>The tokens of the condition of WHERE; null if there is none.</summary>
    public TokenRange? Where { get; set; }

    /// <summary>Whether it stands for the ORDER BY of a set operation. It then has the tables and outputs of the first SELECT.</summary>
    public bool IsOrder { get; set; }

    /// <summary>The first token of each clause other than the select list, FROM and WHERE.</summary>
    public List<int> Clauses { get; } = [];

    /// <summary>The source that a qualifier names, in this or an enclosing SELECT; null if there is none.</summary>
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

    /// <summary>The outputs, with stars expanded to columns; null if those are not known.</summary>
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
/// <param name="Name">Its name as written, or the name of its column if PostgreSQL gives the output that name; null if it has none.</param>
/// <param name="Span">The name in the select list, or the whole output if it has none.</param>
/// <param name="Tokens">The whole output.</param>
/// <param name="Column">The column it passes on unchanged, or the qualifier of a star; null if it computes something.</param>
/// <param name="Parameter">The parameter it passes on unchanged, without <c>@</c>; null if it is something else.</param>
internal sealed record SelectOutput(string? Name, TextSpan Span, TokenRange Tokens, ColumnReference? Column, string? Parameter)
{
    /// <summary>Whether it is <c>*</c> or <c>x.*</c>.</summary>
    public bool IsStar { get; init; }

    /// <summary>Whether only PostgreSQL gives the output this name, such as <c>n</c> for <c>n::bigint</c>. The composed query adds an alias.</summary>
    public bool IsNameImplied { get; init; }
}

/// <summary>An output of a query, not a star.</summary>
/// <param name="Name">Its name; null if it has none.</param>
/// <param name="Span">Its span.</param>
/// <param name="Column">The column it passes on unchanged; null if it computes something.</param>
/// <param name="Parameter">The parameter it passes on unchanged; null if it is something else.</param>
internal sealed record QueryOutput(string? Name, TextSpan Span, ColumnReference? Column, string? Parameter);

/// <summary>A range of tokens.</summary>
/// <param name="Start">The first token.</param>
/// <param name="End">The token after the last one.</param>
internal readonly record struct TokenRange(int Start, int End);

/// <summary>A name in an expression: a column, or a whole row.</summary>
/// <param name="Qualifier">The alias or table before the dot; null if there is none.</param>
/// <param name="Name">The column; empty for the whole row, as in <c>count(x.*)</c>.</param>
/// <param name="Span">Its span.</param>
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

    /// <summary>Rows without a match are dropped on both sides.</summary>
    Inner,

    /// <summary>Rows of the left side are kept, even without a match.</summary>
    Left,

    /// <summary>Rows of the right side, or of both sides, are kept, even without a match.</summary>
    Outer,
}

/// <summary>An item of a FROM clause: a table, a subquery, a common table or a function.</summary>
/// <param name="name">The qualifier of its columns; empty if it has no name.</param>
internal sealed class QuerySource(string name)
{
    /// <summary>The qualifier of its columns; empty if it has no name.</summary>
    public string Name { get; } = name;

    /// <summary>The table, if it is not a common table of the file; otherwise null.</summary>
    public TableReference? Table { get; init; }

    /// <summary>The subquery or common table; null for anything else.</summary>
    public SqlQuery? Derived { get; init; }

    /// <summary>The names that an alias list gives to its first columns; null without one.</summary>
    public IReadOnlyList<string>? ColumnAliases { get; init; }

    /// <summary>How it is joined.</summary>
    public JoinKind Join { get; set; }

    /// <summary>The tokens of its ON condition; null if it has none.</summary>
    public TokenRange? On { get; set; }

    /// <summary>Whether it is joined by all columns that both sides have.</summary>
    public bool IsNatural { get; set; }

    /// <summary>Whether it is in parentheses with other items, or is joined by USING. Neither occurs in a plain list of joins.</summary>
    public bool IsNested { get; set; }

    /// <summary>The function that yields its rows; null for anything else.</summary>
    public string? Function { get; init; }

    /// <summary>Whether it has a column or, if its columns are not known, may have it.</summary>
    /// <remarks>If the rows of a function x have no column f, PostgreSQL reads x.f as the function call f(x).</remarks>
    public bool MayHave(string column, ITableColumns tables)
        => Columns(tables)?.Contains(column)
            ?? (Function is null || column == Name || column == Function || column == "ordinality" || (column is "key" or "value" && Function.StartsWith("json", StringComparison.Ordinal)));

    /// <summary>Its columns; null if they are not known, as for a function.</summary>
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
/// <param name="Span">The span of schema and name.</param>
internal sealed record TableReference(string? Schema, string Name, TextSpan Span)
{
    /// <summary>Schema and name as SQL.</summary>
    public string Sql => (Schema is null ? "" : SqlName.Quote(Schema) + ".") + SqlName.Quote(Name);
}

/// <summary>A call of a function.</summary>
/// <param name="Name">Its name, with its schema if it names one.</param>
/// <param name="Span">The span of the name.</param>
internal sealed record FunctionCall(string Name, TextSpan Span);

/// <summary>The columns of the tables that a file can read.</summary>
internal interface ITableColumns
{
    /// <summary>The columns of a table; null if there is no such table, or its columns are not known.</summary>
    IReadOnlyList<string>? ColumnsOf(string table);
}
