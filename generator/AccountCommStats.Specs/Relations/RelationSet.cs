using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Relations;

/// <summary>The relations of a specification and what they supply.</summary>
internal sealed class RelationSet
{
    private readonly Dictionary<string, List<Relation>> _suppliers = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="relations">The relations that supply columns of the rows.</param>
    /// <param name="sharedRelations">The queries that relations share.</param>
    /// <param name="systemRelations">The queries of the system folder.</param>
    public RelationSet(IEnumerable<Relation> relations, IEnumerable<Relation> sharedRelations, IEnumerable<Relation> systemRelations)
    {
        Rows = [.. relations.OrderBy(relation => relation.FileName, StringComparer.Ordinal)];
        Shared = [.. sharedRelations.OrderBy(relation => relation.FileName, StringComparer.Ordinal)];
        SystemValues = [.. systemRelations.OrderBy(relation => relation.FileName, StringComparer.Ordinal)];
    }

    /// <summary>The relations that supply columns of the rows, in order of file name.</summary>
    public IReadOnlyList<Relation> Rows { get; }

    /// <summary>The queries that relations share, by file name.</summary>
    public IReadOnlyList<Relation> Shared { get; }

    /// <summary>All relations that other relations can read.</summary>
    public IEnumerable<Relation> All => Rows.Concat(Shared);

    /// <summary>The queries of the system folder, by file name.</summary>
    public IReadOnlyList<Relation> SystemValues { get; }

    /// <summary>Whether the outputs of every relation are known.</summary>
    public bool OutputsAreKnown => Rows.All(relation => relation.Outputs is not null);

    /// <summary>The relations that output a column, by file name.</summary>
    public IReadOnlyList<Relation> SuppliersOf(string column)
    {
        if (_suppliers.Count == 0)
        {
            foreach (var relation in Rows)
            {
                foreach (var name in (relation.Outputs ?? []).Select(output => output.Name).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
                {
                    _suppliers[name] = [.. _suppliers.TryGetValue(name, out var others) ? others : [], relation];
                }
            }
        }

        return _suppliers.TryGetValue(column, out var suppliers) ? suppliers : [];
    }

    /// <summary>The query that supplies a system column; null if there is none.</summary>
    public Relation? SystemValue(string column) => SystemValues.FirstOrDefault(relation => SqlName.Same(relation.Name, column));

    /// <summary>The relation whose common table has the given name; null if there is none.</summary>
    public Relation? OfCommonTable(string name) => All.FirstOrDefault(relation => SqlName.Same(relation.CommonTable, name));

    /// <summary>
    /// The given relations and all relations that they read. Each comes after those that it reads; otherwise the given order is kept.
    /// </summary>
    public IReadOnlyList<Relation> WithWhatTheyRead(IEnumerable<Relation> relations)
    {
        var ordered = new List<Relation>();
        var seen = new HashSet<Relation>();
        foreach (var relation in relations)
        {
            Visit(relation);
        }

        return ordered;

        void Visit(Relation relation)
        {
            if (!seen.Add(relation))
            {
                return;
            }

            foreach (var read in relation.Uses.Keys.Select(OfCommonTable).OfType<Relation>())
            {
                Visit(read);
            }

            ordered.Add(relation);
        }
    }

    /// <summary>
    /// The candidates for the grain, the relation that decides which rows the export has: the relations that declare it; if none does, those
    /// that supply every key column from the source that the document names, read no other relation, and read the fewest tables.
    /// </summary>
    public IReadOnlyList<Relation> Grains(IReadOnlyList<DocumentColumn> key, TableSet tables)
    {
        if (Rows.Any(relation => relation.IsGrain))
        {
            return [.. Rows.Where(relation => relation.IsGrain)];
        }

        var candidates = Rows
            .Where(relation => relation.Uses.Keys.All(name => OfCommonTable(name) is null) && key.All(column => ComesFromItsSource(relation, column, tables))).ToList();
        var fewest = candidates.Count == 0 ? 0 : candidates.Min(relation => relation.Uses.Count);
        return [.. candidates.Where(relation => relation.Uses.Count == fewest)];
    }

    private static bool ComesFromItsSource(Relation relation, DocumentColumn column, TableSet tables)
    {
        if (relation.Output(column.Name.Value) is null)
        {
            return false;
        }

        var terms = column.Source.Value.Terms;
        if (terms.Any(term => term.Kind == SourceKind.Computed))
        {
            return true;
        }

        return NameResolution.Origin(relation, column.Name.Value, tables) is var (table, origin)
            && terms.Any(term => term.Table is not null
                && SqlName.SameTable(term.Table, table)
                && (term.Column is null || SqlName.Same(term.Column, origin)));
    }
}
