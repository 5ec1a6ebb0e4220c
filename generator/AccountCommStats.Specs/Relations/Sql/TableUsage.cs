namespace AccountCommStats.Specs;

/// <summary>Which columns of which tables and other relations queries name.</summary>
internal static class TableUsage
{
    /// <summary>
    /// The tables that <paramref name="queries"/> read, each with the columns that are certainly its own: qualified by its
    /// alias, or without qualifier where it is the only source.
    /// </summary>
    public static SortedDictionary<string, SortedSet<string>> Of(IEnumerable<SqlQuery> queries)
        => Of(queries, source => source.Table);

    /// <summary>The common tables of other relations that <paramref name="queries"/> read, each with the outputs they name.</summary>
    public static SortedDictionary<string, SortedSet<string>> OfRelations(IEnumerable<SqlQuery> queries)
        => Of(queries, source => source.Relation);

    private static SortedDictionary<string, SortedSet<string>> Of(
        IEnumerable<SqlQuery> queries, Func<QuerySource, TableReference?> choose)
    {
        var tables = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var block in queries.SelectMany(query => query.Branches))
        {
            foreach (var source in block.Sources)
            {
                Add(source, null);
            }

            foreach (var reference in block.References)
            {
                Add(block.SourceOf(reference), reference.Name);
            }

            foreach (var column in block.UsingColumns.Where(column => column.Sides.End > column.Sides.FirstRight))
            {
                Add(block.Sources[column.Sides.FirstLeft], column.Name);
                Add(block.Sources[column.Sides.FirstRight], column.Name);
            }
        }

        return tables;

        void Add(QuerySource? source, string? column)
        {
            if (source is null || choose(source) is not { } table)
            {
                return;
            }

            if (!tables.TryGetValue(table.Name, out var columns))
            {
                tables.Add(table.Name, columns = new SortedSet<string>(StringComparer.Ordinal));
            }

            if (column is not null)
            {
                columns.Add(column);
            }
        }
    }

    /// <summary>The table and column that an output hands on unchanged, through any number of subqueries; null if it computes.</summary>
    public static (string Table, string Column)? Origin(SqlQuery query, string output)
    {
        // A recursive query leads back to itself; so does none that is worth following further than this.
        for (var hops = 0; hops < 1000 && query.Branches.Count == 1; hops++)
        {
            var index = query.IndexOfOutput(output);
            var block = query.Branches[0];
            if (index < 0 || index >= block.Outputs.Count || block.Outputs[index].Column is not { } column)
            {
                return null;
            }

            var source = block.SourceOf(column);
            if (source?.Table is { } table)
            {
                return (table.Name, column.Name);
            }

            if (source?.Derived is not { } derived)
            {
                return null;
            }

            query = derived;
            output = column.Name;
        }

        return null;
    }
}
