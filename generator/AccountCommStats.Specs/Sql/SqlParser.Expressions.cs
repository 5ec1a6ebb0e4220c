using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Sql;

/// <remarks>
/// Operator precedence is ignored, because the names in an expression do not depend on it. Operands and operators must alternate.
/// </remarks>
internal sealed partial class SqlParser
{
    private const int DeepestExpression = 200;

    private void ParseOutput(SelectBlock block, CommonTableScope? scope)
    {
        var start = _position;
        if (ParseStar(block, start))
        {
            return;
        }

        ParseExpression(block, scope);
        var end = _position;
        string? name = null;
        if (TryWord("as"))
        {
            // After AS any word is a name.
            name = _position < _end && _sql.IsName(_position) ? OutputName(_position++) : throw Unexpected("a name");
        }
        else if (_position < _end && IsNameAt(_position))
        {
            name = OutputName(_position++);
        }

        var column = ColumnIn(start, end, out var isPlain);
        var parameter = _sql.KindOf(start) == SqlTokenKind.Parameter && IsCastTo(start + 1, end) ? ParameterName(start) : null;
        var span = name is not null || isPlain ? _sql.Tokens[_position - 1].Span : _sql.SpanOf(start, end);
        block.Outputs.Add(new SelectOutput(name ?? column?.Name, span, new(start, _position), isPlain ? column : null, parameter)
        {
            IsNameImplied = name is null && column is not null && !isPlain,
        });
    }

    /// <summary>
    /// The name of an output. In a relation it is registered, to find names that differ only in case. In a source table it is not, because
    /// <c>"Id" as id</c> is allowed there.
    /// </summary>
    private string OutputName(int position) => _isSourceTable ? _sql.NameOf(position) : Register(position);

    private bool ParseStar(SelectBlock block, int start)
    {
        var isQualified = IsNameAt(start) && _sql.KindOf(start + 1) == SqlTokenKind.Dot && _sql.IsSymbol(start + 2, "*");
        if (!Symbol("*") && !isQualified)
        {
            return false;
        }

        var qualifier = isQualified ? Register(start) : null;
        _position += isQualified ? 3 : 1;
        var span = _sql.SpanOf(start, _position);
        var column = qualifier is null ? null : new ColumnReference(qualifier, "", span);
        block.Outputs.Add(new SelectOutput(null, span, new(start, _position), column, null) { IsStar = true });
        if (column is not null)
        {
            block.References.Add(column);
        }

        return true;
    }

    /// <summary>The column whose name PostgreSQL gives to an output. The column may be inside parentheses or casts.</summary>
    private ColumnReference? ColumnIn(int start, int end, out bool isPlain)
    {
        isPlain = false;
        if (_sql.IsSymbol(start, "(") && (_sql.CloseOf(start) == end - 1 || IsCastTo(_sql.CloseOf(start) + 1, end)))
        {
            return ColumnIn(start + 1, _sql.CloseOf(start), out _);
        }

        if (_sql.IsWord(start, "cast") && _sql.IsSymbol(start + 1, "(") && (_sql.CloseOf(start + 1) == end - 1 || IsCastTo(_sql.CloseOf(start + 1) + 1, end)))
        {
            var close = _sql.CloseOf(start + 1);
            var type = start + 2;
            while (type < close && !_sql.IsWord(type, "as"))
            {
                type = _sql.KindOf(type) == SqlTokenKind.Open ? _sql.CloseOf(type) + 1 : type + 1;
            }

            return ColumnIn(start + 2, type, out _);
        }

        if (!IsNameAt(start))
        {
            return null;
        }

        var isQualified = _sql.KindOf(start + 1) == SqlTokenKind.Dot && _sql.IsName(start + 2);
        var after = isQualified ? start + 3 : start + 1;
        isPlain = after == end;
        return isPlain || IsCastTo(after, end)
            ? new ColumnReference(isQualified ? _sql.NameOf(start) : null, _sql.NameOf(after - 1), _sql.SpanOf(start, after))
            : null;
    }

    /// <summary>Whether there is nothing between two tokens, or only casts with <c>::</c>.</summary>
    private bool IsCastTo(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var isType = _sql.KindOf(i) is SqlTokenKind.Word or SqlTokenKind.Number or SqlTokenKind.Comma or SqlTokenKind.Open or SqlTokenKind.Close;
            if (!_sql.IsSymbol(i, "::") && (!isType || i == start))
            {
                return false;
            }
        }

        return true;
    }

    private string ParameterName(int position) => _sql.TextOf(position).Substring(1).ToLowerInvariant();

    private void ParseExpression(SelectBlock block, CommonTableScope? scope, bool mayBeOutput = false, bool mayHoldIn = true)
    {
        if (++_depth > DeepestExpression)
        {
            throw Refuse("expressions are nested more than 200 deep: simplify the query");
        }

        var betweensOutside = _openBetweens;
        _openBetweens = 0;

        // ORDER BY and GROUP BY refer to an output only if its name is the whole expression.
        var isAlone = mayBeOutput && _position < _end && _sql.IsName(_position)
            && (_position + 1 >= _end || _sql.KindOf(_position + 1) is SqlTokenKind.Comma or SqlTokenKind.Word or SqlTokenKind.Close);
        do
        {
            while (Word(0) == "not" || (_position < _end && _sql.KindOf(_position) == SqlTokenKind.Operator && SqlWords.IsPrefix(_sql.TextOf(_position))))
            {
                _position++;
            }

            var start = _position;
            ParseOperand(block, scope, isAlone);
            ParsePostfixes(block, scope);
            NoteKeyRange(start);
        }
        while (ParseBinaryOperator(block, scope, mayHoldIn));
        if (_openBetweens > 0)
        {
            throw Unexpected("the 'and' of 'between'");
        }

        _openBetweens = betweensOutside;
        _depth--;
    }

    /// <summary>Records <c>key between @first_key and @last_key</c> if it is a condition of its own.</summary>
    private void NoteKeyRange(int start)
    {
        if (Word(0) == "between" && _sql.IsWord(_position + 2, "and")
            && IsParameter(_position + 1, ExportParameters.FirstKey) && IsParameter(_position + 3, ExportParameters.LastKey)
            && (_sql.IsWord(start - 1, "where") || _sql.IsWord(start - 1, "and") || _sql.IsWord(start - 1, "on"))
            && (_position + 4 >= _end || _sql.KindOf(_position + 4) == SqlTokenKind.Comma || SqlWords.EndsCondition(Word(4) ?? "")))
        {
            KeyRanges.Add(new(start, _position + 4));
        }
    }

    private bool IsParameter(int position, string name) => _sql.KindOf(position) == SqlTokenKind.Parameter && ParameterName(position) == name;

    private void ParsePostfixes(SelectBlock block, CommonTableScope? scope)
    {
        while (_position < _end)
        {
            if (Symbol("::"))
            {
                var isText = _sql.KindOf(_position - 1) == SqlTokenKind.String;
                var text = _position++ - 1;
                ParseType(isText ? text : -1);
            }
            else if (Symbol("["))
            {
                ParseSubscript(block, scope);
            }
            else if (Word(0) is "isnull" or "notnull")
            {
                _position++;
            }
            else if (Word(0) == "is")
            {
                _position++;
                TryWord("not");
                if (Word(0) == "distinct" && Word(1) == "from")
                {
                    _position -= _sql.IsWord(_position - 1, "not") ? 2 : 1;
                    return;
                }

                if (!(TryWord("null") || TryWord("true") || TryWord("false") || TryWord("unknown")))
                {
                    throw Unexpected("null, true, false, unknown or distinct from");
                }
            }
            else if (Word(0) == "collate")
            {
                _position++;

                // The name of a collation is not compared with other names: the collation "C" may occur next to an alias c.
                _position += IsNameAt(_position) ? 1 : throw Unexpected("a collation");
            }
            else if (_sql.KindOf(_position) == SqlTokenKind.Dot && _sql.KindOf(_position - 1) == SqlTokenKind.Close)
            {
                // PostgreSQL also reads (x).f as f(x), for any function f.
                throw Refuse("(expression).name may call a function: write alias.column");
            }
            else
            {
                return;
            }
        }
    }

    private void ParseSubscript(SelectBlock block, CommonTableScope? scope)
    {
        var (close, end) = (_sql.CloseOf(_position), _end);
        (_position, _end) = (_position + 1, close);
        var isSlice = false;
        while (_position < close)
        {
            if (Symbol(":") && !isSlice)
            {
                isSlice = true;
                _position++;
            }
            else if (_sql.KindOf(_position - 1) == SqlTokenKind.Open || _sql.IsSymbol(_position - 1, ":"))
            {
                ParseExpression(block, scope);
            }
            else
            {
                throw Unexpected("a closing bracket");
            }
        }

        (_position, _end) = (close + 1, end);
    }

    /// <summary>Reads what is between two operands.</summary>
    /// <returns>Whether an operand must follow.</returns>
    private bool ParseBinaryOperator(SelectBlock block, CommonTableScope? scope, bool mayHoldIn)
    {
        if (_position >= _end)
        {
            return false;
        }

        if (_sql.KindOf(_position) == SqlTokenKind.Operator && !Symbol(":") && !Symbol(":="))
        {
            var text = _sql.TextOf(_position);
            if (!SqlWords.IsOperator(text))
            {
                throw Refuse($"the operator {text} is not known");
            }

            _position++;
            if (Word(0) is "any" or "all" or "some" && _sql.IsSymbol(_position + 1, "("))
            {
                _position++;
                ParseBracketOperand(block, scope);
                return ParseBinaryOperator(block, scope, mayHoldIn);
            }

            return true;
        }

        var isNot = Word(0) == "not" && Word(1) is "like" or "ilike" or "similar" or "between" or "in";
        var word = Word(isNot ? 1 : 0);
        switch (word)
        {
            case "like" or "ilike" when _sql.IsSymbol(_position + (isNot ? 3 : 2), "(") && Word(isNot ? 2 : 1) is "any" or "all" or "some":
                _position += isNot ? 3 : 2;
                ParseBracketOperand(block, scope);
                return ParseBinaryOperator(block, scope, mayHoldIn);
            case "and" or "or" or "like" or "ilike" or "escape" or "overlaps":
                _openBetweens -= word == "and" && _openBetweens > 0 ? 1 : 0;
                _position += isNot ? 2 : 1;
                return true;
            case "similar":
                _position += isNot ? 2 : 1;
                return Expected("to");
            case "between":
                _position += isNot ? 2 : 1;
                _ = TryWord("symmetric") || TryWord("asymmetric");
                _openBetweens++;
                return true;
            case "at" when Word(1) == "time":
                _position += 2;
                return Expected("zone");
            case "is":
                _position++;
                TryWord("not");
                Expect("distinct");
                return Expected("from");
            case "in" when mayHoldIn:
                _position += isNot ? 2 : 1;
                ParseBracketOperand(block, scope);
                ParsePostfixes(block, scope);
                return ParseBinaryOperator(block, scope, mayHoldIn);
            case "operator" when _sql.IsSymbol(_position + 1, "("):
                throw Refuse("'operator(...)' is not understood: write the operator itself");
            default:
                return false;
        }
    }

    /// <summary>Reads one operand.</summary>
    private void ParseOperand(SelectBlock block, CommonTableScope? scope, bool mayBeOutput)
    {
        if (_position >= _end)
        {
            throw Unexpected("an expression");
        }

        switch (_sql.KindOf(_position))
        {
            case SqlTokenKind.Number or SqlTokenKind.String or SqlTokenKind.Parameter:
                _position++;
                return;
            case SqlTokenKind.Open when Symbol("("):
                ParseBracketOperand(block, scope);
                return;
            case SqlTokenKind.QuotedIdentifier:
                ParseNamed(block, scope, mayBeOutput);
                return;
            case SqlTokenKind.Word when !ParseKeyword(block, scope, _sql.NameOf(_position)):
                ParseNamed(block, scope, mayBeOutput);
                return;
            case SqlTokenKind.Word:
                return;
            case SqlTokenKind.Operator when Symbol("@"):
                throw Refuse("there is a prefix operator @: write abs()");
            default:
                throw Unexpected("an expression");
        }
    }

    /// <summary>Reads a subquery, an expression, or several expressions in parentheses.</summary>
    private void ParseBracketOperand(SelectBlock block, CommonTableScope? scope)
    {
        if (Symbol("(") && BracketHoldsQuery(_position))
        {
            Bracketed(() => ParseQuery(block, scope));
        }
        else
        {
            Bracketed(() => ParseList(() => ParseExpression(block, scope)));
        }
    }

    /// <summary>Reads an operand that begins with a SQL keyword.</summary>
    /// <returns>False, with nothing read, if the word is not such a keyword.</returns>
    private bool ParseKeyword(SelectBlock block, CommonTableScope? scope, string word)
    {
        if (SqlWords.IsClock(word))
        {
            throw new SqlSyntaxException(SqlRules.UnknownFunction, SpanHere(), $"uses '{word}', the time of the query: use @extracted_at or @as_of instead");
        }

        var isCall = _sql.IsSymbol(_position + 1, "(");
        switch (word)
        {
            case "null" or "true" or "false":
                _position++;
                return true;
            case "case":
                ParseCase(block, scope);
                return true;
            case "exists" when isCall:
                _position++;
                Bracketed(() => ParseQuery(block, scope).IsExistence = true);
                return true;
            case "cast" when isCall:
                _position++;
                Bracketed(() => ParseCast(block, scope));
                return true;
            case "extract" when isCall:
                _position++;
                Bracketed(() =>
                {
                    _position++;
                    Expect("from");
                    ParseExpression(block, scope);
                });
                return true;
            case "array" when isCall || _sql.IsSymbol(_position + 1, "["):
                _position++;
                ParseArray(block, scope);
                return true;
            case "interval" when _sql.KindOf(_position + 1) == SqlTokenKind.String:
                _position += 2;
                while (Word(0) is "year" or "month" or "day" or "hour" or "minute" or "second" or "to")
                {
                    _position++;
                }

                return true;
            default:
                return ParseLiteral(word);
        }
    }

    /// <summary>Reads a literal with its type before it, such as <c>date '2025-03-31'</c>.</summary>
    private bool ParseLiteral(string word)
    {
        if (!SqlTypes.IsName(word))
        {
            return false;
        }

        var text = _position + 1;
        while (text < _end && _sql.KindOf(text) == SqlTokenKind.Word && _sql.NameOf(text) is "with" or "without" or "time" or "zone" or "precision" or "varying")
        {
            text++;
        }

        if (text >= _end || _sql.KindOf(text) != SqlTokenKind.String)
        {
            return false;
        }

        CheckClockText(word, text);
        _position = text + 1;
        return true;
    }

    private void CheckClockText(string type, int text)
    {
        if (text >= 0 && SqlTypes.IsTime(type) && SqlTypes.IsClockText(_sql.TextOf(text).Trim('\'')))
        {
            throw new SqlSyntaxException(
                SqlRules.UnknownFunction, _sql.Tokens[text].Span, $"uses {_sql.TextOf(text)}, the time of the query: use @extracted_at or @as_of instead");
        }
    }

    private void ParseCase(SelectBlock block, CommonTableScope? scope)
    {
        _position++;
        if (Word(0) != "when")
        {
            ParseExpression(block, scope);
        }

        do
        {
            Expect("when");
            ParseExpression(block, scope);
            Expect("then");
            ParseExpression(block, scope);
        }
        while (Word(0) == "when");
        if (TryWord("else"))
        {
            ParseExpression(block, scope);
        }

        Expect("end");
    }

    private void ParseCast(SelectBlock block, CommonTableScope? scope)
    {
        var text = _sql.KindOf(_position) == SqlTokenKind.String ? _position : -1;
        ParseExpression(block, scope);
        Expect("as");
        ParseType(text);
    }

    private void ParseArray(SelectBlock block, CommonTableScope? scope)
    {
        if (Symbol("("))
        {
            Bracketed(() => ParseQuery(block, scope));
            return;
        }

        var (close, end) = (_sql.CloseOf(_position), _end);
        (_position, _end) = (_position + 1, close);
        if (_position < close)
        {
            ParseList(() =>
            {
                if (Symbol("["))
                {
                    ParseArray(block, scope);
                }
                else
                {
                    ParseExpression(block, scope);
                }
            });
        }

        (_position, _end) = _position < close ? throw Unexpected("a closing bracket") : (close + 1, end);
    }

    /// <summary>Reads the name of a type.</summary>
    /// <param name="text">The token of the string that is cast; -1 if no string is cast.</param>
    private void ParseType(int text)
    {
        var word = Word(0) ?? "";
        if (!SqlTypes.IsName(word) || _sql.KindOf(_position + 1) == SqlTokenKind.Dot)
        {
            throw Refuse(_position < _end
                ? $"'{_sql.TextOf(_position)}' is not a type that all databases have: use bigint, numeric, text, timestamptz or the like, without a schema"
                : "a type is expected");
        }

        CheckClockText(word, text);
        _position++;
        _ = (word is "double" && Expected("precision")) || (word is "character" or "char" && TryWord("varying"));
        if (Symbol("("))
        {
            Bracketed(() => ParseList(() => _position += _position < _end && _sql.KindOf(_position) == SqlTokenKind.Number ? 1 : throw Unexpected("a number")));
        }

        if (word is "time" or "timestamp" && Word(0) is "with" or "without" && Word(1) == "time")
        {
            _position += 2;
            Expect("zone");
        }

        while (Symbol("["))
        {
            _position = _sql.CloseOf(_position) + 1;
        }

        TryWord("array");
    }

    /// <summary>Reads a column, a whole row or a function call.</summary>
    private void ParseNamed(SelectBlock block, CommonTableScope? scope, bool mayBeOutput)
    {
        var start = _position;
        if (!IsNameAt(start) && !(_sql.KindOf(start) == SqlTokenKind.Word && _sql.IsSymbol(start + 1, "(") && SqlFunctions.IsAllowed(_sql.NameOf(start))))
        {
            throw Unexpected("an expression");
        }

        var parts = new List<string>();
        _position--;
        do
        {
            _position++;
            if (_sql.IsSymbol(_position, "*") && parts.Count == 1)
            {
                _position++;
                block.References.Add(new ColumnReference(parts[0], "", _sql.SpanOf(start, _position)));
                return;
            }

            parts.Add(_position < _end && _sql.IsName(_position) ? NameOfPart(_position++) : throw Unexpected("a name"));
        }
        while (_position < _end && _sql.KindOf(_position) == SqlTokenKind.Dot);

        var span = _sql.SpanOf(start, _position);
        if (Symbol("("))
        {
            Calls.Add(new FunctionCall(string.Join(".", parts), span));
            ParseCall(block, scope);
        }
        else if (parts.Count > 2)
        {
            throw new SqlSyntaxException(SqlRules.AmbiguousName, span, "names a column with its schema: give the table an alias and write alias.column");
        }
        else
        {
            var qualifier = parts.Count == 2 ? parts[0] : null;
            block.References.Add(new ColumnReference(qualifier, parts[parts.Count - 1], span) { MayBeOutput = mayBeOutput && qualifier is null });
        }
    }

    private string NameOfPart(int position) => _sql.IsSymbol(position + 1, "(") ? _sql.NameOf(position) : Register(position);

    private void ParseCall(SelectBlock block, CommonTableScope? scope)
    {
        Bracketed(() =>
        {
            if (Symbol("*"))
            {
                _position++;
                return;
            }

            if (_position < _end)
            {
                _ = TryWord("distinct") || TryWord("all") || TryWord("both") || TryWord("leading") || TryWord("trailing");
                ParseArguments(block, scope);
            }

            if (TryWord("order"))
            {
                Expect("by");
                ParseOrder(block, scope);
            }
        });
        if (Word(0) == "within" && Word(1) == "group")
        {
            _position += 2;
            Bracketed(() =>
            {
                Expect("order");
                Expect("by");
                ParseOrder(block, scope);
            });
        }

        if (Word(0) == "filter" && _sql.IsSymbol(_position + 1, "("))
        {
            _position++;
            Bracketed(() =>
            {
                Expect("where");
                ParseExpression(block, scope);
            });
        }

        if (TryWord("over"))
        {
            if (Symbol("("))
            {
                ParseWindow(block, scope);
            }
            else
            {
                _ = Name("the name of a window");
            }
        }
    }

    /// <summary>Reads arguments; those of substring, overlay, position and trim may be separated by keywords.</summary>
    private void ParseArguments(SelectBlock block, CommonTableScope? scope)
    {
        do
        {
            if (_sql.IsName(_position) && (_sql.IsSymbol(_position + 1, "=>") || _sql.IsSymbol(_position + 1, ":=")))
            {
                _position += 2;
            }

            if (Word(0) != "from")
            {
                ParseExpression(block, scope, mayHoldIn: !_sql.IsWord(_position - 2, "position"));
            }
        }
        while (TryComma() || TryWord("from") || TryWord("for") || TryWord("placing") || TryWord("in"));
    }

    private void ParseWindow(SelectBlock block, CommonTableScope? scope) => Bracketed(() =>
    {
        if (_position < _end && IsNameAt(_position) && Word(0) is not ("partition" or "rows" or "range" or "groups"))
        {
            _ = Name("the name of a window");
        }

        if (TryWord("partition"))
        {
            Expect("by");
            ParseList(() => ParseExpression(block, scope));
        }

        if (TryWord("order"))
        {
            Expect("by");
            ParseOrder(block, scope);
        }

        if (Word(0) is "rows" or "range" or "groups")
        {
            _position++;
            if (TryWord("between"))
            {
                ParseBound(block, scope);
                Expect("and");
            }

            ParseBound(block, scope);
            if (TryWord("exclude"))
            {
                _ = TryWord("ties") || TryWord("group") || (TryWord("no") && Expected("others")) || (Expected("current") && Expected("row"));
            }
        }
    });

    private void ParseBound(SelectBlock block, CommonTableScope? scope)
    {
        if (TryWord("current"))
        {
            Expect("row");
            return;
        }

        if (!TryWord("unbounded"))
        {
            // The bound of a window frame is a single operand, because the next AND ends it.
            ParseOperand(block, scope, mayBeOutput: false);
            ParsePostfixes(block, scope);
        }

        _ = TryWord("preceding") || Expected("following");
    }
}
