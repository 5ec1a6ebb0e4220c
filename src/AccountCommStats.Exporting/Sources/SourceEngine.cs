using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources;

/// <summary>A kind of database: how connections to it are written, and how they are opened.</summary>
internal abstract class SourceEngine
{
    /// <summary>The dialect of SQL that this kind of database uses.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>Reads a connection text.</summary>
    /// <returns>The connection in the form that the driver accepts; null if the text is for another engine.</returns>
    /// <exception cref="SourceException">The text is for this engine or for no engine, and cannot be read.</exception>
    public abstract string? TryRead(string text);

    /// <summary>Describes a connection in words, without secrets.</summary>
    public abstract string Describe(string connection);

    /// <summary>Opens a source. Does not connect yet.</summary>
    public abstract IExportSource Open(string connection, SessionLimits limits, SessionSettings settings);
}
