using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs.Queries;

/// <summary>Turns a document and relations without errors into the model of the export.</summary>
internal static class ModelComposer
{
    /// <summary>The model of the export.</summary>
    public static ExportModel Compose(SpecificationDocument document, RelationSet relations, TableSet tables, SourceSet sources)
    {
        var key = RelationCheck.KeyOf(document, document.Columns);
        var grain = relations.Grains(key, tables)[0];
        var queries = new QueryComposer(document.Columns, key, relations, sources, grain);
        var computed = document.Columns
            .Where(column => column.Source.Value.IsSystem && !ExportParameters.IsSystemColumn(column.Name.Value)).ToList();
        var counting = relations.SystemValues.Where(relation => relation.Declarations.Count > 0).ToList();
        var read = relations.WithWhatTheyRead([.. queries.Relations(), .. computed.Select(column => SystemRelation(column, relations)!), .. counting]);
        var used = queries.Used(read).ToList();
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
                column.Name.Value, queries.SystemValue(column, SystemRelation(column, relations)!)))),
            OrganizationTable(key[0], grain, tables) is { } table ? queries.Organizations(table) : null,
            sources.Tenant,
            SourceTables(used, [.. read.SelectMany(relation => relation.NotNull)]),
            new(read.SelectMany(relation => relation.Functions).Concat(used.SelectMany(use => use.Table.Functions))
                .Distinct().OrderBy(function => function.Name, StringComparer.Ordinal)))
        {
            Checks = Declarations(queries.Declared(DeclarationKind.Check).Select(check => check.Declaration)),
            Remarks = Declarations(queries.Declared(DeclarationKind.Remark).Select(remark => remark.Declaration)),
            Expectations = new(document.Expectations),
            SystemRemarks = new(counting.Select(relation => new SystemRemarksModel(Declarations(relation.Declarations), queries.SystemRemarks(relation)))),
        };
    }

    /// <summary>The source table that the key comes from. The query that lists all organizations reads it.</summary>
    private static SourceTable? OrganizationTable(DocumentColumn key, Relation grain, TableSet tables)
        => NameResolution.Origin(grain, key.Name.Value, tables) is var (table, _)
            ? tables.Source(table)
            : key.Source.Value.Terms.Select(term => term.Table is { } name ? tables.Source(name) : null).FirstOrDefault(source => source is not null);

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

    private static EquatableArray<DeclarationModel> Declarations(IEnumerable<Declaration> declarations)
        => new(declarations.Select(declaration => new DeclarationModel(declaration.Name, declaration.Text)));

    private static EquatableArray<SourceTableModel> SourceTables(
        List<(SourceTable Table, IReadOnlyCollection<string> Columns)> used, List<(SourceTable Table, string Column)> notNull)
    {
        var columns = used
            .SelectMany(use => use.Table.RealTables.Select(real => (Real: real.Sql, Column: (string?)null, use.Table))
                .Concat(use.Table.RealColumns(use.Columns).Select(real => (Real: real.Table.Sql, Column: (string?)real.Column, use.Table))))
            .ToLookup(read => read.Real, StringComparer.Ordinal);
        var tenancies = used.Select(use => use.Table.Tenancy!).ToList();
        return new(columns.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => new SourceTableModel(
            table.Key,
            Names(table.Select(read => read.Column).OfType<string>()),
            Names(tenancies.SelectMany(tenancy => tenancy.Conditions).Where(condition => condition.Source.Table!.Sql == table.Key).Select(condition => condition.Column)),
            Names(tenancies.SelectMany(tenancy => tenancy.UniqueColumns).Where(unique => unique.Table == table.Key).Select(unique => unique.Column)),
            Names(table.Select(read => read.Table.FileLabel)))
        {
            NotNullColumns = Names(notNull.Select(column => column.Table.RealColumn(column.Column)).OfType<(TableReference Table, string Column)>()
                .Where(column => column.Table.Sql == table.Key).Select(column => column.Column)),
        }));
    }

    private static EquatableArray<string> Names(IEnumerable<string> names)
        => new(names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal));
}
