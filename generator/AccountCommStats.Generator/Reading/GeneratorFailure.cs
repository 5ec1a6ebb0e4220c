namespace AccountCommStats.Generator.Reading;

/// <summary>An exception of the generator's own. The compiler would make it a warning and generate nothing.</summary>
internal static class GeneratorFailure
{
    /// <summary>Whether an exception is one; a canceled build is none.</summary>
    public static bool Is(Exception exception) => exception is not OperationCanceledException;

    /// <summary>The exception in one line, with the place where it was thrown.</summary>
    public static string Describe(Exception exception)
    {
        var frame = (exception.StackTrace ?? "").Split('\n')[0].Trim();
        return $"{exception.GetType().Name}: {exception.Message.Replace("\r", "").Replace('\n', ' ')} ({frame})";
    }
}
