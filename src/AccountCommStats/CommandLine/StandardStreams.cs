using System.Text;
using AccountCommStats.Exporting.Errors;
using Microsoft.Win32.SafeHandles;

namespace AccountCommStats.CommandLine;

/// <summary>Guards standard output and error, which may be closed at start, on a full disk, or on a terminal that disappears.</summary>
internal static class StandardStreams
{
    private static readonly List<SafeFileHandle> Placeholders = [];

    /// <summary>
    /// Guards both streams. If standard error cannot be written, the failure is ignored, since it cannot be reported, and the command
    /// continues. If standard output cannot be written, the command fails with an <see cref="OutputException"/>.
    /// </summary>
    public static void Guard()
    {
        OccupyClosed();
        Console.SetError(new Guarded(Console.Error, _ => null));
        Console.SetOut(new Guarded(Console.Out, exception => new OutputException(
            $"standard output cannot be written: {exception.Message.TrimEnd('.')}. Files completed before this point have been published.", exception)));
        // While file handles are still available, this loads what is needed to write an error message.
        Console.Error.Flush();
    }

    /// <summary>
    /// Opens a placeholder for each closed stream. Otherwise the next file that is opened would get the stream's descriptor and receive its
    /// output.
    /// </summary>
    private static void OccupyClosed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (handle.DangerousGetHandle() <= 2)
        {
            Placeholders.Add(handle);
            OccupyClosed();
        }
        else
        {
            handle.Dispose();
        }
    }

    private sealed class Guarded(TextWriter inner, Func<Exception, Exception?> failure) : TextWriter
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => Do(writer => writer.Write(value));

        public override void Write(string? value) => Do(writer => writer.Write(value));

        public override void WriteLine(string? value) => Do(writer => writer.WriteLine(value));

        public override void Flush() => Do(writer => writer.Flush());

        private void Do(Action<TextWriter> write)
        {
            try
            {
                write(inner);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                if (failure(exception) is { } meant)
                {
                    throw meant;
                }
            }
        }
    }
}
