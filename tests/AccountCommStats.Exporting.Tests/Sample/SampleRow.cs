using System.Collections.Immutable;
using System.Globalization;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Tests.Sample;

/// <summary>A row type with a column of every kind, written as the generator would write it.</summary>
public readonly record struct SampleRow : IExportRow<SampleRow>
{
    public static ExportSchema Schema { get; } = new()
    {
        Name = "sample",
        Title = "Sample Export Specification",
        Grain = "One row per sample",
        Columns =
        [
            Column("id", new SqlType(SqlKind.Bigint), isNullable: false),
            Column("a_integer", new SqlType(SqlKind.Integer)),
            Column("a_smallint", new SqlType(SqlKind.Smallint)),
            Column("a_boolean", new SqlType(SqlKind.Boolean)),
            Column("a_text", new SqlType(SqlKind.Text)),
            Column("a_varchar", new SqlType(SqlKind.Varchar, Length: 10)),
            Column("a_numeric", new SqlType(SqlKind.Numeric, Precision: 10, Scale: 2)),
            Column("a_wide_numeric", new SqlType(SqlKind.Numeric, Precision: 38, Scale: 10)),
            Column("a_date", new SqlType(SqlKind.Date)),
            Column("a_timestamp", new SqlType(SqlKind.Timestamp)),
            Column("a_timestamptz", new SqlType(SqlKind.TimestampTz)),
            Column("a_double", new SqlType(SqlKind.DoublePrecision)),
            Column("a_uuid", new SqlType(SqlKind.Uuid)),
            Column("a_jsonb", new SqlType(SqlKind.Jsonb)),
            Column("a_required", new SqlType(SqlKind.Text), isNullable: false),
            Column("extracted_at", new SqlType(SqlKind.Timestamp), isNullable: false) with { Relation = null },
            Column("data_as_of", new SqlType(SqlKind.Timestamp), isNullable: false) with { Relation = "system/data_as_of.sql" },
        ],
        Key = [0],
        Document = new EmbeddedDocument(typeof(SampleRow).Assembly, "sample.md"),
    };

    public static ExportQuery Query { get; } = new()
    {
        Rows = SqlStatement.Create($$"""
            with sample_relation as (
            select * from sample where organization_id = {{"organization_id":Bigint}} and id between {{"first_key":Bigint}} and {{"last_key":Bigint}}
            )
            select
              cast(id as bigint) as id,
              cast(a_integer as bigint) as a_integer,
              cast(a_smallint as bigint) as a_smallint,
              cast(a_boolean as boolean) as a_boolean,
              cast(a_text as text) as a_text,
              cast(a_varchar as text) as a_varchar,
              round(cast(a_numeric as numeric(38,10)), 2) as a_numeric,
              cast(a_wide_numeric as numeric(38,10)) as a_wide_numeric,
              cast(a_date as date) as a_date,
              cast(a_timestamp as timestamp) as a_timestamp,
              cast(a_timestamptz as timestamptz) as a_timestamptz,
              cast(a_double as double precision) as a_double,
              cast(a_uuid as text) as a_uuid,
              cast(a_jsonb as text) as a_jsonb,
              cast(a_required as text) as a_required,
              cast({{"extracted_at":TimestampTz}} as timestamp) as extracted_at,
              cast({{"data_as_of":Timestamp}} as timestamp) as data_as_of
            from sample_relation
            order by id
            """),
        Keys = SqlStatement.Create(
            $"""select id from sample where organization_id = {"organization_id":Bigint} and id between {"first_key":Bigint} and {"last_key":Bigint} order by id"""),
        SystemValues =
        [
            // The timestamp of the row with id 1. The query runs once per export, and all rows get its result.
            new SystemValue("data_as_of", SqlStatement.Create($$"""
                select cast(coalesce(max(a_timestamp), cast({{"extracted_at":TimestampTz}} as timestamp)) as timestamp) as data_as_of
                from sample
                where organization_id = {{"organization_id":Bigint}} and id = 1
                """)),
        ],
        SourceTables = [new SourceTable("sample", ["organization_id", "id"])],
    };

    public long Id { get; init; }

    public int? AnInteger { get; init; }

    public short? ASmallint { get; init; }

    public bool? ABoolean { get; init; }

    public string? AText { get; init; }

    public string? AVarchar { get; init; }

    public decimal? ANumeric { get; init; }

    public decimal? AWideNumeric { get; init; }

    public DateOnly? ADate { get; init; }

    public DateTime? ATimestamp { get; init; }

    public DateTime? ATimestampTz { get; init; }

    public double? ADouble { get; init; }

    public Guid? AUuid { get; init; }

    public string? AJsonb { get; init; }

    public string ARequired { get; init; }

    public DateTime ExtractedAtValue { get; init; }

    public DateTime DataAsOf { get; init; }

    public static void Read<TFields>(ref RowReader<TFields> reader, out SampleRow row)
        where TFields : struct, IFieldReader, allows ref struct
        => row = new SampleRow
        {
            Id = reader.ReadInt64(0),
            AnInteger = reader.ReadInt32OrNull(1),
            ASmallint = reader.ReadInt16OrNull(2),
            ABoolean = reader.ReadBooleanOrNull(3),
            AText = reader.ReadStringOrNull(4),
            AVarchar = reader.ReadStringOrNull(5, 10),
            ANumeric = reader.ReadDecimalOrNull(6, 10, 2),
            AWideNumeric = reader.ReadDecimalOrNull(7, 38, 10),
            ADate = reader.ReadDateOrNull(8),
            ATimestamp = reader.ReadTimestampOrNull(9),
            ATimestampTz = reader.ReadTimestampOrNull(10),
            ADouble = reader.ReadDoubleOrNull(11),
            AUuid = reader.ReadGuidOrNull(12),
            AJsonb = reader.ReadStringOrNull(13),
            ARequired = reader.ReadString(14),
            ExtractedAtValue = reader.ReadTimestamp(15),
            DataAsOf = reader.ReadTimestamp(16),
        };

    public static void Write<TWriter>(in SampleRow row, ref TWriter writer)
        where TWriter : struct, IFieldWriter, allows ref struct
    {
        writer.WriteInt64(row.Id);
        writer.WriteInt64(row.AnInteger);
        writer.WriteInt64(row.ASmallint);
        writer.WriteBoolean(row.ABoolean);
        writer.WriteString(row.AText);
        writer.WriteString(row.AVarchar);
        writer.WriteDecimal(row.ANumeric, 2);
        writer.WriteDecimal(row.AWideNumeric, 10);
        writer.WriteDate(row.ADate);
        writer.WriteTimestamp(row.ATimestamp);
        writer.WriteTimestampTz(row.ATimestampTz);
        writer.WriteDouble(row.ADouble);
        writer.WriteGuid(row.AUuid);
        writer.WriteString(row.AJsonb);
        writer.WriteString(row.ARequired);
        writer.WriteTimestamp(row.ExtractedAtValue);
        writer.WriteTimestamp(row.DataAsOf);
    }

    public static int CompareKeys(in SampleRow left, in SampleRow right) => left.Id.CompareTo(right.Id);

    public static string FormatKey(in SampleRow row) => row.Id.ToString(CultureInfo.InvariantCulture);

    private static ExportColumn Column(string name, SqlType type, bool isNullable = true)
        => new(name, type, isNullable, Description: "", Source: "sample", Definition: "", Relation: "sample.sql");
}
