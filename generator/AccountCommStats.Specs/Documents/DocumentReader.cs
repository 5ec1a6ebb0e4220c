namespace AccountCommStats.Specs;

/// <summary>Reads a specification document.</summary>
public static class DocumentReader
{
    /// <summary>Reads a document and reports everything that is wrong with it, in the order of the places. Never throws.</summary>
    public static DocumentReading Read(SourceFile file) => throw new NotImplementedException();
}

/// <summary>What was read of a document.</summary>
/// <param name="Document">The document as far as it could be read; null if it has no column table.</param>
/// <param name="Findings">Everything that is wrong.</param>
public sealed record DocumentReading(SpecificationDocument? Document, IReadOnlyList<Finding> Findings);
