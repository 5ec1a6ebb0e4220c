using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Sources;

/// <summary>Determines how each table of a source table's SELECT relates to the tenant, from its conditions alone.</summary>
/// <remarks>
/// A table is owned if every row that the SELECT reads from it belongs to the tenant. This is so if it has a condition <c>alias.column =
/// @organization_id</c>. It is also so if <c>child.c = parent.k</c> joins it to an owned table whose <c>k</c> is unique by itself, because
/// the only parent row with this key belongs to the tenant. A table counts as looked up if its own unique key joins it to an owned table.
/// Conditions count only if they have one of these forms and AND joins them.
/// </remarks>
internal sealed class Tenancy
{
    private readonly SqlText _sql;
    private readonly SelectBlock _block;
    private readonly Func<TableReference, string, bool> _isUnique;
    private readonly List<Comparison> _comparisons = [];
    private readonly HashSet<QuerySource> _owned = [];
    private readonly HashSet<QuerySource> _lookedUp = [];
    private readonly HashSet<(string Table, string Column)> _unique = [];

    /// <param name="sql">The text.</param>
    /// <param name="block">The SELECT: joins without parentheses, each inner, left or cross.</param>
    /// <param name="isUnique">Whether a column of a table is unique by itself.</param>
    public Tenancy(SqlText sql, SelectBlock block, Func<TableReference, string, bool> isUnique)
    {
        (_sql, _block, _isUnique) = (sql, block, isUnique);
        if (block.Where is { } where)
        {
            Read(where, only: null);
        }

        foreach (var source in block.Sources)
        {
            if (source.On is { } on)
            {
                // A left join keeps every row of its left side, so its condition restricts only the joined table.
                Read(on, source.Join == JoinKind.Inner ? null : source);
            }
        }

        while (_comparisons.Any(Extend))
        {
        }
    }

    /// <summary>The conditions that compare a column with <c>@organization_id</c>.</summary>
    public IReadOnlyList<TenantCondition> Conditions { get; private set; } = [];

    /// <summary>The columns whose uniqueness this result depends on, each with its table as SQL.</summary>
    public IEnumerable<(string Table, string Column)> UniqueColumns => _unique;

    /// <summary>The operators in conditions, as tokens, whose precedence differs between PostgreSQL and DuckDB.</summary>
    public List<int> Ambiguities { get; } = [];

    /// <summary>Whether each row of a table belongs to the tenant, or is referenced by a row that does.</summary>
    public bool IsReached(QuerySource source) => _owned.Contains(source) || _lookedUp.Contains(source);

    /// <summary>Marks a table of a comparison as owned or looked up, if the comparison shows that it is.</summary>
    /// <returns>Whether a table was newly marked.</returns>
    private bool Extend(Comparison comparison)
        => Extend(comparison.Left, comparison.Right, comparison.Only) || Extend(comparison.Right, comparison.Left, comparison.Only);

    private bool Extend((QuerySource Source, string Column) parent, (QuerySource Source, string Column) child, QuerySource? only)
    {
        if (!_owned.Contains(parent.Source) || child.Source == parent.Source || (only is not null && only != child.Source))
        {
            return false;
        }

        if (!_owned.Contains(child.Source) && _isUnique(parent.Source.Table!, parent.Column))
        {
            _unique.Add((parent.Source.Table!.Sql, parent.Column));
            return _owned.Add(child.Source);
        }

        if (!_owned.Contains(child.Source) && !_lookedUp.Contains(child.Source) && _isUnique(child.Source.Table!, child.Column))
        {
            _unique.Add((child.Source.Table!.Sql, child.Column));
            return _lookedUp.Add(child.Source);
        }

        return false;
    }

    /// <param name="condition">A condition of WHERE or ON.</param>
    /// <param name="only">The one table whose rows it restricts; null for all.</param>
    private void Read(TokenRange condition, QuerySource? only)
    {
        foreach (var (start, end) in Conjuncts(condition))
        {
            if (ColumnAt(start) is not { } left || !_sql.IsSymbol(start + 3, "="))
            {
                continue;
            }

            if (end - start == 5 && _sql.KindOf(end - 1) == SqlTokenKind.Parameter && (only is null || only == left.Source))
            {
                Conditions = [.. Conditions, new TenantCondition(new(start, end), left.Source, left.Column, IsOfAllRows: only is null)];
                _owned.Add(left.Source);
            }
            else if (end - start == 7 && ColumnAt(start + 4) is { } right)
            {
                _comparisons.Add(new Comparison(left, right, only));
            }
        }
    }

    private (QuerySource Source, string Column)? ColumnAt(int position)
        => _sql.IsName(position) && _sql.KindOf(position + 1) == SqlTokenKind.Dot && _sql.IsName(position + 2)
            && _block.Sources.FirstOrDefault(source => source.Name == _sql.NameOf(position)) is { } source
                ? (source, _sql.NameOf(position + 2))
                : null;

    /// <summary>The parts that AND joins at the top level of a condition; empty if there is an OR at that level.</summary>
    private List<TokenRange> Conjuncts(TokenRange condition)
    {
        var conjuncts = new List<TokenRange>();
        var (start, cases, betweens) = (condition.Start, 0, 0);
        var isAlternative = false;
        for (var i = condition.Start; i < condition.End; i++)
        {
            if (_sql.KindOf(i) == SqlTokenKind.Open)
            {
                i = _sql.CloseOf(i);
                continue;
            }

            if (_sql.IsSymbol(i, "->") || _sql.IsSymbol(i, "->>"))
            {
                Ambiguities.Add(i);
            }

            // A word after a dot is a name and not a keyword.
            var word = _sql.KindOf(i) == SqlTokenKind.Word && _sql.KindOf(i - 1) != SqlTokenKind.Dot ? _sql.NameOf(i) : "";
            cases += word == "case" ? 1 : word == "end" ? -1 : 0;
            betweens += word == "between" && cases == 0 ? 1 : 0;
            isAlternative |= word == "or" && cases == 0;
            if (word != "and" || cases != 0)
            {
                continue;
            }

            if (betweens > 0)
            {
                betweens--;
                continue;
            }

            conjuncts.Add(new(start, i));
            start = i + 1;
        }

        conjuncts.Add(new(start, condition.End));
        return isAlternative || Ambiguities.Count > 0 ? [] : conjuncts;
    }

    private sealed record Comparison((QuerySource Source, string Column) Left, (QuerySource Source, string Column) Right, QuerySource? Only);
}

/// <summary>A comparison of a column with the organization.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Source">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="IsOfAllRows">Whether it applies to every row; otherwise only to those that a left join matches.</param>
internal sealed record TenantCondition(TokenRange Tokens, QuerySource Source, string Column, bool IsOfAllRows);
