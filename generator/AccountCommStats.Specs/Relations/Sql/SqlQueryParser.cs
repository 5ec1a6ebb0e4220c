namespace AccountCommStats.Specs;

/// <summary>Reads the shape of a query from its tokens: SELECTs, sources, outputs and conditions.</summary>
/// <remarks>
/// Not a validator: the database is one. What it does not know it steps over. Recursive where brackets nest, which
/// <see cref="SqlText.DeepestNesting"/> bounds; every token is visited a fixed number of times per level.
/// </remarks>
internal sealed partial class SqlQueryParser
{
    private static readonly string[] s_clauses =
        ["into", "from", "where", "group", "having", "window", "qualify", "order", "limit", "offset", "fetch", "for"];

    private readonly SqlText _sql;
    private readonly HashSet<string> _relations;

    /// <param name="sql">The text.</param>
    /// <param name="relations">The common tables under which other relations can be read.</param>
    public SqlQueryParser(SqlText sql, IEnumerable<string> relations)
    {
        _sql = sql;
        _relations = new HashSet<string>(relations, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// What a plain SELECT does not hold: the first tokens of other statements, also of TABLE, which reads what nobody checks;
    /// INTO, and FOR UPDATE.
    /// </summary>
    public List<int> NotSelects { get; } = [];

    /// <summary>Every query that was read, in no particular order.</summary>
    public List<SqlQuery> Queries { get; } = [];

    /// <summary>Reads the query between two tokens.</summary>
    public SqlQuery Parse(int start, int end) => ParseQuery(start, end, outer: null, commonTables: null);

    /// <summary>Whether the bracket at <paramref name="open"/> encloses a query.</summary>
    internal bool EnclosesQuery(int open)
    {
        var first = open + 1;
        if (BeginsQuery(first))
        {
            return _sql.IsSymbol(open, "(") && !_sql.IsWord(open - 1, "trim");
        }

        if (!_sql.IsSymbol(first, "("))
        {
            return false;
        }

        var after = _sql.CloseOf(first) + 1;
        return (after == _sql.CloseOf(open) || IsSetOperator(after) || _sql.IsWord(after, "order") || _sql.IsWord(after, "limit"))
            && EnclosesQuery(first);
    }

    /// <summary>Whether a query begins at a token. DuckDB lets one begin with FROM.</summary>
    private bool BeginsQuery(int index)
        => _sql.IsWord(index, "select") || _sql.IsWord(index, "with") || _sql.IsWord(index, "values")
            || _sql.IsWord(index, "table") || _sql.IsWord(index, "from");

    private bool IsSetOperator(int index)
        => _sql.IsWord(index, "union") || _sql.IsWord(index, "intersect") || _sql.IsWord(index, "except");

    private SqlQuery ParseQuery(int start, int end, SelectBlock? outer, CommonTableScope? commonTables)
    {
        var query = new SqlQuery();
        ParseInto(query, start, end, outer, commonTables);
        Queries.Add(query);
        return query;
    }

    private void ParseInto(SqlQuery query, int start, int end, SelectBlock? outer, CommonTableScope? commonTables)
    {
        var position = start;
        if (_sql.IsWord(position, "with"))
        {
            position = ParseCommonTables(query, position + 1, end, outer, ref commonTables);
        }

        while (position < end)
        {
            var branchEnd = NextAtThisLevel(position, end, IsSetOperator);
            ParseBranch(query, position, branchEnd, outer, commonTables);
            position = branchEnd + 1;
            if (position < end && (_sql.IsWord(position, "all") || _sql.IsWord(position, "distinct")))
            {
                position++;
            }
        }
    }

    private int ParseCommonTables(SqlQuery query, int position, int end, SelectBlock? outer, ref CommonTableScope? commonTables)
    {
        var recursive = _sql.IsWord(position, "recursive");
        commonTables = new CommonTableScope(commonTables);
        position += recursive ? 1 : 0;
        while (position < end && _sql.IsName(position))
        {
            var table = new SqlQuery();
            var name = _sql.NameOf(position++);
            if (_sql.IsSymbol(position, "("))
            {
                table.ColumnNames = NamesWithin(position);
                position = _sql.CloseOf(position) + 1;
            }

            while (position < end && !_sql.IsSymbol(position, "("))
            {
                position++;
            }

            if (position >= end)
            {
                return end;
            }

            // Only a recursive common table sees itself; each sees those before it.
            if (recursive)
            {
                commonTables.Queries[name] = table;
            }

            var close = _sql.CloseOf(position);
            ParseInto(table, position + 1, close, outer, commonTables);
            Queries.Add(table);
            query.CommonTables.Add(table);
            commonTables.Queries[name] = table;
            position = close + 1;
            if (_sql.KindOf(position) != SqlTokenKind.Comma)
            {
                break;
            }

            position++;
        }

        return position;
    }

    private void ParseBranch(SqlQuery query, int start, int end, SelectBlock? outer, CommonTableScope? commonTables)
    {
        if (start >= end)
        {
            return;
        }

        if (_sql.IsSymbol(start, "(") && EnclosesQuery(start))
        {
            ParseInto(query, start + 1, _sql.CloseOf(start), outer, commonTables);
            return;
        }

        if (!_sql.IsWord(start, "select") && !_sql.IsWord(start, "values"))
        {
            NotSelects.Add(start);
        }

        var block = new SelectBlock(outer, start);
        query.Branches.Add(block);
        var scope = new BlockScope(block, commonTables);
        if (!_sql.IsWord(start, "select"))
        {
            ParseExpression(start, end, scope);
            return;
        }

        ParseSelect(start, end, scope);
    }

    private void ParseSelect(int start, int end, BlockScope scope)
    {
        var clause = NextAtThisLevel(start + 1, end, IsClause);
        ParseSelectList(start + 1, clause, scope);
        while (clause < end)
        {
            var next = NextAtThisLevel(clause + 1, end, IsClause);
            if (_sql.IsWord(clause, "from"))
            {
                ParseFrom(clause + 1, next, scope);
            }
            else
            {
                if (_sql.IsWord(clause, "where"))
                {
                    scope.Block.Conditions.Add(new SourceCondition(clause + 1, next, JoinSides.Where));
                }
                else if (_sql.IsWord(clause, "for") || _sql.IsWord(clause, "into"))
                {
                    NotSelects.Add(clause);
                }

                var known = scope.Block.References.Count;
                ParseExpression(clause + 1, next, scope);
                if (_sql.IsWord(clause, "order") || _sql.IsWord(clause, "group"))
                {
                    RemoveOutputNames(scope.Block, known);
                }
            }

            clause = next;
        }
    }

    /// <summary>ORDER BY and GROUP BY name outputs, which are no columns of a source.</summary>
    private static void RemoveOutputNames(SelectBlock block, int firstReference)
    {
        var outputs = new HashSet<string>(block.Outputs.Select(output => output.Name ?? ""), StringComparer.OrdinalIgnoreCase);
        var references = block.References.Skip(firstReference)
            .Where(reference => reference.Qualifier is not null || !outputs.Contains(reference.Name)).ToList();
        block.References.RemoveRange(firstReference, block.References.Count - firstReference);
        block.References.AddRange(references);
    }

    private bool IsClause(int index)
    {
        if (_sql.KindOf(index) != SqlTokenKind.Word || _sql.KindOf(index - 1) == SqlTokenKind.Dot)
        {
            return false;
        }

        var word = _sql.NameOf(index);
        return Array.IndexOf(s_clauses, word) >= 0 && word switch
        {
            // is [not] distinct from
            "from" => !(_sql.IsWord(index - 1, "distinct") && (_sql.IsWord(index - 2, "is") || _sql.IsWord(index - 2, "not"))),
            // within group (order by ...)
            "group" or "order" => _sql.IsWord(index + 1, "by"),
            "for" => _sql.IsWord(index + 1, "update") || _sql.IsWord(index + 1, "share")
                || _sql.IsWord(index + 1, "no") || _sql.IsWord(index + 1, "key"),
            _ => !_sql.IsWord(index - 1, "as"),
        };
    }

    /// <summary>The first token between two that satisfies <paramref name="condition"/> outside brackets; the end if there is none.</summary>
    private int NextAtThisLevel(int start, int end, Func<int, bool> condition)
    {
        for (var i = start; i < end; i++)
        {
            if (condition(i))
            {
                return i;
            }

            if (_sql.KindOf(i) == SqlTokenKind.Open)
            {
                i = _sql.CloseOf(i);
            }
        }

        return end;
    }

    private List<string> NamesWithin(int open)
    {
        var names = new List<string>();
        for (var i = open + 1; i < _sql.CloseOf(open); i++)
        {
            if (_sql.IsName(i) && _sql.KindOf(i - 1) is SqlTokenKind.Open or SqlTokenKind.Comma)
            {
                names.Add(_sql.NameOf(i));
            }
        }

        return names;
    }

    /// <summary>The common tables of one WITH clause as far as it has been read.</summary>
    private sealed class CommonTableScope(CommonTableScope? outer)
    {
        /// <summary>Those of the queries around it.</summary>
        public CommonTableScope? Outer { get; } = outer;

        /// <summary>The common tables by name.</summary>
        public Dictionary<string, SqlQuery> Queries { get; } = new(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A block that is being read, with the common tables in its sight.</summary>
    private sealed record BlockScope(SelectBlock Block, CommonTableScope? CommonTables);
}
