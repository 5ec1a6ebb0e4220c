namespace AccountCommStats.Exporting.Catalogs;

/// <summary>The catalog of one database engine.</summary>
internal interface ITableCatalog
{
    /// <summary>How the engine compares names.</summary>
    StringComparison NameComparison { get; }

    /// <summary>Reads the tables that have one of the names, in any schema.</summary>
    Task<TableRecords> ReadTablesAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>Reads the tables of the schemas, or of the current schema if none is named. Partitions are left out.</summary>
    Task<TableRecords> ReadSchemasAsync(IReadOnlyCollection<string> schemas, CancellationToken cancellationToken);
}
