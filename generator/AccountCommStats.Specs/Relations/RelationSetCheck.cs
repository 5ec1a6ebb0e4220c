using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Relations;

/// <summary>
/// Checks the relations together: their names, their declarations, and what they read from each other and from source tables.
/// </summary>
/// <param name="relations">The relations.</param>
/// <param name="tables">The tables that relations can read.</param>
/// <param name="document">The document; null if it could not be read.</param>
/// <param name="findings">Receives the findings.</param>
internal sealed class RelationSetCheck(RelationSet relations, TableSet tables, SpecificationDocument? document, SqlFindings findings)
{
    /// <summary>Determines what each relation uses, outputs and defines, and stores it in the relation.</summary>
    public void Run()
    {
        foreach (var same in relations.All.Concat(relations.SystemValues).GroupBy(relation => relation.CommonTable).Where(same => same.Count() > 1))
        {
            var (first, second) = (same.First(), same.Last());
            findings.Add(
                SqlRules.AmbiguousName,
                second.Sql,
                new TextSpan(0, 0),
                $"Relation '{second.FileName}' has the same name as '{first.FileName}', and both would become the common table {first.CommonTable}: rename one of the two files.");
        }

        var names = new NameResolution(tables, IsUnsupplied, findings);
        var declarations = new DeclarationCheck(tables, document, findings);
        foreach (var relation in relations.All.Concat(relations.SystemValues))
        {
            names.Resolve(relation);
            if (relation.Outputs is { } outputs)
            {
                new SqlFile(relation.Sql, $"Relation '{relation.FileName}'", findings).CheckOutputs(outputs);
                var comment = OpeningComment.Read(relation.Sql, relation.Statement.Start, outputs);
                relation.Definitions = comment.Definitions;
                relation.Declarations = declarations.Check(relation, comment.Declarations);
                relation.NotNull = declarations.CheckNotNull(relation);
            }
        }
    }

    private bool IsUnsupplied(string column)
        => document?.Columns.Any(candidate => SqlName.Same(candidate.Name.Value, column)) == true
            && !relations.Rows.Any(relation => relation.Parser?.Root?.Outputs(tables)?.Any(output => SqlName.Same(output.Name, column)) == true);
}
