namespace AccountCommStats.Exporting;

/// <summary>Where the rows of PostgreSQL are taken up: a setting of the whole process, for processes that do nothing but export.</summary>
public static class InlineSocketReads
{
    private const string Setting = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Lets rows be read on the thread that notices their arrival, where the runtime would wake another thread for each arrival: a
    /// tenth of an export's time over two connections. To be called before the first connection; later it has no effect.
    /// </summary>
    /// <remarks>
    /// Whoever blocks such a thread until something arrives on another connection may wait for ever. Exports never do; code of
    /// one's own that is called back by them, or runs beside them in the process, must not either. What the environment already says
    /// stays, so that <c>DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=0</c> is the way back.
    /// </remarks>
    public static void Enable()
    {
        if (Environment.GetEnvironmentVariable(Setting) is null)
        {
            Environment.SetEnvironmentVariable(Setting, "1");
        }
    }
}
