using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Relations;

/// <summary>Checks what relations declare about their outputs and about source tables.</summary>
/// <param name="tables">The tables that relations can read.</param>
/// <param name="document">The document; null if it could not be read.</param>
/// <param name="findings">Receives the findings.</param>
internal sealed class DeclarationCheck(TableSet tables, SpecificationDocument? document, SqlFindings findings)
{
    /// <summary>
    /// The names of the rules that every export checks, as in the runtime. Declared checks and remarks cannot have these names.
    /// </summary>
    private static readonly string[] Rules = ["not_null", "length", "range", "finite", "format", "key_unique", "key_order", "tenant"];

    private readonly Dictionary<string, Location> _declared = new(StringComparer.Ordinal);

    /// <summary>Checks a relation's declarations. Returns them with folded names: each is named like the output that it declares.</summary>
    public IReadOnlyList<Declaration> Check(Relation relation, IReadOnlyList<Declaration> declarations)
    {
        foreach (var declaration in declarations)
        {
            var name = SqlName.Fold(declaration.Name);
            var first = _declared.TryGetValue(name, out var other) ? other : null;
            if (Fault(relation, declaration, name) is { } fault)
            {
                findings.Add(RelationRules.Declaration, relation.Sql, declaration.Span, $"Relation '{relation.FileName}': {fault}", first);
            }

            _declared[name] = first ?? relation.At(declaration.Span);
        }

        return [.. declarations.Select(declaration => declaration with { Name = SqlName.Fold(declaration.Name) })];
    }

    /// <summary>The columns of source tables that the relation declares to be never NULL.</summary>
    public IReadOnlyList<(SourceTable Table, string Column)> CheckNotNull(Relation relation)
    {
        var columns = new List<(SourceTable, string)>();
        foreach (var (parts, span) in OpeningDirectives.Names(relation.Sql, relation.Statement.Start, OpeningDirectives.NotNull))
        {
            if (parts.Count != 2 || tables.Source(parts[0]) is not { } table)
            {
                findings.Add(
                    RelationRules.UnknownTable,
                    relation.Sql,
                    span,
                    $"Relation '{relation.FileName}': '{string.Join(".", parts)}' is not a column of a source table: write table.column, as in email_prop.sent_at.");
            }
            else if (table.Columns?.Contains(parts[1]) == false)
            {
                findings.Add(
                    SqlRules.UnknownColumn, relation.Sql, span, $"Relation '{relation.FileName}': {table.Name} has no column '{parts[1]}': {tables.Lacks(table.Name)}");
            }
            else
            {
                columns.Add((table, parts[1]));
            }
        }

        return columns;
    }

    private string? Fault(Relation relation, Declaration declaration, string name)
    {
        var kind = declaration.Kind == DeclarationKind.Check ? OpeningDirectives.Check : OpeningDirectives.Remark;
        return relation.Output(name) is null
            ? $"'{declaration.Name}' is declared as a {kind} and is not an output: "
                + (NearestName.Of(name, relation.Outputs!.Select(output => output.Name).OfType<string>()) is { } nearest ? $"did you mean '{nearest}'?" : "select it, or remove the line.")
            : SqlName.Quote(name) != name
            ? $"'{name}' cannot be the name of a {kind}: use lower-case letters, digits and underscores."
            : relation.IsShared || (relation.IsSystem && declaration.Kind == DeclarationKind.Check)
            ? $"the {kind} '{name}' is declared in {(relation.IsShared ? "a shared relation, which supplies no columns" : "a relation of system columns, which has no rows of the export")}: declare it in a relation that supplies columns of the export's rows."
            : document?.Columns.Any(column => SqlName.Same(column.Name.Value, name)) == true
            ? $"'{name}' is a column of the specification and cannot be a {kind}: give the {kind} another name."
            : Rules.Contains(name)
            ? $"every export has a rule named '{name}': give the {kind} another name."
            : _declared.ContainsKey(name)
            ? $"'{name}' is declared twice: give each check and remark its own name."
            : declaration.Text.Length == 0
            ? $"the {kind} '{name}' has no description: after the colon, say what is wrong with the data if the {kind} is {(declaration.Kind == DeclarationKind.Check ? "true" : "not 0")}."
            : null;
    }
}
