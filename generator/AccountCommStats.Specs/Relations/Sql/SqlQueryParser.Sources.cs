namespace AccountCommStats.Specs;

internal sealed partial class SqlQueryParser
{
    /// <summary>Reads a FROM clause, or the joins within a bracket of one.</summary>
    private void ParseFrom(int position, int end, BlockScope scope)
    {
        var block = scope.Block;
        var pending = new Stack<JoinSides>();
        var itemStart = block.Sources.Count;
        position = ParseSource(position, end, scope);
        while (position < end)
        {
            if (_sql.KindOf(position) == SqlTokenKind.Comma)
            {
                pending.Clear();
                itemStart = block.Sources.Count;
                position = ParseSource(position + 1, end, scope);
            }
            else if (JoinAt(position) is { } join)
            {
                if (join.HasCondition)
                {
                    var firstLeft = pending.Count > 0 ? pending.Peek().FirstRight : itemStart;
                    pending.Push(new JoinSides(join.Kind, firstLeft, block.Sources.Count, block.Sources.Count));
                }

                position = ParseSource(join.End, end, scope);
            }
            else if (_sql.IsWord(position, "on"))
            {
                var sides = Sides(pending, block);
                var next = NextAtThisLevel(
                    position + 1,
                    end,
                    i => _sql.KindOf(i) == SqlTokenKind.Comma || JoinAt(i) is not null || _sql.IsWord(i, "on") || IsUsing(i));
                block.Conditions.Add(new SourceCondition(position + 1, next, sides));
                ParseExpression(position + 1, next, scope);
                position = next;
            }
            else if (IsUsing(position))
            {
                var sides = Sides(pending, block);
                block.UsingColumns.AddRange(NamesWithin(position + 1).Select(name => new UsingColumn(name, sides)));
                position = _sql.CloseOf(position + 1) + 1;
            }
            else
            {
                position = Skip(position, scope);
            }
        }
    }

    private static JoinSides Sides(Stack<JoinSides> pending, SelectBlock block)
        => pending.Count > 0 ? pending.Pop() with { End = block.Sources.Count } : new JoinSides(JoinKind.Full, 0, 0, 0);

    private bool IsUsing(int index) => _sql.IsWord(index, "using") && _sql.IsSymbol(index + 1, "(");

    /// <summary>The join that begins at a token; null if none does.</summary>
    private (JoinKind Kind, bool HasCondition, int End)? JoinAt(int position)
    {
        var kind = JoinKind.Inner;
        var hasCondition = true;
        // The longest is natural left outer join.
        for (var i = position; i < position + 4 && _sql.KindOf(i) == SqlTokenKind.Word; i++)
        {
            switch (_sql.NameOf(i))
            {
                case "join":
                    return (kind, hasCondition, i + 1);
                case "inner" or "outer":
                    break;
                case "left":
                    kind = JoinKind.Left;
                    break;
                case "right":
                    kind = JoinKind.Right;
                    break;
                case "full":
                    kind = JoinKind.Full;
                    break;
                case "cross" or "natural":
                    hasCondition = false;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Reads one table, subquery, function or bracket of joins with its alias.</summary>
    /// <returns>The token after it.</returns>
    private int ParseSource(int position, int end, BlockScope scope)
    {
        var isLateral = false;
        while (_sql.IsWord(position, "lateral") || _sql.IsWord(position, "only"))
        {
            isLateral |= _sql.IsWord(position, "lateral");
            position++;
        }

        if (position >= end)
        {
            return end;
        }

        if (_sql.IsSymbol(position, "("))
        {
            return EnclosesQuery(position) ? ParseDerived(position, end, isLateral, scope) : ParseJoinGroup(position, scope);
        }

        if (!_sql.IsName(position))
        {
            return Skip(position, scope);
        }

        var nameEnd = position + 1;
        while (_sql.KindOf(nameEnd) == SqlTokenKind.Dot && _sql.IsName(nameEnd + 1) && nameEnd + 1 < end)
        {
            nameEnd += 2;
        }

        return nameEnd < end && _sql.IsSymbol(nameEnd, "(")
            ? ParseFunction(position, nameEnd, end, scope)
            : ParseTable(position, nameEnd, end, scope);
    }

    private int ParseDerived(int open, int end, bool isLateral, BlockScope scope)
    {
        // Only a lateral subquery sees its neighbours; any other sees what the whole block sees.
        var outer = isLateral ? scope.Block : scope.Block.Outer;
        var close = _sql.CloseOf(open);
        var query = ParseQuery(open + 1, close, outer, scope.CommonTables);
        var position = ParseAlias(close + 1, end, out var alias, out var columns);
        query.ColumnNames = columns ?? query.ColumnNames;
        scope.Block.Add(new QuerySource(alias ?? "", null, query) { IsInline = true, IsLateral = isLateral });
        return position;
    }

    private int ParseJoinGroup(int open, BlockScope scope)
    {
        ParseFrom(open + 1, _sql.CloseOf(open), scope);
        return _sql.CloseOf(open) + 1;
    }

    private int ParseFunction(int position, int open, int end, BlockScope scope)
    {
        var close = _sql.CloseOf(open);
        ParseExpression(open + 1, close, scope);
        var after = close + 1;
        if (_sql.IsWord(after, "with") && _sql.IsWord(after + 1, "ordinality"))
        {
            after += 2;
        }

        after = ParseAlias(after, end, out var alias, out _);
        scope.Block.Add(new QuerySource(alias ?? _sql.NameOf(position), null, null));
        return after;
    }

    private int ParseTable(int position, int nameEnd, int end, BlockScope scope)
    {
        var parts = new List<string>();
        for (var i = position; i < nameEnd; i += 2)
        {
            parts.Add(_sql.NameOf(i));
        }

        var after = nameEnd;
        if (_sql.IsSymbol(after, "*"))
        {
            after++;
        }

        after = ParseAlias(after, end, out var alias, out var columns);
        var name = alias ?? parts[parts.Count - 1];
        var common = parts.Count == 1 ? CommonTable(parts[0], scope.CommonTables) : null;
        var reference = new TableReference(string.Join(".", parts), _sql.SpanOf(position, nameEnd));
        scope.Block.Add(common is not null
            ? new QuerySource(name, null, columns is null ? common : null)
            : _relations.Contains(reference.Name)
                ? new QuerySource(name, null, null) { Relation = reference }
                : new QuerySource(name, reference, null));
        return after;
    }

    private static SqlQuery? CommonTable(string name, CommonTableScope? scope)
    {
        for (; scope is not null; scope = scope.Outer)
        {
            if (scope.Queries.TryGetValue(name, out var query))
            {
                return query;
            }
        }

        return null;
    }

    private int ParseAlias(int position, int end, out string? alias, out List<string>? columns)
    {
        alias = null;
        columns = null;
        if (position < end && _sql.IsWord(position, "as"))
        {
            position++;
        }
        else if (position < end && _sql.KindOf(position) == SqlTokenKind.Word && !SqlWords.CanBeSourceAlias(_sql.NameOf(position)))
        {
            return position;
        }

        if (position >= end || !_sql.IsName(position))
        {
            return position;
        }

        alias = _sql.NameOf(position++);
        if (position < end && _sql.IsSymbol(position, "("))
        {
            columns = NamesWithin(position);
            position = _sql.CloseOf(position) + 1;
        }

        return position;
    }

    /// <summary>Steps over one token, or a bracket whose subqueries still count.</summary>
    private int Skip(int position, BlockScope scope)
    {
        if (_sql.KindOf(position) != SqlTokenKind.Open)
        {
            return position + 1;
        }

        ParseExpression(position, _sql.CloseOf(position) + 1, scope);
        return _sql.CloseOf(position) + 1;
    }
}
