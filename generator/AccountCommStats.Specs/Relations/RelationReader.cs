namespace AccountCommStats.Specs;

/// <summary>Reads one relation and checks what can be checked without the document.</summary>
internal sealed class RelationReader
{
    private readonly SqlText _sql;
    private readonly string _fileName;
    private readonly IReadOnlyList<string> _parameters;
    private readonly IReadOnlyList<string> _relations;
    private readonly RelationFindings _findings;

    private RelationReader(
        SourceFile file, string fileName, IReadOnlyList<string> parameters, IReadOnlyList<string> relations, RelationFindings findings)
    {
        _sql = new SqlText(file);
        _fileName = fileName;
        _parameters = parameters;
        _relations = relations;
        _findings = findings;
    }

    private string Subject => $"Relation '{_fileName}'";

    /// <summary>Reads a relation that supplies columns of the rows. Never throws.</summary>
    /// <param name="file">The relation.</param>
    /// <param name="relations">The common tables of all relations of the specification, which it can read.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static Relation ReadRows(SourceFile file, IReadOnlyList<string> relations, RelationFindings findings)
        => new RelationReader(file, FileNameOf(file), ExportParameters.OfRows, relations, findings).Read();

    /// <summary>Reads a query of the system folder. Never throws.</summary>
    public static Relation ReadSystemValue(SourceFile file, RelationFindings findings)
        => new RelationReader(file, "system/" + FileNameOf(file), ExportParameters.OfSystemValues, [], findings).Read();

    private static string FileNameOf(SourceFile file) => file.Path.Substring(file.Path.LastIndexOfAny(['/', '\\']) + 1);

    private Relation Read()
    {
        foreach (var problem in _sql.Problems)
        {
            Report(RelationRules.Unreadable, problem.Span, $"{Subject} cannot be read: {problem.Message}.");
        }

        if (_sql.Problems.Count > 0 || Statement() is not var (start, end))
        {
            return new Relation(_sql, _fileName);
        }

        CheckParameters(start, end);
        var parser = new SqlQueryParser(_sql, _relations);
        var query = IsSelect(start) ? parser.Parse(start, end) : null;
        if (query is null || parser.NotSelects.Count > 0 || query.Branches.Count == 0 || !query.Branches.All(IsSelect))
        {
            ReportNotSelect(start, parser, query);
            return new Relation(_sql, _fileName);
        }

        CheckOutputs(query, parser.Queries);
        new OrganizationRestriction(_sql, parser).Mark(query);
        CheckRestriction(parser.Queries);
        return new Relation(_sql, _fileName)
        {
            Start = start,
            End = end,
            Query = query,
            Tables = TableUsage.Of(parser.Queries),
            RelationReferences = [.. parser.Queries.SelectMany(any => any.Branches).SelectMany(block => block.Sources)
                .Select(source => source.Relation).OfType<TableReference>().OrderBy(reference => reference.Span.Start)],
            RelationOutputs = TableUsage.OfRelations(parser.Queries),
            Definitions = OpeningComment.Definitions(_sql, start, query.Outputs),
        };
    }

    private bool IsSelect(int start) => _sql.IsWord(start, "select") || _sql.IsWord(start, "with") || _sql.IsSymbol(start, "(");

    private bool IsSelect(SelectBlock block) => _sql.IsWord(block.Start, "select");

    /// <summary>The tokens of the first statement; null, and a finding, if there is none.</summary>
    private (int Start, int End)? Statement()
    {
        (int Start, int End)? first = null;
        for (var start = 0; start < _sql.Tokens.Count;)
        {
            var end = start;
            while (end < _sql.Tokens.Count && _sql.KindOf(end) != SqlTokenKind.Semicolon)
            {
                end++;
            }

            if (end > start && first is not null)
            {
                Report(
                    RelationRules.SeveralStatements,
                    _sql.Tokens[start].Span,
                    $"{Subject} holds more than one statement: keep one SELECT and remove this one, or give it a file of its own.");
                return first;
            }

            first ??= end > start ? (start, end) : null;
            start = end + 1;
        }

        if (first is null)
        {
            Report(
                RelationRules.Empty,
                new TextSpan(0, 0),
                $"{Subject} holds no statement: write the SELECT that yields its columns, or delete the file.");
        }

        return first;
    }

    private void ReportNotSelect(int start, SqlQueryParser parser, SqlQuery? query)
    {
        var found = parser.NotSelects.Concat((query?.Branches ?? []).Where(block => !IsSelect(block)).Select(block => block.Start));
        foreach (var token in found.DefaultIfEmpty(start).Distinct())
        {
            var word = _sql.TextOf(token).ToLowerInvariant();
            Report(
                RelationRules.NotSelect,
                _sql.Tokens[token].Span,
                SqlWords.BeginsChange(word)
                    ? $"{Subject} does more than read: remove '{word}', a relation is one plain SELECT."
                    : $"{Subject} is not a plain SELECT: write SELECTs with select lists in place of this.");
        }
    }

    private void CheckParameters(int start, int end)
    {
        for (var i = start; i < end && _findings.HasRoom(RelationRules.UnknownParameter, _sql); i++)
        {
            var kind = _sql.KindOf(i);
            if (kind == SqlTokenKind.NumberedParameter)
            {
                ReportParameter(_sql.Tokens[i].Span, _sql.TextOf(i), null);
            }
            else if (kind == SqlTokenKind.Parameter && !_parameters.Contains(_sql.TextOf(i).Substring(1).ToLowerInvariant()))
            {
                ReportParameter(_sql.Tokens[i].Span, _sql.TextOf(i), NearestName.Of(_sql.TextOf(i).Substring(1), _parameters));
            }
            else if (_sql.IsSymbol(i, ":") && _sql.IsName(i + 1) && _parameters.Contains(_sql.NameOf(i + 1)))
            {
                ReportParameter(_sql.SpanOf(i, i + 2), ":" + _sql.NameOf(i + 1), _sql.NameOf(i + 1));
            }
        }
    }

    private void ReportParameter(TextSpan span, string parameter, string? nearest)
    {
        var remedy = nearest is null
            ? "use one of " + string.Join(", ", _parameters.Select(name => "@" + name))
            : "did you mean @" + nearest + "?";
        Report(
            RelationRules.UnknownParameter,
            span,
            $"{Subject} uses the unknown parameter '{parameter}': {remedy}" + (nearest is null ? "." : ""));
    }

    private void CheckOutputs(SqlQuery query, IEnumerable<SqlQuery> queries)
    {
        foreach (var star in queries.Where(any => !any.IsExistence).SelectMany(any => any.Branches)
            .SelectMany(block => block.Outputs).Where(output => output.IsStar))
        {
            Report(
                RelationRules.Star,
                star.Span,
                $"{Subject} selects every column with a star: name the columns, so that a new column of a table changes nothing.");
        }

        var first = new Dictionary<string, SelectOutput>(StringComparer.OrdinalIgnoreCase);
        foreach (var output in query.Outputs.Where(output => !output.IsStar))
        {
            if (output.Name is not { } name)
            {
                Report(RelationRules.UnnamedOutput, output.Span, $"{Subject} has an output without a name: add 'as' and the column's name.");
            }
            else if (first.TryGetValue(name, out var other))
            {
                Report(
                    RelationRules.DuplicateOutput,
                    output.Span,
                    $"{Subject} outputs '{name}' twice: rename or remove one of the two.",
                    _sql.At(other.Span));
            }
            else
            {
                first.Add(name, output);
            }
        }
    }

    private void CheckRestriction(IEnumerable<SqlQuery> queries)
    {
        foreach (var source in queries.SelectMany(query => query.Branches).SelectMany(block => block.Sources)
            .Where(source => source is { Table: not null, IsRestricted: false }))
        {
            Report(
                RelationRules.NotRestricted,
                source.Table!.Span,
                $"{Subject} is not restricted to one organisation: add '{SqlName.Quote(source.Name)}.organization_id = "
                + $"@organization_id' to the WHERE or JOIN condition of the SELECT that reads {source.Table.Name}.");
        }
    }

    private void Report(Rule rule, TextSpan span, string message, Location? related = null)
        => _findings.Add(rule, _sql, span, message, related);
}
