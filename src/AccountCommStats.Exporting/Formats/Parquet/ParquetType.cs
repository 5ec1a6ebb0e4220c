using AccountCommStats.Exporting.Schema;
using ParquetSharp;
using ParquetSharp.Schema;

namespace AccountCommStats.Exporting.Formats.Parquet;

/// <summary>Maps columns to Parquet types.</summary>
internal static class ParquetType
{
    /// <summary>The <see cref="DateOnly.DayNumber"/> of 1970-01-01.</summary>
    public const int UnixEpochDay = 719_162;

    private const int MaximumDigitsOfInt32 = 9;
    private const int MaximumDigitsOfInt64 = 18;
    private const int BareNumericPrecision = 38;
    private const int BytesOfUuid = 16;

    /// <summary>The Parquet schema of an export. Columns that are not null are REQUIRED.</summary>
    public static GroupNode SchemaOf(ExportSchema schema)
        => new("schema", Repetition.Required, [.. schema.Columns.Select(NodeOf)]);

    /// <summary>The Parquet node of one column.</summary>
    public static PrimitiveNode NodeOf(ExportColumn column)
    {
        using var logical = LogicalOf(column.Type);
        return new PrimitiveNode(
            column.Name,
            column.IsNullable ? Repetition.Optional : Repetition.Required,
            logical,
            PhysicalOf(column.Type),
            FixedLengthOf(column.Type));
    }

    /// <summary>The precision of a numeric; the maximum if the type declares none.</summary>
    public static int PrecisionOf(SqlType type) => type.Precision > 0 ? type.Precision : BareNumericPrecision;

    /// <summary>The physical type of the values of a type. A numeric is stored as its unscaled integer: 12.34 of numeric(10,2) as 1234.</summary>
    public static PhysicalType PhysicalOf(SqlType type) => type.Kind switch
    {
        SqlKind.Bigint or SqlKind.Timestamp or SqlKind.TimestampTz => PhysicalType.Int64,
        SqlKind.Integer or SqlKind.Smallint or SqlKind.Date => PhysicalType.Int32,
        SqlKind.Boolean => PhysicalType.Boolean,
        SqlKind.DoublePrecision => PhysicalType.Double,
        SqlKind.Uuid => PhysicalType.FixedLenByteArray,
        SqlKind.Numeric => PrecisionOf(type) switch
        {
            <= MaximumDigitsOfInt32 => PhysicalType.Int32,
            <= MaximumDigitsOfInt64 => PhysicalType.Int64,
            _ => PhysicalType.FixedLenByteArray,
        },
        _ => PhysicalType.ByteArray,
    };

    /// <summary>
    /// The length of a fixed-length value in bytes; 0 for types with another physical type. For a numeric this is the minimum for its
    /// digits, as some loaders require.
    /// </summary>
    public static int FixedLengthOf(SqlType type)
    {
        if (PhysicalOf(type) != PhysicalType.FixedLenByteArray)
        {
            return 0;
        }

        if (type.Kind == SqlKind.Uuid)
        {
            return BytesOfUuid;
        }

        var bits = 1 + (int)Math.Ceiling(PrecisionOf(type) * Math.Log2(10));
        return (bits + 7) / 8;
    }

    private static LogicalType LogicalOf(SqlType type) => type.Kind switch
    {
        SqlKind.Smallint => LogicalType.Int(16, isSigned: true),
        SqlKind.Numeric => LogicalType.Decimal(PrecisionOf(type), type.Scale),
        SqlKind.Date => LogicalType.Date(),
        SqlKind.Timestamp => LogicalType.Timestamp(isAdjustedToUtc: false, TimeUnit.Micros),
        SqlKind.TimestampTz => LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros),
        SqlKind.Uuid => LogicalType.Uuid(),
        SqlKind.Text or SqlKind.Varchar => LogicalType.String(),
        SqlKind.Jsonb => LogicalType.Json(),
        _ => LogicalType.None(),
    };
}
