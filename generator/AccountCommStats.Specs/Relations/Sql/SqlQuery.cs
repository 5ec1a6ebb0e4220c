namespace AccountCommStats.Specs;

/// <summary>A query: one SELECT, or several joined by UNION, INTERSECT or EXCEPT, with the queries of its WITH clause.</summary>
internal sealed class SqlQuery
{
    /// <summary>The queries of the WITH clause, in order.</summary>
    public List<SqlQuery> CommonTables { get; } = [];

    /// <summary>The SELECTs, in order; at least one.</summary>
    public List<SelectBlock> Branches { get; } = [];

    /// <summary>Names that an alias list gives to the outputs, as in <c>with x (a, b) as</c>; null without one.</summary>
    public List<string>? ColumnNames { get; set; }

    /// <summary>Whether only its having rows matters: the operand of EXISTS.</summary>
    public bool IsExistence { get; set; }

    /// <summary>The outputs: those of the first SELECT.</summary>
    public IReadOnlyList<SelectOutput> Outputs => Branches.Count > 0 ? Branches[0].Outputs : [];

    /// <summary>The position of the output called <paramref name="name"/>; -1 if there is none.</summary>
    public int IndexOfOutput(string name)
    {
        var names = ColumnNames?.Count ?? 0;
        for (var i = 0; i < Math.Max(names, Outputs.Count); i++)
        {
            var output = i < names ? ColumnNames![i] : Outputs[i].Name;
            if (SqlName.Same(output, name))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>One SELECT with the tables it reads.</summary>
/// <param name="outer">The SELECT around it, whose tables it may refer to; null for an outermost one.</param>
/// <param name="start">Its first token.</param>
internal sealed class SelectBlock(SelectBlock? outer, int start)
{
    private readonly Dictionary<string, QuerySource> _sourcesByName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The SELECT around it.</summary>
    public SelectBlock? Outer { get; } = outer;

    /// <summary>Its first token: the word SELECT, or whatever stands in its place.</summary>
    public int Start { get; } = start;

    /// <summary>What stands in the FROM clause, in order.</summary>
    public List<QuerySource> Sources { get; } = [];

    /// <summary>The select list.</summary>
    public List<SelectOutput> Outputs { get; } = [];

    /// <summary>The conditions of WHERE and JOIN.</summary>
    public List<SourceCondition> Conditions { get; } = [];

    /// <summary>The columns that USING clauses name.</summary>
    public List<UsingColumn> UsingColumns { get; } = [];

    /// <summary>The names in its expressions that may be columns, those of subqueries left out.</summary>
    public List<ColumnReference> References { get; } = [];

    /// <summary>Subqueries in its expressions.</summary>
    public List<SqlQuery> Subqueries { get; } = [];

    /// <summary>Adds a source of the FROM clause.</summary>
    public void Add(QuerySource source)
    {
        source.Block = this;
        source.Index = Sources.Count;
        Sources.Add(source);
        if (source.Name.Length > 0 && !_sourcesByName.ContainsKey(source.Name))
        {
            _sourcesByName.Add(source.Name, source);
        }
    }

    /// <summary>
    /// The source a column reference belongs to: the one its qualifier names, here or further out; without qualifier the only
    /// source of this block. Null if there is none, or no telling which.
    /// </summary>
    public QuerySource? SourceOf(ColumnReference reference)
    {
        if (reference.Qualifier is not { } qualifier)
        {
            return Sources.Count == 1 ? Sources[0] : null;
        }

        for (var block = this; block is not null; block = block.Outer)
        {
            if (block._sourcesByName.TryGetValue(qualifier, out var source))
            {
                return source;
            }
        }

        return null;
    }
}

/// <summary>An output of a select list.</summary>
/// <param name="Name">Its name; null if it has none that is the same on every engine.</param>
/// <param name="Span">The name in the select list, or the whole output if it has none.</param>
/// <param name="Column">The column it hands on unchanged; null if it computes something.</param>
/// <param name="IsStar">Whether it is <c>*</c> or <c>x.*</c>.</param>
/// <param name="Parameter">The parameter it hands on unchanged, without <c>@</c>; null if it is something else.</param>
internal sealed record SelectOutput(string? Name, TextSpan Span, ColumnReference? Column, bool IsStar, string? Parameter);

/// <summary>A name in an expression that may be a column.</summary>
/// <param name="Qualifier">The alias or table before the dot; null if there is none.</param>
/// <param name="Name">The column.</param>
internal readonly record struct ColumnReference(string? Qualifier, string Name);

/// <summary>An item of a FROM clause: a table, another relation, a subquery or common table, or a function.</summary>
/// <param name="name">What columns are qualified with; empty if it has no name.</param>
/// <param name="table">The table; null for anything else.</param>
/// <param name="derived">The subquery or common table; null for anything else.</param>
internal sealed class QuerySource(string name, TableReference? table, SqlQuery? derived)
{
    /// <summary>What columns are qualified with; empty if it has no name.</summary>
    public string Name { get; } = name;

    /// <summary>The table; null for anything else.</summary>
    public TableReference? Table { get; } = table;

    /// <summary>The common table of another relation of the specification; null for anything else.</summary>
    public TableReference? Relation { get; init; }

    /// <summary>The subquery or common table; null for anything else.</summary>
    public SqlQuery? Derived { get; } = derived;

    /// <summary>Whether <see cref="Derived"/> is written in place, not in a WITH clause.</summary>
    public bool IsInline { get; set; }

    /// <summary>Whether it may refer to the sources before it.</summary>
    public bool IsLateral { get; set; }

    /// <summary>The block it belongs to.</summary>
    public SelectBlock? Block { get; set; }

    /// <summary>Its position in the block.</summary>
    public int Index { get; set; }

    /// <summary>Whether its rows are known to be those of one organisation.</summary>
    public bool IsRestricted { get; set; }
}

/// <summary>A table as a relation names it.</summary>
/// <param name="Name">Its name, perhaps with a schema.</param>
/// <param name="Span">The name in the text.</param>
internal sealed record TableReference(string Name, TextSpan Span);

/// <summary>How a join treats the rows that its condition does not match.</summary>
internal enum JoinKind
{
    /// <summary>They are dropped on both sides: WHERE, JOIN.</summary>
    Inner,

    /// <summary>Those of the left side stay.</summary>
    Left,

    /// <summary>Those of the right side stay.</summary>
    Right,

    /// <summary>Those of both sides stay.</summary>
    Full,
}

/// <summary>The two sides of a join, as positions in <see cref="SelectBlock.Sources"/>.</summary>
/// <param name="Kind">The join's kind.</param>
/// <param name="FirstLeft">The first source on its left.</param>
/// <param name="FirstRight">The first source on its right.</param>
/// <param name="End">The position after the last source on its right.</param>
internal readonly record struct JoinSides(JoinKind Kind, int FirstLeft, int FirstRight, int End)
{
    /// <summary>Sides of a condition that drops every row it does not match, whatever the source.</summary>
    public static JoinSides Where { get; } = new(JoinKind.Inner, 0, 0, 0);

    /// <summary>Whether a row of the source at <paramref name="index"/> is dropped where the condition does not hold.</summary>
    public bool Filters(int index) => Kind switch
    {
        JoinKind.Inner => true,
        JoinKind.Left => index >= FirstRight && index < End,
        JoinKind.Right => index >= FirstLeft && index < FirstRight,
        _ => false,
    };
}

/// <summary>A condition of WHERE or of a join.</summary>
/// <param name="Start">Its first token.</param>
/// <param name="End">The token after its last.</param>
/// <param name="Sides">What it joins.</param>
internal readonly record struct SourceCondition(int Start, int End, JoinSides Sides);

/// <summary>A column of a USING clause.</summary>
/// <param name="Name">The column.</param>
/// <param name="Sides">What it joins.</param>
internal readonly record struct UsingColumn(string Name, JoinSides Sides);
