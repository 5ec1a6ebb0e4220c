using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources;

/// <summary>A kind of database: how its sources are written and opened.</summary>
internal abstract class SourceEngine
{
    /// <summary>The kind.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>Reads a connection text.</summary>
    /// <returns>The connection in the form that the driver takes; null where the text is for another engine.</returns>
    /// <exception cref="SourceException">The text is for this engine or for none, and cannot be read.</exception>
    public abstract string? TryRead(string text);

    /// <summary>A connection in words. Never a secret.</summary>
    public abstract string Describe(string connection);

    /// <summary>Opens a source. Nothing is connected yet.</summary>
    public abstract IExportSource Open(string connection, SessionLimits limits, SessionSettings settings);
}
