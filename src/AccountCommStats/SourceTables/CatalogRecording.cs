namespace AccountCommStats.SourceTables;

/// <summary>What was recorded of a database's catalog.</summary>
/// <param name="File">The file that was written.</param>
/// <param name="Tables">The tables in it, in order.</param>
/// <param name="Columns">How many columns they have together.</param>
/// <param name="UniqueKeys">How many unique keys they have together.</param>
/// <param name="NotFound">The tables that the exports read but the source lacks.</param>
internal sealed record CatalogRecording(
    string File, IReadOnlyList<string> Tables, int Columns, int UniqueKeys, IReadOnlyList<string> NotFound);
