namespace AccountCommStats.Exporting.Catalogs;

/// <summary>The catalog of one database engine.</summary>
internal interface ITableCatalog
{
    /// <summary>How the engine compares names.</summary>
    StringComparison NameComparison { get; }

    /// <summary>Reads the tables that have one of the names, in any schema.</summary>
    Task<TableRecords> ReadTablesAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>Reads the tables of schemas, except partitions; of the current schema if none is named.</summary>
    Task<TableRecords> ReadSchemasAsync(IReadOnlyCollection<string> schemas, CancellationToken cancellationToken);
}
