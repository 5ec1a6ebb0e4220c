using System.Collections.Immutable;

namespace AccountCommStats.Sample;

/// <summary>A row of one of the reference source tables.</summary>
public interface ISampleRow
{
    /// <summary>Name of the table.</summary>
    static abstract string Table { get; }

    /// <summary>Names of the columns in the order of the table and of <see cref="WriteTo"/>.</summary>
    static abstract ImmutableArray<string> Columns { get; }

    /// <summary>Writes the values of all columns in their order.</summary>
    void WriteTo(IValueSink sink);
}

/// <summary>Receives the values of a row, column by column, in the types of the table.</summary>
public interface IValueSink
{
    /// <summary>Writes a bigint.</summary>
    void WriteBigint(long? value);

    /// <summary>Writes a text or varchar.</summary>
    void WriteText(string? value);

    /// <summary>Writes a numeric.</summary>
    void WriteNumeric(decimal? value);

    /// <summary>Writes a timestamptz from an instant in UTC.</summary>
    void WriteInstant(DateTime? utc);

    /// <summary>Writes a boolean.</summary>
    void WriteBoolean(bool value);
}
