using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;

namespace AccountCommStats.CommandLine;

/// <summary>Writes text files for the user of a command.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">The file, in an existing folder.</param>
    /// <param name="text">Its content.</param>
    /// <param name="replaces">Whether an existing file may be replaced.</param>
    /// <exception cref="OutputException">The file exists and may not be replaced, or cannot be written.</exception>
    public static void Write(string path, string text, bool replaces = true)
    {
        if (Directory.Exists(path))
        {
            throw new OutputException($"'{path}' cannot be written: it is a folder. Name a file.");
        }

        if (FileState.Of(path) is { } there && there.FaultOfOpen(mayHaveNames: true) is { } fault)
        {
            throw new OutputException($"'{path}' cannot be written: {fault}, and writing would replace it. Name another file.");
        }

        var pending = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(pending, text);
            File.Move(pending, path, replaces);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(pending))
            {
                File.Delete(pending);
            }

            // The runtime's message names the temporary file. Its path is replaced with the one that the user gave.
            throw new OutputException($"'{path}' cannot be written{(Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) ? $": {exception.Message.Replace(pending, path, StringComparison.Ordinal)}" : ": its folder does not exist. Create it, or name another file.")}", exception);
        }
    }

    /// <summary>Creates a folder if it is missing.</summary>
    /// <exception cref="OutputException">It cannot be created.</exception>
    public static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"cannot create the folder '{folder}': {exception.Message}", exception);
        }
    }
}
