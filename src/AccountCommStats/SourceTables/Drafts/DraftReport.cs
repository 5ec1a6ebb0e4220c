namespace AccountCommStats.SourceTables.Drafts;

/// <summary>A draft of a source table that was written to a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Table">The real table whose rows it yields; null if none was found.</param>
/// <param name="Guesses">How many guesses are marked in it.</param>
/// <param name="NotFound">The columns that were not found.</param>
internal sealed record DraftReport(string File, string? Table, int Guesses, IReadOnlyList<string> NotFound);
