namespace AccountCommStats.Exporting.Formats.Model;

/// <summary>A file of rows that is being written, in one format.</summary>
internal abstract class RowsFile : IDisposable
{
    /// <summary>Appends whole rows, which the field writer of the format wrote to a buffer.</summary>
    /// <exception cref="Errors.OutputException">The disk is full, or failed.</exception>
    public abstract void Write(ReadOnlySpan<byte> rows);

    /// <summary>Writes buffered rows and the end of the file. Nothing can be written afterward.</summary>
    /// <exception cref="Errors.OutputException">The disk is full, or failed.</exception>
    public abstract void Complete();

    /// <summary>Releases the resources, and discards a file that is not complete.</summary>
    public abstract void Dispose();
}
