namespace AccountCommStats.Specs;

/// <summary>The relations of a specification and what they supply.</summary>
internal sealed class RelationSet
{
    private readonly Dictionary<string, List<Relation>> _suppliers = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="relations">The relations of the rows.</param>
    /// <param name="systemRelations">The queries of the system folder.</param>
    public RelationSet(IEnumerable<Relation> relations, IEnumerable<Relation> systemRelations)
    {
        Rows = [.. relations.OrderBy(relation => relation.FileName, StringComparer.Ordinal)];
        SystemValues = [.. systemRelations.OrderBy(relation => relation.FileName, StringComparer.Ordinal)];
        foreach (var relation in Rows)
        {
            foreach (var name in relation.Outputs.Select(output => output.Name).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!_suppliers.TryGetValue(name, out var suppliers))
                {
                    _suppliers.Add(name, suppliers = []);
                }

                suppliers.Add(relation);
            }
        }
    }

    /// <summary>The relations of the rows, by file name.</summary>
    public IReadOnlyList<Relation> Rows { get; }

    /// <summary>The queries of the system folder, by file name.</summary>
    public IReadOnlyList<Relation> SystemValues { get; }

    /// <summary>Whether the outputs of every relation are known.</summary>
    public bool OutputsAreKnown => Rows.All(relation => relation.OutputsAreKnown);

    /// <summary>The relations that output a column, by file name.</summary>
    public IReadOnlyList<Relation> SuppliersOf(string column) => _suppliers.TryGetValue(column, out var suppliers) ? suppliers : [];

    /// <summary>The first of the relations that output a column; null if none does.</summary>
    public Relation? FirstSupplierOf(string column) => _suppliers.TryGetValue(column, out var suppliers) ? suppliers[0] : null;

    /// <summary>The query that supplies a system column; null if there is none.</summary>
    public Relation? SystemValue(string column) => SystemValues.FirstOrDefault(relation => SqlName.Same(relation.Name, column));

    /// <summary>The relation that becomes a common table; null if none does.</summary>
    public Relation? OfCommonTable(string name) => Rows.FirstOrDefault(relation => SqlName.Same(relation.CommonTable, name));

    /// <summary>Relations and all they read, each after those it reads, otherwise in the order given.</summary>
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

            foreach (var read in relation.RelationReferences.Select(reference => OfCommonTable(reference.Name)).OfType<Relation>())
            {
                Visit(read);
            }

            ordered.Add(relation);
        }
    }

    /// <summary>
    /// The relations that can be that of the grain: they supply every key column from its source, read no other relation and
    /// the fewest tables.
    /// </summary>
    public IReadOnlyList<Relation> Grains(IReadOnlyList<DocumentColumn> key)
    {
        var candidates = Rows.Where(relation => relation.Query is not null && relation.RelationReferences.Count == 0 && key.All(column => ComesFromItsSource(relation, column))).ToList();
        var fewest = candidates.Count == 0 ? 0 : candidates.Min(relation => relation.Tables.Count);
        return [.. candidates.Where(relation => relation.Tables.Count == fewest)];
    }

    private static bool ComesFromItsSource(Relation relation, DocumentColumn column)
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

        return TableUsage.Origin(relation.Query!, column.Name.Value) is var (table, origin)
            && terms.Any(term => term.Table is not null
                && SqlName.SameTable(term.Table, table)
                && (term.Column is null || SqlName.Same(term.Column, origin)));
    }
}
