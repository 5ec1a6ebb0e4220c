using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Sql;

/// <summary>The reading and checking that source tables and relations have in common.</summary>
/// <param name="sql">The text.</param>
/// <param name="subject">The file in messages, such as <c>Relation 'email.sql'</c>.</param>
/// <param name="findings">Receives the findings.</param>
internal sealed class SqlFile(SqlText sql, string subject, SqlFindings findings)
{
    private static readonly HashSet<string> BuiltInSchemas = SqlWords.Set("pg_catalog information_schema pg_toast pg_temp");

    /// <summary>A file's name without folder and extension.</summary>
    public static string NameOf(SourceFile file)
    {
        var name = file.Path.Substring(file.Path.LastIndexOfAny(['/', '\\']) + 1);
        return name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - 4) : name;
    }

    /// <summary>The tokens of the first statement; null, with a finding, if the text cannot be read or has none.</summary>
    public TokenRange? Statement()
    {
        foreach (var problem in sql.Problems)
        {
            Report(
                problem.IsAmbiguity ? SqlRules.AmbiguousName : SqlRules.Unreadable,
                problem.Span,
                problem.IsAmbiguity ? $"{subject} is read differently by some databases: {problem.Message}." : $"{subject} cannot be read: {problem.Message}.");
        }

        if (sql.Problems.Count > 0)
        {
            return null;
        }

        TokenRange? first = null;
        for (var start = 0; start < sql.Tokens.Count;)
        {
            var end = start;
            while (end < sql.Tokens.Count && sql.KindOf(end) != SqlTokenKind.Semicolon)
            {
                end++;
            }

            if (end > start && first is not null)
            {
                Report(
                    SqlRules.SeveralStatements,
                    sql.Tokens[start].Span,
                    $"{subject} has more than one statement: keep one SELECT and remove this one, or give it a file of its own.");
                return first;
            }

            first ??= end > start ? new(start, end) : null;
            start = end + 1;
        }

        if (first is null)
        {
            Report(SqlRules.Empty, new TextSpan(0, 0), $"{subject} has no statement: write the SELECT that yields its columns, or delete the file.");
        }

        return first;
    }

    /// <summary>Checks that every parameter is known.</summary>
    /// <returns>Whether all are known.</returns>
    public bool CheckParameters(TokenRange statement, IReadOnlyList<string> parameters)
    {
        var areKnown = true;
        for (var i = statement.Start; i < statement.End && findings.HasRoom(SqlRules.UnknownParameter, sql); i++)
        {
            var isNumbered = sql.KindOf(i) == SqlTokenKind.NumberedParameter;
            if (!isNumbered && (sql.KindOf(i) != SqlTokenKind.Parameter || parameters.Contains(sql.TextOf(i).Substring(1).ToLowerInvariant())))
            {
                continue;
            }

            areKnown = false;
            var nearest = isNumbered ? null : NearestName.Of(sql.TextOf(i).Substring(1), parameters);
            var remedy = nearest is null
                ? "use one of " + string.Join(", ", parameters.Select(name => "@" + name)) + (isNumbered ? "." : "; for an absolute value write abs().")
                : "did you mean @" + nearest + "?";
            Report(SqlRules.UnknownParameter, sql.Tokens[i].Span, $"{subject} uses the unknown parameter '{sql.TextOf(i)}': {remedy}");
        }

        return areKnown;
    }

    /// <summary>Parses a statement; null, with a finding, if it cannot be parsed.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="isSourceTable">Whether it names tables of the database.</param>
    /// <param name="isReported">Whether unknown parameters were already reported. A parse error, which they may cause, is then not reported.</param>
    public SqlParser? Parse(TokenRange statement, bool isSourceTable, bool isReported = false)
    {
        var parser = new SqlParser(sql, isSourceTable);
        try
        {
            parser.Root = parser.Parse(statement.Start, statement.End);
            return parser;
        }
        catch (SqlSyntaxException exception)
        {
            if (!isReported)
            {
                Report(exception.Rule, exception.Span, $"{subject} {exception.Message}{(exception.Message.EndsWith("?", StringComparison.Ordinal) ? "" : ".")}");
            }

            return null;
        }
    }

    /// <summary>Checks that every function reads only its arguments or is declared.</summary>
    /// <returns>The functions that are declared.</returns>
    public IReadOnlyList<FunctionModel> CheckFunctions(TokenRange statement, SqlParser parser)
    {
        var declared = new List<FunctionModel>();
        foreach (var (name, span, reads) in OpeningDirectives.Functions(sql, statement.Start))
        {
            if (name.Count == 2 && !BuiltInSchemas.Contains(name[0]))
            {
                declared.Add(new FunctionModel(string.Join(".", name), new(reads)));
            }
            else
            {
                Report(
                    SqlRules.Directive,
                    span,
                    $"{subject} declares the function '{string.Join(".", name)}': only your own functions can be declared, with their schema, as in '-- function: crm.health_score reads crm.score'.");
            }
        }

        foreach (var call in parser.Calls.Where(call => !SqlFunctions.IsAllowed(call.Name) && !declared.Any(function => function.Name == call.Name)))
        {
            var remedy = SqlFunctions.IsClock(call.Name)
                ? "it returns the time of the query; use @extracted_at or @as_of."
                : SqlFunctions.Nearest(call.Name) is { } nearest ? $"did you mean {nearest}?"
                : "it may read more than its arguments. Use a known function; if it is your own, call it with its schema and declare it: '-- function: schema.name reads table'.";
            Report(SqlRules.UnknownFunction, call.Span, $"{subject} calls {call.Name}(): {remedy}");
        }

        return declared;
    }

    /// <summary>Checks that every output has a unique name.</summary>
    /// <returns>Whether every output has a unique name.</returns>
    public bool CheckOutputs(IReadOnlyList<QueryOutput> outputs)
    {
        var first = new Dictionary<string, QueryOutput>(StringComparer.OrdinalIgnoreCase);
        var areSound = true;
        foreach (var output in outputs)
        {
            if (output.Name is not { } name)
            {
                areSound = false;
                Report(SqlRules.UnnamedOutput, output.Span, $"{subject} has an output without a name: add 'as' and the column's name.");
            }
            else if (first.TryGetValue(name, out var other))
            {
                areSound = false;
                Report(SqlRules.DuplicateOutput, output.Span, $"{subject} outputs '{name}' twice: rename or remove one of the two.", sql.At(other.Span));
            }
            else
            {
                first.Add(name, output);
            }
        }

        return areSound;
    }

    private void Report(Rule rule, TextSpan span, string message, Location? related = null) => findings.Add(rule, sql, span, message, related);
}
