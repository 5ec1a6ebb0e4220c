namespace AccountCommStats.Specs;

internal sealed partial class SqlQueryParser
{
    private void ParseSelectList(int start, int end, BlockScope scope)
    {
        var position = start;
        if (_sql.IsWord(position, "all"))
        {
            position++;
        }
        else if (_sql.IsWord(position, "distinct"))
        {
            position++;
            if (_sql.IsWord(position, "on") && _sql.IsSymbol(position + 1, "("))
            {
                ParseExpression(position + 1, _sql.CloseOf(position + 1) + 1, scope);
                position = _sql.CloseOf(position + 1) + 1;
            }
        }

        while (position < end)
        {
            var comma = NextAtThisLevel(position, end, i => _sql.KindOf(i) == SqlTokenKind.Comma);
            if (comma > position)
            {
                ParseOutput(position, comma, scope);
            }

            position = comma + 1;
        }
    }

    private void ParseOutput(int start, int end, BlockScope scope)
    {
        var block = scope.Block;
        var last = end - 1;
        if (_sql.IsSymbol(last, "*") && (last == start || _sql.KindOf(last - 1) == SqlTokenKind.Dot))
        {
            block.Outputs.Add(new SelectOutput(null, _sql.SpanOf(start, end), null, IsStar: true, null));
            return;
        }

        var expressionEnd = end;
        string? name = null;
        if (_sql.IsName(last) && last - 1 > start && _sql.IsWord(last - 1, "as"))
        {
            (name, expressionEnd) = (_sql.NameOf(last), last - 1);
        }
        else if (IsImplicitAlias(start, last))
        {
            (name, expressionEnd) = (_sql.NameOf(last), last);
        }

        ParseExpression(start, expressionEnd, scope);
        var column = ColumnAt(start, out var columnEnd) is { } reference && columnEnd == expressionEnd ? reference : (ColumnReference?)null;
        var parameter = ParameterAt(start, out var parameterEnd) is { } text && parameterEnd == expressionEnd ? text : null;
        var span = name is not null || column is not null ? _sql.Tokens[last].Span : _sql.SpanOf(start, end);
        block.Outputs.Add(new SelectOutput(name ?? column?.Name, span, column, IsStar: false, parameter));
    }

    /// <summary>Whether the last token of an output is its name, without AS.</summary>
    private bool IsImplicitAlias(int start, int last)
    {
        if (last <= start || !_sql.IsName(last))
        {
            return false;
        }

        if (_sql.KindOf(last) == SqlTokenKind.Word && !SqlWords.CanBeAlias(_sql.NameOf(last)))
        {
            return false;
        }

        return _sql.KindOf(last - 1) switch
        {
            SqlTokenKind.Word => SqlWords.CanPrecedeAlias(_sql.NameOf(last - 1)),
            SqlTokenKind.Dot or SqlTokenKind.Operator or SqlTokenKind.Open or SqlTokenKind.Comma => false,
            _ => true,
        };
    }

    /// <summary>The column reference that begins at a token, such as <c>e.total</c>; null if none does.</summary>
    internal ColumnReference? ColumnAt(int position, out int end)
    {
        end = position;
        if (!_sql.IsName(position) || (_sql.KindOf(position) == SqlTokenKind.Word && SqlWords.IsKeyword(_sql.NameOf(position))))
        {
            return null;
        }

        string? qualifier = null;
        var name = _sql.NameOf(position);
        end = position + 1;
        while (_sql.KindOf(end) == SqlTokenKind.Dot && _sql.IsName(end + 1))
        {
            qualifier = name;
            name = _sql.NameOf(end + 1);
            end += 2;
        }

        return new ColumnReference(qualifier, name);
    }

    /// <summary>The parameter at a token, without <c>@</c>, with the cast after it; null if there is none.</summary>
    internal string? ParameterAt(int position, out int end)
    {
        end = position;
        if (_sql.KindOf(position) != SqlTokenKind.Parameter)
        {
            return null;
        }

        end = position + 1;
        if (_sql.IsSymbol(end, "::") && _sql.KindOf(end + 1) == SqlTokenKind.Word)
        {
            end += 2;
        }

        return _sql.TextOf(position).Substring(1).ToLowerInvariant();
    }

    /// <summary>Collects the column references and the subqueries between two tokens.</summary>
    private void ParseExpression(int start, int end, BlockScope scope)
    {
        for (var i = start; i < end; i++)
        {
            if (_sql.IsSymbol(i, "(") && EnclosesQuery(i))
            {
                var subquery = ParseQuery(i + 1, _sql.CloseOf(i), scope.Block, scope.CommonTables);
                subquery.IsExistence = _sql.IsWord(i - 1, "exists");
                scope.Block.Subqueries.Add(subquery);
                i = _sql.CloseOf(i);
            }
            else if (_sql.IsWord(i, "as"))
            {
                // The type of a cast, which may be of several words.
                while (i + 1 < end && _sql.KindOf(i + 1) == SqlTokenKind.Word)
                {
                    i++;
                }
            }
            else if (ColumnAt(i, out var after) is { } reference)
            {
                if (!IsSomethingElse(i, after, reference))
                {
                    scope.Block.References.Add(reference);
                }

                i = after - 1;
            }
        }
    }

    /// <summary>Whether a name in an expression is a function, a type or a window rather than a column.</summary>
    private bool IsSomethingElse(int start, int after, ColumnReference reference)
        => _sql.IsSymbol(after, "(")
            || _sql.IsSymbol(start - 1, "::")
            || (reference.Qualifier is null
                && (_sql.KindOf(after) == SqlTokenKind.String
                    || _sql.KindOf(start - 1) == SqlTokenKind.String
                    || _sql.IsWord(start - 1, "over")
                    || _sql.IsWord(start - 1, "window")
                    || _sql.IsWord(start - 1, "collate")
                    || _sql.IsWord(start - 1, "nulls")
                    || (_sql.IsWord(after, "as") && _sql.IsSymbol(after + 1, "("))
                    || _sql.IsWord(after, "zone")
                    || _sql.IsSymbol(after, "=>")
                    || _sql.IsSymbol(after, ":=")
                    || (_sql.IsSymbol(start - 1, "(") && (_sql.IsWord(start - 2, "extract") || _sql.IsWord(start - 2, "trim"))
                        && !_sql.IsSymbol(after, ")"))));
}
