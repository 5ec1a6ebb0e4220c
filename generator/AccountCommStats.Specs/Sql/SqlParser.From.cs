namespace AccountCommStats.Specs.Sql;

internal sealed partial class SqlParser
{
    /// <summary>Reads the items of a FROM clause with their joins.</summary>
    private void ParseFrom(SelectBlock block, CommonTableScope? scope) => ParseList(() => ParseJoins(block, scope));

    private void ParseJoins(SelectBlock block, CommonTableScope? scope)
    {
        ParseItem(block, scope);
        while (ParseJoinWords() is var (kind, hasCondition, isNatural))
        {
            var first = block.Sources.Count;
            ParseItem(block, scope);
            var source = block.Sources[first];
            (source.Join, source.IsNatural) = (kind, isNatural);
            if (!hasCondition)
            {
                continue;
            }

            if (Word(0) is "join" or "left" or "right" or "full" or "inner" or "cross" or "natural")
            {
                throw Refuse("a join is followed by another join before its condition: add ON or USING, or put a nested join in parentheses");
            }

            if (TryWord("on"))
            {
                var start = _position;
                ParseExpression(block, scope);
                source.On = new(start, _position);
            }
            else
            {
                source.IsNested = true;
                Expect("using");
                Bracketed(() => ParseList(() => block.JoinColumns.Add(new ColumnReference(null, Name("a column's name"), _sql.Tokens[_position - 1].Span))));
            }
        }
    }

    private (JoinKind Kind, bool HasCondition, bool IsNatural)? ParseJoinWords()
    {
        if (Word(0) is "join" or "inner")
        {
            _ = TryWord("inner");
            Expect("join");
            return (JoinKind.Inner, true, false);
        }

        if (TryWord("cross"))
        {
            Expect("join");
            return (JoinKind.Cross, false, false);
        }

        var isNatural = TryWord("natural");
        if (Word(0) is not ("left" or "right" or "full"))
        {
            if (!isNatural)
            {
                return null;
            }

            _ = TryWord("inner");
            Expect("join");
            return (JoinKind.Inner, false, true);
        }

        var kind = Word(0) == "left" ? JoinKind.Left : JoinKind.Outer;
        _position++;
        _ = TryWord("outer");
        Expect("join");
        return (kind, !isNatural, isNatural);
    }

    private void ParseItem(SelectBlock block, CommonTableScope? scope)
    {
        var isLateral = TryWord("lateral");
        if (Word(0) is "only" || (Word(0) == "rows" && Word(1) == "from"))
        {
            throw Refuse($"'{Word(0)}' before a table is not understood: name the table, or the function, alone");
        }

        if (_position < _end && _sql.KindOf(_position) == SqlTokenKind.String)
        {
            throw Ambiguous(_position, "DuckDB reads a string here as a file or table: name a source table");
        }

        if (!Symbol("("))
        {
            block.Sources.Add(_sql.IsName(_position) && IsCall() ? ParseTableFunction(block, scope) : ParseTable(scope));
            return;
        }

        if (BracketHoldsQuery(_position))
        {
            // Only a lateral subquery sees its neighbors; any other sees only the tables of enclosing SELECTs.
            SqlQuery? query = null;
            Bracketed(() => query = ParseQuery(isLateral ? block : block.Outer, scope));
            var (alias, columns) = ParseAlias();
            block.Sources.Add(new QuerySource(alias ?? "") { Derived = query, ColumnAliases = columns, IsNested = true });
            return;
        }

        var first = block.Sources.Count;
        Bracketed(() => ParseJoins(block, scope));
        block.Sources.Skip(first).ToList().ForEach(source => source.IsNested = true);
        if (ParseAlias().Alias is not null)
        {
            throw Refuse("joins in parentheses cannot have an alias: write a subquery with a select list");
        }
    }

    private bool IsCall()
    {
        var position = _position + 1;
        while (position < _end && _sql.KindOf(position) == SqlTokenKind.Dot && _sql.IsName(position + 1))
        {
            position += 2;
        }

        return position < _end && _sql.IsSymbol(position, "(");
    }

    private QuerySource ParseTable(CommonTableScope? scope)
    {
        var start = _position;
        var parts = new List<string> { Name("a table") };
        while (_position < _end && _sql.KindOf(_position) == SqlTokenKind.Dot)
        {
            _position++;
            parts.Add(Name("a table"));
        }

        var reference = new TableReference(parts.Count > 1 ? parts[parts.Count - 2] : null, parts[parts.Count - 1], _sql.SpanOf(start, _position));
        if (parts.Count > (_isSourceTable ? 2 : 1))
        {
            throw new SqlSyntaxException(
                SqlRules.AmbiguousName,
                reference.Span,
                _isSourceTable
                    ? "names a table of another database: leave the database out"
                    : $"names a table with its schema: name a source table here, and select from {reference.Sql} in the file of that source table");
        }

        var common = parts.Count == 1 ? scope?.Find(reference.Name) : null;
        var (alias, columns) = ParseAlias();
        return new QuerySource(alias ?? reference.Name)
        {
            Table = common is null ? reference : null,
            Derived = common,
            ColumnAliases = columns,
            IsNested = columns is not null,
        };
    }

    private QuerySource ParseTableFunction(SelectBlock block, CommonTableScope? scope)
    {
        var start = _position;
        ParseOperand(block, scope, mayBeOutput: false);
        var name = _sql.NameOf(start);
        if (TryWord("with"))
        {
            Expect("ordinality");
        }

        var (alias, columns) = ParseAlias();
        return new QuerySource(alias ?? name) { Function = name, ColumnAliases = columns, IsNested = true };
    }

    private (string? Alias, List<string>? Columns) ParseAlias()
    {
        string? alias = null;
        if (TryWord("as"))
        {
            alias = Name("an alias");
        }
        else if (_position < _end && IsNameAt(_position))
        {
            alias = Register(_position++);
        }

        return (alias, alias is not null && Symbol("(") ? ParseNames() : null);
    }

    /// <summary>Whether the bracket at a token encloses a query, and not an expression or joins.</summary>
    private bool BracketHoldsQuery(int open)
    {
        var first = open + 1;
        while (_sql.IsSymbol(first, "("))
        {
            first++;
        }

        if (!(_sql.IsWord(first, "select") || _sql.IsWord(first, "with") || _sql.IsWord(first, "values") || _sql.IsWord(first, "table")))
        {
            return false;
        }

        // ((select 1) union select 2) is a query; ((select 1) + 2) is not, nor is ((select 1) x join y).
        for (var inner = first - 1; inner > open; inner--)
        {
            var after = _sql.CloseOf(inner) + 1;
            var word = _sql.KindOf(after) == SqlTokenKind.Word ? _sql.NameOf(after) : "";
            if (_sql.KindOf(after) != SqlTokenKind.Close && word is not ("union" or "intersect" or "except" or "order" or "limit" or "offset" or "fetch"))
            {
                return false;
            }
        }

        return true;
    }
}
