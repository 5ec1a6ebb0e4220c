namespace AccountCommStats.CommandLine;

/// <summary>Describes unexpected errors.</summary>
internal static class UnexpectedError
{
    /// <summary>
    /// The error on one line. Only messages of the operating system are repeated, because others may contain part of a connection string.
    /// <c>--log-level debug</c> shows where the error happened.
    /// </summary>
    public static string Describe(Exception exception) => exception switch
    {
        TypeInitializationException { InnerException: { } cause } => Describe(cause),
        IOException or UnauthorizedAccessException or DllNotFoundException or OutOfMemoryException =>
            $"unexpected error: {exception.Message.ReplaceLineEndings(" ")} ({exception.GetType().Name}). Is this machine short of memory, disk or file handles (ulimit -n)?",
        _ => $"unexpected error: {exception.GetType().Name}. Please report it, with the output of --log-level debug.",
    };
}
