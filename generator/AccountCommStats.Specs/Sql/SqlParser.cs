using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Sql;

/// <summary>Reads the SELECTs that relations and source tables may consist of.</summary>
/// <remarks>
/// This is an allow-list: it contains SELECTs that both PostgreSQL and DuckDB accept, with joins, expressions, set operations, common
/// tables and windows. The parser is recursive for nested brackets and CASE, to a limited depth, and visits every token a fixed number of
/// times.
/// </remarks>
internal sealed partial class SqlParser
{
    /// <summary>
    /// The maximum number of queries in a file. It is limited because finding the columns of one query may visit all the others.
    /// </summary>
    private const int MaximumQueries = 500;

    private readonly SqlText _sql;
    private readonly bool _isSourceTable;
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private int _position;
    private int _end;
    private int _depth;
    private int _openBetweens;

    /// <param name="sql">The file's text, which must have no <see cref="SqlText.Problems"/>.</param>
    /// <param name="isSourceTable">
    /// Whether the file is a source table. It then names tables of the database, which may have a schema, and its names may have capitals.
    /// </param>
    public SqlParser(SqlText sql, bool isSourceTable)
    {
        _sql = sql;
        _isSourceTable = isSourceTable;
    }

    /// <summary>The query that was read.</summary>
    public SqlQuery? Root { get; set; }

    /// <summary>Every query that was read, including <see cref="Root"/>.</summary>
    public List<SqlQuery> Queries { get; } = [];

    /// <summary>Every SELECT that was read.</summary>
    public List<SelectBlock> Blocks { get; } = [];

    /// <summary>The functions that are called, except those that are keywords.</summary>
    public List<FunctionCall> Calls { get; } = [];

    /// <summary>The comparisons of a key with the key range: <c>key between @first_key and @last_key</c>.</summary>
    public List<TokenRange> KeyRanges { get; } = [];

    /// <summary>Reads the query between two tokens.</summary>
    /// <exception cref="SqlSyntaxException">The tokens are not a query that relations and source tables may contain.</exception>
    public SqlQuery Parse(int start, int end)
    {
        (_position, _end) = (start, end);
        var query = ParseQuery(outer: null, scope: null);
        return _position < _end ? throw Unexpected("the end of the query") : query;
    }

    private SqlQuery ParseQuery(SelectBlock? outer, CommonTableScope? scope)
    {
        var query = new SqlQuery();
        ParseInto(query, outer, scope);
        return query;
    }

    /// <summary>Reads a query up to the end or a closing bracket.</summary>
    private void ParseInto(SqlQuery query, SelectBlock? outer, CommonTableScope? scope)
    {
        Queries.Add(query);
        if (Queries.Count > MaximumQueries)
        {
            throw Refuse($"a relation has at most {MaximumQueries} queries: simplify it");
        }

        var start = _position;
        if (TryWord("with"))
        {
            scope = ParseCommonTables(outer, scope);
        }

        ParseTerm(query, outer, scope);
        while (Word(0) is "union" or "intersect" or "except")
        {
            _position++;
            _ = TryWord("all") || TryWord("distinct");
            ParseTerm(query, outer, scope);
        }

        if (query.Branches.Count > 1 || !_sql.IsWord(start, "select"))
        {
            query.Branches[0].Clauses.Add(start);
        }

        // Clauses after a set operation see only its outputs.
        var block = query.Branches.Count == 1 ? query.Branches[0] : new SelectBlock(outer, _position);
        ParseOrderAndLimit(block, query.Branches[0], scope);
    }

    private void ParseTerm(SqlQuery query, SelectBlock? outer, CommonTableScope? scope)
    {
        var start = _position;
        if (Symbol("("))
        {
            var nested = new SqlQuery();
            Bracketed(() => ParseInto(nested, outer, scope));
            query.Branches.AddRange(nested.Branches);
            return;
        }

        var block = new SelectBlock(outer, start);
        Blocks.Add(block);
        query.Branches.Add(block);
        if (TryWord("select"))
        {
            ParseSelect(block, scope);
        }
        else if (TryWord("values"))
        {
            ParseValues(block, scope);
        }
        else if (TryWord("table"))
        {
            var table = ParseTable(scope);
            block.Sources.Add(table);
            block.Outputs.Add(new SelectOutput(null, _sql.SpanOf(start, _position), new(start, _position), null, null) { IsStar = true });
        }
        else
        {
            var word = Word(0) ?? "";
            throw new SqlSyntaxException(
                SqlRules.NotSelect,
                SpanHere(),
                SqlWords.BeginsChange(word) ? $"does more than read: remove '{word}'; a relation is one plain SELECT" : "is not a plain SELECT: write a SELECT instead");
        }
    }

    private void ParseValues(SelectBlock block, CommonTableScope? scope)
    {
        do
        {
            var isFirst = block.Outputs.Count == 0;
            Bracketed(() => ParseList(() =>
            {
                var start = _position;
                ParseExpression(block, scope);
                if (isFirst)
                {
                    block.Outputs.Add(new SelectOutput(null, _sql.SpanOf(start, _position), new(start, _position), null, null));
                }
            }));
        }
        while (TryComma());
    }

    private CommonTableScope ParseCommonTables(SelectBlock? outer, CommonTableScope? around)
    {
        var isRecursive = TryWord("recursive");
        var scope = new CommonTableScope(around);
        if (isRecursive)
        {
            // Each common table can refer to all tables of this WITH clause, including itself and later ones.
            for (var i = _position; BodyOfCommonTable(i) is var open && open > 0; i = _sql.CloseOf(open) + 2)
            {
                scope.Queries[_sql.NameOf(i)] = new SqlQuery();
                if (_sql.KindOf(_sql.CloseOf(open) + 1) != SqlTokenKind.Comma)
                {
                    break;
                }
            }
        }

        do
        {
            var name = Name("the name of a common table");
            var query = isRecursive && scope.Queries.TryGetValue(name, out var declared) ? declared : new SqlQuery();
            query.ColumnNames = Symbol("(") ? ParseNames() : null;
            Expect("as");
            _ = (TryWord("not") && Expected("materialized")) || TryWord("materialized");
            Bracketed(() => ParseInto(query, outer, scope));
            scope.Queries[name] = query;
            if (Word(0) is "search" or "cycle")
            {
                throw Refuse($"'{Word(0)}' is not understood: leave this clause out, and compute the path or the depth in a column of the recursive query");
            }
        }
        while (TryComma());
        return scope;
    }

    /// <summary>The opening bracket of the common table whose name is at a token; -1 if there is none.</summary>
    private int BodyOfCommonTable(int name)
    {
        var position = name + 1;
        position = _sql.IsSymbol(position, "(") ? _sql.CloseOf(position) + 1 : position;
        var isTable = _sql.IsName(name) && _sql.IsWord(position++, "as");
        position += _sql.IsWord(position, "not") ? 1 : 0;
        position += _sql.IsWord(position, "materialized") ? 1 : 0;
        return isTable && position < _end && _sql.IsSymbol(position, "(") ? position : -1;
    }

    private void ParseSelect(SelectBlock block, CommonTableScope? scope)
    {
        if (Word(0) is "distinct")
        {
            block.Clauses.Add(_position++);
            if (TryWord("on"))
            {
                Bracketed(() => ParseList(() => ParseExpression(block, scope, mayBeOutput: true)));
            }
        }
        else
        {
            TryWord("all");
        }

        ParseList(() => ParseOutput(block, scope));
        block.FromStart = _position;
        if (TryWord("from"))
        {
            ParseFrom(block, scope);
        }

        if (TryWord("where"))
        {
            var start = _position;
            ParseExpression(block, scope);
            block.Where = new(start, _position);
        }

        ParseGroups(block, scope);
    }

    private void ParseGroups(SelectBlock block, CommonTableScope? scope)
    {
        if (Word(0) == "group")
        {
            block.Clauses.Add(_position++);
            Expect("by");
            ParseList(() => ParseGroup(block, scope));
        }

        if (Word(0) == "having")
        {
            block.Clauses.Add(_position++);
            ParseExpression(block, scope);
        }

        if (Word(0) == "window")
        {
            block.Clauses.Add(_position++);
            ParseList(() =>
            {
                _ = Name("the name of a window");
                Expect("as");
                ParseWindow(block, scope);
            });
        }
    }

    /// <summary>Reads an item of GROUP BY: an expression, rollup, cube or grouping sets.</summary>
    private void ParseGroup(SelectBlock block, CommonTableScope? scope)
    {
        var isSets = Word(0) == "grouping" && Word(1) == "sets";
        if (isSets || (Word(0) is "rollup" or "cube" && _sql.IsSymbol(_position + 1, "(")))
        {
            _position += isSets ? 2 : 1;
            Bracketed(() => ParseList(() => ParseGroup(block, scope)));
        }
        else if (Symbol("(") && _sql.CloseOf(_position) == _position + 1)
        {
            _position += 2; // The empty grouping set.
        }
        else
        {
            ParseExpression(block, scope, mayBeOutput: true);
        }
    }

    private void ParseOrderAndLimit(SelectBlock block, SelectBlock first, CommonTableScope? scope)
    {
        if (block != first)
        {
            block.IsOrder = true;
            block.Outputs.AddRange(first.Outputs);
            block.Sources.AddRange(first.Sources);
        }

        if (Word(0) == "order")
        {
            first.Clauses.Add(_position++);
            Expect("by");
            ParseOrder(block, scope);
        }

        while (Word(0) is "limit" or "offset" or "fetch")
        {
            first.Clauses.Add(_position);
            var isFetch = Word(0) == "fetch";
            _position++;
            if (isFetch)
            {
                _ = TryWord("first") || Expected("next");
            }

            if (!TryWord("all") && !(isFetch && Word(0) is "row" or "rows"))
            {
                ParseExpression(block, scope);
            }

            _ = TryWord("row") || TryWord("rows");
            if (isFetch)
            {
                Expect("only");
            }
        }

        if (Word(0) is "for" or "into")
        {
            throw new SqlSyntaxException(SqlRules.NotSelect, SpanHere(), $"does more than read: remove '{Word(0)}'; a relation is one plain SELECT");
        }

        if (block != first && block.References.Count > 0)
        {
            Blocks.Add(block);
        }
    }

    private void ParseOrder(SelectBlock block, CommonTableScope? scope) => ParseList(() =>
    {
        ParseExpression(block, scope, mayBeOutput: true);
        _ = TryWord("asc") || TryWord("desc");
        if (TryWord("nulls"))
        {
            _ = TryWord("first") || Expected("last");
        }
    });

    private void ParseList(Action parseItem)
    {
        do
        {
            parseItem();
        }
        while (TryComma());
    }

    /// <summary>Reads the content of parentheses.</summary>
    private void Bracketed(Action parse)
    {
        if (!Symbol("("))
        {
            throw Unexpected("(");
        }

        var (close, end) = (_sql.CloseOf(_position), _end);
        _position++;
        _end = close;
        parse();
        if (_position < close)
        {
            throw Unexpected("a closing bracket");
        }

        _end = end;
        _position = close + 1;
    }

    private List<string> ParseNames()
    {
        var names = new List<string>();
        Bracketed(() => ParseList(() => names.Add(Name("a column's name"))));
        return names;
    }

    /// <summary>Reads the name of something: a word that is not reserved, or a name in quotes.</summary>
    private string Name(string expected)
    {
        if (_position >= _end || !IsNameAt(_position))
        {
            throw Unexpected(expected);
        }

        return Register(_position++);
    }

    private bool IsNameAt(int position)
        => position < _end && _sql.IsName(position) && (_sql.KindOf(position) == SqlTokenKind.QuotedIdentifier || SqlWords.CanName(_sql.NameOf(position)));

    /// <summary>Reads the name at a token. Throws if PostgreSQL and DuckDB would read the name differently.</summary>
    private string Register(int position)
    {
        var name = _sql.NameOf(position);
        if (_sql.KindOf(position) == SqlTokenKind.QuotedIdentifier && (name.Length == 0 || (!_isSourceTable && name.Any(c => c is >= 'A' and <= 'Z'))))
        {
            throw Ambiguous(position, name.Length == 0
                ? "a name is empty"
                : $"the name {_sql.TextOf(position)} has capitals; PostgreSQL distinguishes them from lower case and DuckDB does not: write it in lower case");
        }

        if (!_names.TryGetValue(name, out var known))
        {
            _names.Add(name, name);
        }
        else if (known != name)
        {
            throw Ambiguous(position, $"the names '{known}' and '{name}' differ only in case; PostgreSQL distinguishes them and DuckDB does not: rename one");
        }

        return name;
    }

    private string? Word(int ahead)
        => _position + ahead < _end && _sql.KindOf(_position + ahead) == SqlTokenKind.Word ? _sql.NameOf(_position + ahead) : null;

    private bool Symbol(string symbol) => _position < _end && _sql.IsSymbol(_position, symbol);

    private bool TryWord(string word)
    {
        var isThere = Word(0) == word;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private bool TryComma()
    {
        var isThere = _position < _end && _sql.KindOf(_position) == SqlTokenKind.Comma;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(string word) => _ = Expected(word);

    private bool Expected(string word) => TryWord(word) ? true : throw Unexpected(word);

    private TextSpan SpanHere()
    {
        var position = Math.Min(_position, _sql.Tokens.Count - 1);
        return position < _end ? _sql.Tokens[position].Span : new TextSpan(_sql.Tokens[Math.Max(position - 1, 0)].End, 0);
    }

    private SqlSyntaxException Unexpected(string expected)
    {
        if (_position >= _end)
        {
            return Refuse($"it ends where {expected} is expected");
        }

        var (kind, text) = (_sql.KindOf(_position), _sql.TextOf(_position));
        if (text == ":" && _position + 1 < _end)
        {
            // Other tools write a colon before the name of a parameter.
            var span = _sql.SpanOf(_position, _position + 2);
            var nearest = NearestName.Of(_sql.TextOf(_position + 1).Trim('\'', '"'), ExportParameters.OfRows) ?? ExportParameters.OrganizationId;
            return new SqlSyntaxException(SqlRules.UnknownParameter, span, $"uses ':{_sql.TextOf(_position + 1)}': parameters are written with @; did you mean @{nearest}?");
        }

        return Refuse(
            kind == SqlTokenKind.String && _position > 0 && _sql.KindOf(_position - 1) == SqlTokenKind.String
                ? "two strings stand side by side: join them with ||"
            : kind == SqlTokenKind.Word && !SqlWords.CanName(_sql.NameOf(_position))
                ? $"'{text}' stands where {expected} is expected; to use it as a name, put it in quotes, or write 'as' before it"
                : $"'{text}' stands where {expected} is expected");
    }

    private SqlSyntaxException Refuse(string message) => new(SqlRules.Unreadable, SpanHere(), "cannot be read: " + message);

    private SqlSyntaxException Ambiguous(int position, string message)
        => new(SqlRules.AmbiguousName, _sql.Tokens[position].Span, "is read differently by some databases: " + message);

    /// <summary>The common tables of one WITH clause.</summary>
    private sealed class CommonTableScope(CommonTableScope? outer)
    {
        /// <summary>The common tables by name.</summary>
        public Dictionary<string, SqlQuery> Queries { get; } = new(StringComparer.Ordinal);

        /// <summary>The common table with the given name, in this or an enclosing scope; null if there is none.</summary>
        public SqlQuery? Find(string name)
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope.Queries.TryGetValue(name, out var query))
                {
                    return query;
                }
            }

            return null;
        }

        private CommonTableScope? Outer { get; } = outer;
    }
}

/// <summary>The reason why a text cannot be parsed.</summary>
/// <param name="rule">The rule it breaks.</param>
/// <param name="span">The location.</param>
/// <param name="message">The rest of a sentence whose subject is the file, without a period.</param>
internal sealed class SqlSyntaxException(Rule rule, TextSpan span, string message) : Exception(message)
{
    /// <summary>The rule it breaks.</summary>
    public Rule Rule { get; } = rule;

    /// <summary>The location.</summary>
    public TextSpan Span { get; } = span;
}
