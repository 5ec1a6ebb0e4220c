namespace AccountCommStats.Specs;

/// <summary>Finds which sources of a query are restricted to the organisation of the export.</summary>
/// <remarks>
/// A source is restricted where a condition of its own SELECT, outside brackets with OR in them, equates its organization_id
/// to <c>@organization_id</c> or to that of a restricted source. The condition of an outer join restricts only the side whose
/// unmatched rows it drops. Whatever is not recognized counts as unrestricted.
/// </remarks>
internal sealed class OrganizationRestriction
{
    private const string Column = "organization_id";

    private readonly SqlText _sql;
    private readonly SqlQueryParser _parser;

    /// <summary>Queries whose output organization_id is that of restricted rows.</summary>
    private readonly HashSet<SqlQuery> _restricted = [];

    public OrganizationRestriction(SqlText sql, SqlQueryParser parser)
    {
        _sql = sql;
        _parser = parser;
    }

    /// <summary>Sets <see cref="QuerySource.IsRestricted"/> of every source of a query and of the queries in it.</summary>
    public void Mark(SqlQuery query)
    {
        foreach (var common in query.CommonTables)
        {
            // A recursive query may rest on itself: its first SELECT decides.
            _restricted.Add(common);
            Mark(common);
        }

        foreach (var block in query.Branches)
        {
            Mark(block);
        }

        if (HandsOnOrganization(query))
        {
            _restricted.Add(query);
        }
        else
        {
            _restricted.Remove(query);
        }
    }

    private void Mark(SelectBlock block)
    {
        // A subquery in place cannot see its neighbours, so it comes first; a lateral one can, so it comes last.
        foreach (var source in block.Sources.Where(source => source is { IsInline: true, IsLateral: false }))
        {
            Mark(source.Derived!);
        }

        Spread(block);
        foreach (var source in block.Sources.Where(source => source is { IsInline: true, IsLateral: true }))
        {
            Mark(source.Derived!);
        }

        foreach (var subquery in block.Subqueries)
        {
            Mark(subquery);
        }
    }

    private bool HandsOnOrganization(SqlQuery query)
    {
        var index = query.IndexOfOutput(Column);
        return index >= 0 && query.Branches.All(block => index < block.Outputs.Count && HandsOnOrganization(block, block.Outputs[index]));
    }

    private bool HandsOnOrganization(SelectBlock block, SelectOutput output)
        => output.Parameter == Column
            || (output.Column is { } column && SqlName.Same(column.Name, Column) && IsRestricted(block.SourceOf(column)));

    private bool IsRestricted(QuerySource? source)
        => source is not null && (source.IsRestricted || (source.Derived is { } derived && _restricted.Contains(derived)));

    /// <summary>Marks the sources of a block that conditions equate to the parameter or to a restricted source.</summary>
    private void Spread(SelectBlock block)
    {
        var follows = new List<int>[block.Sources.Count];
        var queue = new Queue<int>();
        foreach (var condition in block.Conditions)
        {
            ReadCondition(block, condition, follows, queue);
        }

        ReadUsing(block, follows);
        foreach (var source in block.Sources.Where(IsRestricted))
        {
            queue.Enqueue(source.Index);
        }

        var done = new bool[block.Sources.Count];
        while (queue.Count > 0)
        {
            var index = queue.Dequeue();
            if (done[index])
            {
                continue;
            }

            done[index] = true;
            block.Sources[index].IsRestricted = true;
            foreach (var next in follows[index] ?? [])
            {
                queue.Enqueue(next);
            }
        }
    }

    private void ReadCondition(SelectBlock block, SourceCondition condition, List<int>[] follows, Queue<int> restricted)
    {
        foreach (var (start, end) in Conjuncts(condition.Start, condition.End))
        {
            if (OperandAt(block, start, out var equals) is not { } left
                || !_sql.IsSymbol(equals, "=")
                || OperandAt(block, equals + 1, out var last) is not { } right
                || last != end)
            {
                continue;
            }

            Equate(block, condition.Sides, left, right, follows, restricted);
            Equate(block, condition.Sides, right, left, follows, restricted);
        }
    }

    /// <summary>Notes that <paramref name="target"/> is restricted if <paramref name="origin"/> is.</summary>
    private void Equate(
        SelectBlock block, JoinSides sides, Operand origin, Operand target, List<int>[] follows, Queue<int> restricted)
    {
        if (target.Source?.Block != block || !sides.Filters(target.Source!.Index))
        {
            return;
        }

        if (origin.Source is null || (origin.Source.Block != block && IsRestricted(origin.Source)))
        {
            restricted.Enqueue(target.Source.Index);
        }
        else if (origin.Source.Block == block)
        {
            Follow(follows, origin.Source.Index, target.Source.Index);
        }
    }

    private static void ReadUsing(SelectBlock block, List<int>[] follows)
    {
        // Each side has one such column, that of its first source or merged into it; where another source has one too, the
        // database calls the name ambiguous.
        foreach (var column in block.UsingColumns.Where(column => SqlName.Same(column.Name, Column)))
        {
            var sides = column.Sides;
            if (sides.FirstLeft >= sides.FirstRight || sides.FirstRight >= sides.End)
            {
                continue;
            }

            if (sides.Filters(sides.FirstRight))
            {
                Follow(follows, sides.FirstLeft, sides.FirstRight);
            }

            if (sides.Filters(sides.FirstLeft))
            {
                Follow(follows, sides.FirstRight, sides.FirstLeft);
            }
        }
    }

    private static void Follow(List<int>[] follows, int origin, int target) => (follows[origin] ??= []).Add(target);

    /// <summary>The parts of a condition joined by AND; none where OR stands at the same level.</summary>
    private List<(int Start, int End)> Conjuncts(int start, int end)
    {
        var found = new List<(int, int)>();
        Split(start, end, found);
        return found;
    }

    private void Split(int start, int end, List<(int Start, int End)> found)
    {
        while (IsGroup(start, end))
        {
            start++;
            end--;
        }

        var parts = new List<(int Start, int End)>();
        var partStart = start;
        var cases = 0;
        var between = false;
        for (var i = start; i < end; i++)
        {
            if (_sql.KindOf(i) == SqlTokenKind.Open)
            {
                i = _sql.CloseOf(i);
            }
            else if (_sql.KindOf(i) != SqlTokenKind.Word || _sql.KindOf(i - 1) == SqlTokenKind.Dot)
            {
                continue;
            }
            else if (_sql.IsWord(i, "case"))
            {
                cases++;
            }
            else if (_sql.IsWord(i, "end"))
            {
                cases--;
            }
            else if (cases == 0 && _sql.IsWord(i, "or"))
            {
                return;
            }
            else if (cases == 0 && _sql.IsWord(i, "between"))
            {
                between = true;
            }
            else if (cases == 0 && _sql.IsWord(i, "and") && between)
            {
                between = false;
            }
            else if (cases == 0 && _sql.IsWord(i, "and"))
            {
                parts.Add((partStart, i));
                partStart = i + 1;
            }
        }

        parts.Add((partStart, end));
        foreach (var part in parts)
        {
            if (IsGroup(part.Start, part.End))
            {
                Split(part.Start, part.End, found);
            }
            else
            {
                found.Add(part);
            }
        }
    }

    /// <summary>Whether one pair of brackets, and no subquery, is all there is between two tokens.</summary>
    private bool IsGroup(int start, int end)
        => _sql.IsSymbol(start, "(") && _sql.CloseOf(start) == end - 1 && !_parser.EnclosesQuery(start);

    /// <summary>The organisation's parameter or a source's organization_id at a token; null if it is something else.</summary>
    private Operand? OperandAt(SelectBlock block, int position, out int end)
    {
        if (_parser.ParameterAt(position, out end) is { } parameter)
        {
            return parameter == Column ? new Operand(null) : null;
        }

        return _parser.ColumnAt(position, out end) is { } column && SqlName.Same(column.Name, Column) && block.SourceOf(column) is { } source
            ? new Operand(source)
            : null;
    }

    /// <summary>One side of an equality.</summary>
    /// <param name="Source">The source whose organization_id it is; null for the parameter.</param>
    private readonly record struct Operand(QuerySource? Source);
}
