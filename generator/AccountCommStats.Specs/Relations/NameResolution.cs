using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Relations;

/// <summary>Resolves the names in a relation, and reports names that cannot be resolved.</summary>
/// <param name="tables">The tables it can read.</param>
/// <param name="isUnsupplied">
/// Whether a name is a column of the document that no relation supplies. Another finding reports such a column.
/// </param>
/// <param name="findings">Receives the findings.</param>
internal sealed class NameResolution(TableSet tables, Func<string, bool> isUnsupplied, SqlFindings findings)
{
    /// <summary>Determines what a relation uses and outputs, and stores it in the relation.</summary>
    public void Resolve(Relation relation)
    {
        if (relation.Parser is not { Root: { } root } parser)
        {
            return;
        }

        var before = findings.Count;
        foreach (var block in parser.Blocks)
        {
            Resolve(relation, block);
        }

        // Stars inside EXISTS use no columns.
        foreach (var block in parser.Queries.Where(query => !query.IsExistence).SelectMany(query => query.Branches))
        {
            MarkStars(relation, block);
        }

        relation.Outputs = root.Outputs(tables);
        if (relation.Outputs is null && findings.Count == before)
        {
            var star = root.Branches[0].Outputs.First(output => output.IsStar);
            findings.Add(SqlRules.Star, relation.Sql, star.Span, $"Relation '{relation.FileName}' selects unknown columns with a star: name the columns.");
        }
    }

    /// <summary>
    /// The source table and column that an output passes on unchanged, through any number of queries; null if it is computed.
    /// </summary>
    public static (string Table, string Column)? Origin(Relation relation, string output, TableSet tables)
    {
        var query = relation.Parser?.Root;

        // A recursive query leads back to itself, so the number of steps is limited.
        for (var hops = 0; hops < 1000 && query is { Branches.Count: 1 }; hops++)
        {
            var column = query.Outputs(tables)?.FirstOrDefault(candidate => SqlName.Same(candidate.Name, output))?.Column;
            var block = query.Branches[0];
            var source = column is null ? null : SourceOf(block, column, tables);
            if (source is null || source.ColumnAliases is not null)
            {
                return null;
            }

            if (source.Table is { } table && tables.Source(table.Name) is not null)
            {
                return (table.Name, column!.Name);
            }

            query = source.Derived ?? (source.Table is { } read ? tables.Relation(read.Name)?.Parser?.Root : null);
            output = column!.Name;
        }

        return null;
    }

    private static QuerySource? SourceOf(SelectBlock block, ColumnReference column, TableSet tables)
    {
        if (column.Qualifier is { } qualifier)
        {
            return block.Sources.FirstOrDefault(source => source.Name == qualifier);
        }

        var having = block.Sources.Where(source => source.MayHave(column.Name, tables)).ToList();
        return having.Count == 1 ? having[0] : null;
    }

    private void Resolve(Relation relation, SelectBlock block)
    {
        foreach (var source in block.Sources.Where(source => source.Table is not null && !block.IsOrder))
        {
            var use = Use(relation, source);
            use.IsWhole |= source.ColumnAliases is not null || block.Sources.Any(other => other.IsNatural);
            if (!tables.Knows(source.Table!.Name))
            {
                findings.Add(RelationRules.UnknownTable, relation.Sql, source.Table.Span, tables.Unknown(relation, source.Table.Name));
            }
        }

        foreach (var reference in block.References.Concat(block.JoinColumns).TakeWhile(_ => findings.HasRoom(SqlRules.UnknownColumn, relation.Sql)))
        {
            if (reference.Qualifier is { } qualifier)
            {
                ResolveQualified(relation, reference, (block.IsOrder ? block.Outer : block)?.SourceNamed(qualifier));
            }
            else if (!ResolveUnqualified(relation, reference, block))
            {
                var names = block.Sources.SelectMany(source => source.Columns(tables) ?? []);
                var remedy = NearestName.Of(reference.Name, names) is { } nearest ? $"did you mean '{nearest}'?"
                    : block.Sources.FirstOrDefault(source => source.Table is not null)?.Table is { } table ? tables.Lacks(table.Name)
                    : "correct the name.";
                findings.Add(SqlRules.UnknownColumn, relation.Sql, reference.Span, $"Relation '{relation.FileName}' reads nothing that has a column '{reference.Name}': {remedy}");
            }
        }
    }

    private void ResolveQualified(Relation relation, ColumnReference reference, QuerySource? source)
    {
        if (source is null)
        {
            findings.Add(SqlRules.UnknownColumn, relation.Sql, reference.Span, $"Relation '{relation.FileName}' reads nothing named '{reference.Qualifier}': correct the alias.");
            return;
        }

        if (reference.Name.Length == 0)
        {
            if (source.Table is not null)
            {
                Use(relation, source).IsWhole = true;
            }

            return;
        }

        if (source.MayHave(reference.Name, tables))
        {
            Note(relation, source, reference.Name);
            return;
        }

        var isOfRelation = source.Table is { } read && tables.Relation(read.Name) is not null;
        if (isOfRelation && isUnsupplied(reference.Name))
        {
            return;
        }

        var columns = source.Columns(tables) ?? [source.Name];
        var message = source.Function is { } function && source.ColumnAliases is null
            ? $"name the columns of its rows, as in {function}(...) as {source.Name}({reference.Name})."
            : NearestName.Of(reference.Name, columns) is { } nearest
            ? $"did you mean '{nearest}'?"
            : source.Table is { } table ? tables.Lacks(table.Name) : $"it has {string.Join(", ", columns)}.";
        var name = source.Table?.Name ?? source.Name;
        findings.Add(
            isOfRelation ? RelationRules.UnknownRelationOutput : SqlRules.UnknownColumn,
            relation.Sql,
            reference.Span,
            $"Relation '{relation.FileName}': {name} has no column '{reference.Name}': {message}");
    }

    private bool ResolveUnqualified(Relation relation, ColumnReference reference, SelectBlock block)
    {
        for (var sight = block; sight is not null; sight = sight.Outer)
        {
            // The ORDER BY of a set operation can refer only to the outputs of the operation.
            var sources = sight.IsOrder ? [] : sight.Sources;
            var having = sources.Where(source => source.MayHave(reference.Name, tables)).ToList();
            having.ForEach(source => Note(relation, source, reference.Name));
            var isOutput = reference.MayBeOutput && sight == block && (block.ExpandedOutputs(tables)?.Any(output => output.Name == reference.Name) ?? true);
            if (having.Count > 0 || isOutput)
            {
                return true;
            }

            if (sources.FirstOrDefault(source => source.Name == reference.Name) is { } row)
            {
                if (row.Table is not null)
                {
                    Use(relation, row).IsWhole = true;
                }

                return true;
            }
        }

        return false;
    }

    private static void MarkStars(Relation relation, SelectBlock block)
    {
        foreach (var star in block.Outputs.Where(output => output.IsStar))
        {
            foreach (var source in block.Sources.Where(source => source.Table is not null && (star.Column is null || star.Column.Qualifier == source.Name)))
            {
                Use(relation, source).IsWhole = true;
            }
        }
    }

    private void Note(Relation relation, QuerySource source, string column)
    {
        if (source.Table is { } table && source.ColumnAliases is null && tables.ColumnsOf(table.Name)?.Contains(column) == true)
        {
            Use(relation, source).Columns.Add(column);
        }
    }

    private static TableUse Use(Relation relation, QuerySource source)
    {
        if (!relation.Uses.TryGetValue(source.Table!.Name, out var use))
        {
            relation.Uses.Add(source.Table.Name, use = new TableUse());
        }

        return use;
    }
}
