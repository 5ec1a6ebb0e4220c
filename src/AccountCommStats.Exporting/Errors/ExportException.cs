namespace AccountCommStats.Exporting.Errors;

/// <summary>An export that failed. The message is complete and for users: what happened, where, what to do.</summary>
/// <remarks>No message contains a password, token or other secret of a connection.</remarks>
public abstract class ExportException : Exception
{
    internal ExportException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>
    /// The message for a terminal, on one line whatever a source or a file put into it. A list of the program itself has a line for
    /// each entry.
    /// </summary>
    public virtual string VisibleMessage => TerminalText.Of(Message);

    /// <summary>What the caller may ask of the next export; null if only the message helps.</summary>
    public ExportRemedy? Remedy { get; init; }
}

/// <summary>The source cannot be reached, or a query failed in it.</summary>
public sealed class SourceException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, where, what to do.</param>
    /// <param name="cause">The driver's exception.</param>
    /// <param name="isTransient">Whether the same export may well succeed if it is tried again.</param>
    public SourceException(string message, Exception? cause = null, bool isTransient = false)
        : base(message, cause) => IsTransient = isTransient;

    /// <summary>Whether the same export may well succeed if it is tried again, from a new snapshot.</summary>
    public bool IsTransient { get; }
}

/// <summary>The request is invalid.</summary>
/// <param name="message">What, and what to ask for instead.</param>
public sealed class ExportRequestException(string message) : ExportException(message);

/// <summary>The source lacks what the export reads: a table, a column, a type, a right.</summary>
public sealed class SourceMismatchException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing, where, what to do.</param>
    /// <param name="cause">The driver's exception.</param>
    public SourceMismatchException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>The source has no row of the organization. Nothing was published.</summary>
public sealed class EmptyOrganizationException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which organization, where, what to do.</param>
    public EmptyOrganizationException(string message)
        : base(message)
    {
    }
}

/// <summary>The source holds a value that the query cannot compute with, such as a number beyond every type or bytes that are not valid text.</summary>
public sealed class SourceDataException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, what to do.</param>
    /// <param name="cause">The driver's exception.</param>
    public SourceDataException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>The file cannot be written: the directory is missing or read-only, the disk is full.</summary>
public sealed class OutputException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, where, what to do.</param>
    /// <param name="cause">The operating system's exception.</param>
    public OutputException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
