namespace AccountCommStats.Exporting.Errors;

/// <summary>Thrown if an export failed. The message is complete and written for users: it says what happened, where, and what to do.</summary>
/// <remarks>No message contains a password, token or other secret of a connection.</remarks>
public abstract class ExportException : Exception
{
    internal ExportException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>
    /// The message as a terminal may show it. Text from a source or file cannot add a line to it. Only lists that the program itself writes
    /// have one line per entry.
    /// </summary>
    public virtual string VisibleMessage => TerminalText.Of(Message);

    /// <summary>A change to the request that may help; null if there is none beyond what the message says.</summary>
    public ExportRemedy? Remedy { get; init; }
}

/// <summary>The source cannot be reached, or a query failed.</summary>
public sealed class SourceException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
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

/// <summary>The source lacks something that the export reads: a table, a column, a type or a right.</summary>
public sealed class SourceMismatchException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing, where, and what to do.</param>
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
    /// <param name="message">Which organization, where, and what to do.</param>
    public EmptyOrganizationException(string message)
        : base(message)
    {
    }
}

/// <summary>
/// The source holds a value that the query cannot compute with, such as a number too large for any type, or bytes that are not valid text.
/// </summary>
public sealed class SourceDataException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="cause">The driver's exception.</param>
    public SourceDataException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>The file cannot be written, for example because the directory is missing or read-only, or because the disk is full.</summary>
public sealed class OutputException : ExportException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
    /// <param name="cause">The operating system's exception.</param>
    public OutputException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
