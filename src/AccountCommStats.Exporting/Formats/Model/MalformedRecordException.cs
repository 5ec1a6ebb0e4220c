namespace AccountCommStats.Exporting.Formats.Model;

/// <summary>A record that cannot be read, and with it all that comes after it.</summary>
/// <param name="fault">What is wrong, as a clause.</param>
/// <param name="inner">What the library said; null where it said nothing.</param>
internal sealed class MalformedRecordException(string fault, Exception? inner = null) : Exception(fault, inner)
{
    /// <summary>The field, from 0, in which it is malformed; null where that is not known.</summary>
    public int? Field { get; init; }
}
