namespace AccountCommStats.Exporting.Formats.Model;

/// <summary>Thrown for a record that cannot be read. Nothing after it can be read either.</summary>
/// <param name="fault">What is wrong, as a clause.</param>
/// <param name="inner">The exception of the library that parses the format; null if there is none.</param>
internal sealed class MalformedRecordException(string fault, Exception? inner = null) : Exception(fault, inner)
{
    /// <summary>The malformed field, from 0; null if unknown.</summary>
    public int? Field { get; init; }
}
