namespace AccountCommStats.Exporting.Rows;

/// <summary>
/// Writes the fields of one row, in order, in a file format. One struct per format implements this, so the generated <c>Write</c> method of a
/// row type is compiled for each format, without virtual calls or boxing.
/// </summary>
/// <remarks>A value of null stands for NULL. Values have already been checked against the column.</remarks>
public interface IFieldWriter
{
    /// <summary>Writes a bigint, integer or smallint.</summary>
    void WriteInt64(long? value);

    /// <summary>Writes a boolean.</summary>
    void WriteBoolean(bool? value);

    /// <summary>Writes a text, varchar or jsonb.</summary>
    void WriteString(string? value);

    /// <summary>Writes a numeric with exactly <paramref name="scale"/> digits after the point.</summary>
    void WriteDecimal(decimal? value, int scale);

    /// <summary>Writes a double precision number.</summary>
    void WriteDouble(double? value);

    /// <summary>Writes a timestamp, which is in UTC, to the microsecond.</summary>
    void WriteTimestamp(DateTime? value);

    /// <summary>Writes a timestamptz, which is in UTC, to the microsecond.</summary>
    void WriteTimestampTz(DateTime? value);

    /// <summary>Writes a date.</summary>
    void WriteDate(DateOnly? value);

    /// <summary>Writes a uuid.</summary>
    void WriteGuid(Guid? value);
}
