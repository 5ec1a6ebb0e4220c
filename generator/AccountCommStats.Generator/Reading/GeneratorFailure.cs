namespace AccountCommStats.Generator.Reading;

/// <summary>
/// Describes exceptions in the generator itself. If one reached the compiler, the compiler would report only a warning and generate
/// nothing.
/// </summary>
internal static class GeneratorFailure
{
    /// <summary>Whether an exception is a failure; a canceled build is not.</summary>
    public static bool Is(Exception exception) => exception is not OperationCanceledException;

    /// <summary>The exception on one line, with the stack frame that threw it.</summary>
    public static string Describe(Exception exception)
    {
        var frame = (exception.StackTrace ?? "").Split('\n')[0].Trim();
        return $"{exception.GetType().Name}: {exception.Message.Replace("\r", "").Replace('\n', ' ')} ({frame})";
    }
}
