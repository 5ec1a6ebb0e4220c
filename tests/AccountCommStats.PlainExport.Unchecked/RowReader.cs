using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Rows;

/// <summary>Reads the fields of one row into typed values and checks nothing. It replaces the runtime's type of the same name.</summary>
/// <typeparam name="TFields">Where the fields come from.</typeparam>
/// <remarks>The generated code is compiled with this type, too, so it needs every method of the runtime's type.</remarks>
#pragma warning disable CA1801, IDE0060 // Generated code passes these parameters.
public ref struct RowReader<TFields>(TFields fields, List<FieldViolation> violations, OrganizationId organization)
    where TFields : struct, IFieldReader, allows ref struct
{
    private TFields _fields = fields;

    public readonly bool End(out TFields fields)
    {
        fields = _fields;
        return _fields.IsWhole;
    }

    public readonly List<FieldViolation> Violations => violations;

    public readonly OrganizationId Organization => organization;

    public readonly void ReadFaults(ExportSchema schema, Span<long> counts)
    {
    }

    public long ReadInt64(int ordinal) => _fields.TryReadInt64(out var value) ? value : 0;

    public long? ReadInt64OrNull(int ordinal) => _fields.TryReadInt64(out var value) ? value : null;

    public int ReadInt32(int ordinal) => _fields.TryReadInt64(out var value) ? (int)value : 0;

    public int? ReadInt32OrNull(int ordinal) => _fields.TryReadInt64(out var value) ? (int)value : null;

    public short ReadInt16(int ordinal) => _fields.TryReadInt64(out var value) ? (short)value : (short)0;

    public short? ReadInt16OrNull(int ordinal) => _fields.TryReadInt64(out var value) ? (short)value : null;

    public bool ReadBoolean(int ordinal) => _fields.TryReadBoolean(out var value) && value;

    public bool? ReadBooleanOrNull(int ordinal) => _fields.TryReadBoolean(out var value) ? value : null;

    public string ReadString(int ordinal, int maxLength = int.MaxValue) => _fields.TryReadString(out var value) ? value : "";

    public string? ReadStringOrNull(int ordinal, int maxLength = int.MaxValue) => _fields.TryReadString(out var value) ? value : null;

    public decimal ReadDecimal(int ordinal, int precision, int scale) => _fields.TryReadDecimal(out var value, out _) ? value : 0;

    public decimal? ReadDecimalOrNull(int ordinal, int precision, int scale) => _fields.TryReadDecimal(out var value, out _) ? value : null;

    public double ReadDouble(int ordinal) => _fields.TryReadDouble(out var value) ? value : 0;

    public double? ReadDoubleOrNull(int ordinal) => _fields.TryReadDouble(out var value) ? value : null;

    public DateTime ReadTimestamp(int ordinal) => _fields.TryReadTimestamp(out var value) ? PostgresEpoch.ToDateTime(value) : default;

    public DateTime? ReadTimestampOrNull(int ordinal) => _fields.TryReadTimestamp(out var value) ? PostgresEpoch.ToDateTime(value) : null;

    public DateOnly ReadDate(int ordinal) => _fields.TryReadDate(out var value) ? PostgresEpoch.ToDate(value) : default;

    public DateOnly? ReadDateOrNull(int ordinal) => _fields.TryReadDate(out var value) ? PostgresEpoch.ToDate(value) : null;

    public Guid ReadGuid(int ordinal) => _fields.TryReadString(out var value) ? Guid.Parse(value) : default;

    public Guid? ReadGuidOrNull(int ordinal) => _fields.TryReadString(out var value) ? Guid.Parse(value) : null;
}
