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
    /// The message for a terminal. Text from a source or file cannot add a line to it; only lists of the program itself have a line
    /// for each entry.
    /// </summary>
    public virtual string VisibleMessage => TerminalText.Of(Message);

    /// <summary>A change to the request that may help; null if only the message helps.</summary>
    public ExportRemedy? Remedy { get; init; }
}

/// <summary>The source cannot be reached, or a query failed.</summary>
public sealed class SourceException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, where, what to do.</param>
    /// <param name="cause">The driver's exception.</param>
    /// <param name="isTransient">Whether the same export may succeed if it is retried.</param>
    public SourceException(string message, Exception? cause = null, bool isTransient = false)
        : base(message, cause) => IsTransient = isTransient;

    /// <summary>Whether the same export may succeed if it is retried from a new snapshot.</summary>
    public bool IsTransient { get; }
}

/// <summary>The request is invalid.</summary>
/// <param name="message">What is invalid, and what to request instead.</param>
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

/// <summary>The source holds a value that the query cannot compute with, such as a number too large for any type or bytes that are not valid text.</summary>
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
