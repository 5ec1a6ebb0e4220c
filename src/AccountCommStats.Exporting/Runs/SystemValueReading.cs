using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Reads a system value from a query that yields one record of one field.</summary>
/// <param name="kind">The value's type.</param>
/// <param name="values">Receives the value of each record.</param>
/// <param name="violations">Receives what is wrong with a value: that it is not finite, or that no column type can hold it.</param>
internal readonly struct SystemValueReading(SqlKind kind, List<object?> values, List<FieldViolation> violations) : IRecordConsumer
{
    /// <inheritdoc/>
    public int FieldCount => 1;

    /// <inheritdoc/>
    public bool WantsMore => true;

    /// <inheritdoc/>
    public void Accept<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct
    {
        var reader = new RowReader<TFields>(fields, violations, organization: default);
        object? value = kind switch
        {
            SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint => reader.ReadInt64OrNull(0),
            SqlKind.Boolean => reader.ReadBooleanOrNull(0),
            SqlKind.Numeric => reader.ReadDecimalOrNull(0, precision: 38, scale: 10),
            SqlKind.DoublePrecision => reader.ReadDoubleOrNull(0),
            SqlKind.Date => reader.ReadDateOrNull(0),
            SqlKind.Timestamp or SqlKind.TimestampTz => reader.ReadTimestampOrNull(0),
            _ => reader.ReadStringOrNull(0),
        };
        if (reader.End(out fields))
        {
            values.Add(value);
        }
    }

    /// <inheritdoc/>
    public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
