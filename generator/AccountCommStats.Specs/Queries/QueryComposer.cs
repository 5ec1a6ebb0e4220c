namespace AccountCommStats.Specs;

/// <summary>Composes the statements of an export from its relations. Everything has been checked before.</summary>
internal sealed class QueryComposer
{
    private readonly IReadOnlyList<DocumentColumn> _columns;
    private readonly IReadOnlyList<DocumentColumn> _key;
    private readonly RelationSet _relations;
    private readonly Relation _grain;

    /// <param name="columns">The columns.</param>
    /// <param name="key">The key columns that relations output.</param>
    /// <param name="relations">The relations.</param>
    /// <param name="grain">The relation that decides which rows there are.</param>
    public QueryComposer(
        IReadOnlyList<DocumentColumn> columns, IReadOnlyList<DocumentColumn> key, RelationSet relations, Relation grain)
    {
        _columns = columns;
        _key = key;
        _relations = relations;
        _grain = grain;
    }

    /// <summary>The relation that supplies a column of the rows; null for a system column.</summary>
    public Relation? SupplierOf(DocumentColumn column)
        => column.Source.Value.IsSystem ? null : _key.Contains(column) ? _grain : _relations.SuppliersOf(column.Name.Value)[0];

    /// <summary>The relations that the query reads, each after those it reads itself. One that supplies nothing would only cost time.</summary>
    public IReadOnlyList<Relation> Relations()
    {
        var suppliers = new HashSet<Relation>(_columns.Select(SupplierOf).OfType<Relation>());
        return _relations.WithWhatTheyRead([_grain, .. _relations.Rows.Where(relation => relation != _grain && suppliers.Contains(relation))]);
    }

    /// <summary>The query that yields the rows.</summary>
    public StatementModel Rows()
    {
        var text = new StatementText().Append("with ").AppendCommonTable(_grain);
        var others = Relations().Skip(1).ToList();
        foreach (var relation in others)
        {
            text.Append(",\n").AppendCommonTable(relation);
        }

        text.Append("\nselect\n");
        for (var i = 0; i < _columns.Count; i++)
        {
            AppendColumn(text.Append("  "), _columns[i]);
            text.Append(i < _columns.Count - 1 ? ",\n" : "\n");
        }

        text.Append("from ").Append(StatementText.NameOf(_grain)).Append("\n");
        foreach (var relation in others.Where(relation => _columns.Any(column => SupplierOf(column) == relation)))
        {
            var matches = _key.Select(column => $"{Output(relation, column)} = {Output(_grain, column)}");
            text.Append($"left join {StatementText.NameOf(relation)} on {string.Join(" and ", matches)}\n");
        }

        var order = _key.Select(column => WideType.OrderBy(Output(_grain, column), column.Type.Value.Kind));
        return text.Append("order by ").Append(string.Join(", ", order)).ToModel();
    }

    /// <summary>The query that yields the keys alone; null where a range of keys cannot be read by itself.</summary>
    public StatementModel? Keys()
    {
        if (_key.Count != 1
            || WideType.Of(_key[0].Type.Value.Kind) != SqlKind.Bigint
            || !_grain.Uses(ExportParameters.FirstKey)
            || !_grain.Uses(ExportParameters.LastKey))
        {
            return null;
        }

        var key = Output(_grain, _key[0]);
        return new StatementText().Append("with ").AppendCommonTable(_grain)
            .Append($"\nselect cast({key} as bigint) as {SqlName.Quote(_key[0].Name.Value)}\n")
            .Append($"from {StatementText.NameOf(_grain)}\n")
            .Append($"order by {key}")
            .ToModel();
    }

    /// <summary>The query that computes a system column.</summary>
    public static StatementModel SystemValue(DocumentColumn column, Relation relation)
    {
        var (before, after) = WideType.Cast(column.Type.Value);
        return new StatementText().Append("with ").AppendCommonTable(relation)
            .Append($"\nselect {before}{Output(relation, column)}{after} as {SqlName.Quote(column.Name.Value)}\n")
            .Append("from ").Append(StatementText.NameOf(relation))
            .ToModel();
    }

    private void AppendColumn(StatementText text, DocumentColumn column)
    {
        var name = column.Name.Value;
        var (before, after) = WideType.Cast(column.Type.Value);
        text.Append(before);
        if (SupplierOf(column) is { } relation)
        {
            text.Append(Output(relation, column));
        }
        else if (ExportParameters.IsSystemColumn(name))
        {
            text.AppendParameter(name, ExportParameters.KindOf(name));
        }
        else
        {
            text.AppendParameter(name, WideType.Of(column.Type.Value.Kind));
        }

        text.Append(after).Append(" as ").Append(SqlName.Quote(name));
    }

    private static string Output(Relation relation, DocumentColumn column)
        => StatementText.NameOf(relation) + "." + SqlName.Quote(relation.Output(column.Name.Value)!.Name!);
}
