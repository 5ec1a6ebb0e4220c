using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Sources;

/// <summary>Reads one source table. Anything it does not fully understand is an error.</summary>
internal sealed class SourceTableReader
{
    private static readonly IReadOnlyList<string> Parameters = [ExportParameters.OrganizationId];

    private readonly SqlText _sql;
    private readonly string _name;
    private readonly SourceCatalog _catalog;
    private readonly SqlKind _tenant;
    private readonly SqlFindings _findings;
    private readonly List<IReadOnlyList<string>> _uniqueNames = [];
    private readonly List<IReadOnlyList<string>> _sharedNames = [];

    private SourceTableReader(SourceFile file, SourceCatalog catalog, SqlKind tenant, SqlFindings findings)
    {
        _sql = new SqlText(file);
        _name = SqlFile.NameOf(file);
        _catalog = catalog;
        _tenant = tenant;
        _findings = findings;
    }

    /// <summary>Reads a source table. Never throws.</summary>
    /// <param name="file">The file.</param>
    /// <param name="catalog">The catalog that <c>acstats source snapshot</c> recorded; empty if there is none.</param>
    /// <param name="tenant">The SQL type of organization ids.</param>
    /// <param name="findings">Receives the findings.</param>
    public static SourceTable Read(SourceFile file, SourceCatalog catalog, SqlKind tenant, SqlFindings findings)
        => new SourceTableReader(file, catalog, tenant, findings).Read();

    private string Subject => $"Source table '{_name}'";

    private SourceTable Read()
    {
        if (SqlName.Quote(_name) != _name || _name.EndsWith(SourceTable.ReservedSuffix, StringComparison.Ordinal))
        {
            Report(SqlRules.AmbiguousName, new TextSpan(0, 0), $"{Subject} cannot be named by relations: give its file a name of lower-case letters, digits and _ that does not end in {SourceTable.ReservedSuffix}.");
        }

        var file = new SqlFile(_sql, Subject, _findings);
        if (file.Statement() is not { } statement
            || !file.CheckParameters(statement, Parameters)
            || file.Parse(statement, isSourceTable: true) is not { } parser)
        {
            return new SourceTable(_sql, _name);
        }

        var block = parser.Root!.Branches[0];
        var functions = file.CheckFunctions(statement, parser);
        if (!CheckShape(parser, block) || !CheckOutputs(block, file) || !CheckReferences(block))
        {
            return new SourceTable(_sql, _name);
        }

        ReadDirectives(statement, block);
        var tenancy = new Tenancy(_sql, block, IsUnique);
        CheckTenancy(statement, block, tenancy);
        CheckCatalog(block, tenancy);
        return new SourceTable(_sql, _name) { Block = block, End = statement.End, Tenancy = tenancy, Functions = functions };
    }

    private bool CheckShape(SqlParser parser, SelectBlock block)
    {
        var wrong = parser.Blocks.Where(other => other != block).Select(other => other.Start).Concat(block.Clauses)
            .Concat(block.Sources.Where(source => source.Derived is null && (source.IsNested || source.IsNatural || source.Join == JoinKind.Outer))
                .Select(source => source.Table is null ? block.FromStart : TokenAt(source.Table.Span)))
            // With an aggregate, window or set-returning function, the rows would depend on which outputs the composed query leaves out.
            .Concat(parser.Calls.Where(call => SqlFunctions.IsOfRows(call.Name)).Select(call => TokenAt(call.Span)))
            .Where(token => token >= 0).DefaultIfEmpty(-1).Min();
        if (wrong >= 0)
        {
            Report(
                SourceRules.NotPlain,
                _sql.Tokens[wrong].Span,
                $"{Subject} may consist only of a select list, a FROM (with inner, left or cross joins) and a WHERE: move what stands here into a relation.");
        }

        return wrong < 0;
    }

    private int TokenAt(TextSpan span)
    {
        var token = 0;
        while (_sql.Tokens[token].Start < span.Start)
        {
            token++;
        }

        return token;
    }

    private bool CheckOutputs(SelectBlock block, SqlFile file)
    {
        foreach (var star in block.Outputs.Where(output => output.IsStar))
        {
            Report(SqlRules.Star, star.Span, $"{Subject} selects every column with a star: name the columns, so that a new column of a table changes nothing.");
        }

        foreach (var output in block.Outputs.Where(output => output.Name is { } name && (name.Length == 0 || name.Any(c => c is >= 'A' and <= 'Z'))))
        {
            Report(SqlRules.AmbiguousName, output.Span, $"{Subject} yields a column that relations cannot name: add 'as' and a name in lower case.");
        }

        return !block.Outputs.Any(output => output.IsStar)
            && file.CheckOutputs([.. block.Outputs.Select(output => new QueryOutput(output.Name, output.Span, output.Column, null))]);
    }

    private bool CheckReferences(SelectBlock block)
    {
        foreach (var second in block.Sources.GroupBy(source => source.Name).SelectMany(same => same.Skip(1)))
        {
            Report(SqlRules.AmbiguousName, second.Table!.Span, $"{Subject} names two tables '{second.Name}': give each its own alias.");
        }

        var table = new SourceTable(_sql, _name) { Block = block };
        foreach (var reference in block.References.Where(reference => reference.Name.Length == 0 || table.SourceOf(reference) is null))
        {
            Report(
                SqlRules.UnknownColumn,
                reference.Span,
                reference.Name.Length == 0 ? $"{Subject} uses a whole row: name the columns."
                : reference.Qualifier is { } qualifier ? $"{Subject} reads no table named '{qualifier}': correct the alias."
                : $"{Subject} does not say which table has '{reference.Name}': write alias.{reference.Name}.");
        }

        return block.Sources.Select(source => source.Name).Distinct().Count() == block.Sources.Count
            && block.References.All(reference => reference.Name.Length > 0 && table.SourceOf(reference) is not null);
    }

    private void ReadDirectives(TokenRange statement, SelectBlock block)
    {
        Take(OpeningDirectives.Unique, _uniqueNames, names => block.Sources.Any(source => Matches(source.Table!, names, names.Count - 1)), "table.column");
        Take(OpeningDirectives.Shared, _sharedNames, names => block.Sources.Any(source => Matches(source.Table!, names, names.Count)), "table");

        void Take(string kind, List<IReadOnlyList<string>> taken, Func<IReadOnlyList<string>, bool> fits, string form)
        {
            foreach (var (parts, span) in OpeningDirectives.Names(_sql, statement.Start, kind))
            {
                if (fits(parts))
                {
                    taken.Add(parts);
                }
                else
                {
                    Report(SqlRules.Directive, span, $"{Subject} declares '{string.Join(".", parts)}' as {kind}, but FROM names no such table: write {form}, with the table spelled as in FROM.");
                }
            }
        }
    }

    /// <summary>Whether the first <paramref name="count"/> parts of a name refer to the table, with or without its schema.</summary>
    private static bool Matches(TableReference table, IReadOnlyList<string> parts, int count)
        => (count == 1 && parts[0] == table.Name) || (count == 2 && parts[0] == table.Schema && parts[1] == table.Name);

    private bool IsUnique(TableReference table, string column)
        => _uniqueNames.Any(parts => Matches(table, parts, parts.Count - 1) && parts[parts.Count - 1] == column)
            || _catalog.Find(table)?.IsUnique(column) == true;

    private void CheckTenancy(TokenRange statement, SelectBlock block, Tenancy tenancy)
    {
        foreach (var token in tenancy.Ambiguities)
        {
            Report(
                SqlRules.AmbiguousName,
                _sql.Tokens[token].Span,
                $"{Subject} has a condition with {_sql.TextOf(token)}, whose precedence differs between PostgreSQL and DuckDB: put the expression in parentheses.");
        }

        if (tenancy.Ambiguities.Count > 0)
        {
            return;
        }

        for (var i = statement.Start; i < statement.End; i++)
        {
            if (_sql.KindOf(i) == SqlTokenKind.Parameter && !tenancy.Conditions.Any(condition => condition.Tokens.Start <= i && i < condition.Tokens.End))
            {
                Report(
                    SourceRules.TenantCondition,
                    _sql.Tokens[i].Span,
                    $"{Subject} uses @organization_id outside a condition 'alias.column = @organization_id': use it only in such a condition, joined by AND in WHERE or in the ON of the table itself.");
            }
        }

        foreach (var source in block.Sources.Where(source => !tenancy.IsReached(source)))
        {
            var table = source.Table!;
            if (_sharedNames.Any(parts => Matches(table, parts, parts.Count)))
            {
                Report(SourceRules.SharedTable, table.Span, $"{Subject} reads {table.Sql}, which is declared as shared by all organizations.");
                continue;
            }

            var alias = SqlName.Quote(source.Name);
            Report(
                SourceRules.NotOwned,
                table.Span,
                $"{Subject} does not restrict {table.Sql} to one organization. Add '{alias}.TENANT_COLUMN = @organization_id' to the condition; or join it to a restricted table with 'ON {alias}.c = parent.k', "
                + $"where parent.k or {alias}.c is unique by itself (declare it, for example '-- unique: parent.k'); or, if the table has no tenants, declare '-- shared: {table.Sql}'.");
        }
    }

    private void CheckCatalog(SelectBlock block, Tenancy tenancy)
    {
        if (_catalog.IsEmpty)
        {
            return;
        }

        var whole = new SourceTable(_sql, _name) { Block = block };
        foreach (var table in block.Sources.Select(source => source.Table!).Where(table => _catalog.Find(table) is null))
        {
            Report(SourceRules.UnknownRealTable, table.Span, $"{Subject} reads {table.Sql}, which the catalog on record does not have: correct the name, or record it with 'acstats source snapshot'.");
        }

        foreach (var reference in block.References)
        {
            if (_catalog.Find(whole.SourceOf(reference)!.Table!) is { } table && !table.Columns.ContainsKey(reference.Name))
            {
                var nearest = NearestName.Of(reference.Name, table.Columns.Keys);
                Report(
                    SourceRules.UnknownRealColumn,
                    reference.Span,
                    $"{table.Name} has no column '{reference.Name}' in the catalog on record: " + (nearest is null ? $"it has {string.Join(", ", table.Columns.Keys)}." : $"did you mean '{nearest}'?"));
            }
        }

        foreach (var condition in tenancy.Conditions)
        {
            if (_catalog.Find(condition.Source.Table!)?.Columns.TryGetValue(condition.Column, out var column) == true && !TenantTypes.Compares(_tenant, column.Type))
            {
                Report(
                    SourceRules.TenantCondition,
                    _sql.SpanOf(condition.Tokens.Start, condition.Tokens.End),
                    $"{Subject} compares {condition.Source.Table!.Sql}.{SqlName.Quote(condition.Column)}, which is {column.Type}, with an organization of type {new SqlType(_tenant)}: "
                    + $"only columns of type {TenantTypes.Of(_tenant)} can be compared exactly with it.");
            }
        }
    }

    private void Report(Rule rule, TextSpan span, string message) => _findings.Add(rule, _sql, span, message);
}
