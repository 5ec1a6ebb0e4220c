namespace AccountCommStats.Specs;

/// <summary>Turns a document and its relations, in which no error was found, into the model of the export.</summary>
internal static class ModelComposer
{
    /// <summary>The model of the export.</summary>
    public static ExportModel Compose(SpecificationDocument document, RelationSet relations)
    {
        var key = RelationCheck.KeyOf(document, document.Columns);
        var queries = new QueryComposer(document.Columns, key, relations, relations.Grains(key)[0]);
        var computed = document.Columns
            .Where(column => column.Source.Value.IsSystem && !ExportParameters.IsSystemColumn(column.Name.Value)).ToList();
        return new ExportModel(
            document.Name,
            document.TypeName,
            document.Title.Value,
            document.Grain?.Value ?? "",
            new(document.Columns.Select(column => Column(column, queries.SupplierOf(column) ?? SystemRelation(column, relations)))),
            new(document.Key.Select(part => Ordinal(document, part.Value))),
            queries.Rows(),
            queries.Keys(),
            new(computed.Select(column => new SystemValueModel(
                column.Name.Value, QueryComposer.SystemValue(column, SystemRelation(column, relations)!)))),
            SourceTables([.. queries.Relations(), .. computed.Select(column => SystemRelation(column, relations)!)]));
    }

    private static Relation? SystemRelation(DocumentColumn column, RelationSet relations)
        => ExportParameters.IsSystemColumn(column.Name.Value) ? null : relations.SystemValue(column.Name.Value);

    private static ColumnModel Column(DocumentColumn column, Relation? relation) => new(
        column.Name.Value,
        column.PropertyName,
        column.Type.Value,
        column.IsNullable.Value,
        column.Description,
        column.Source.Value.Text,
        relation is not null && relation.Definitions.TryGetValue(column.Name.Value, out var definition) ? definition : "",
        relation?.FileName);

    private static int Ordinal(SpecificationDocument document, string name)
        => document.Columns.Select((column, index) => (column, index)).First(at => SqlName.Same(at.column.Name.Value, name)).index;

    private static EquatableArray<SourceTableModel> SourceTables(IReadOnlyList<Relation> relations)
    {
        var tables = relations.SelectMany(relation => relation.Tables)
            .GroupBy(table => table.Key, StringComparer.Ordinal).OrderBy(table => table.Key, StringComparer.Ordinal);
        return new(tables.Select(table => new SourceTableModel(
            table.Key,
            new(table.SelectMany(columns => columns.Value).Distinct().OrderBy(column => column, StringComparer.Ordinal)))));
    }
}
