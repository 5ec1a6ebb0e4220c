using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using CsvHelper;

namespace AccountCommStats.Benchmarks.Write;

/// <summary>
/// Writes rows of the generated type with CsvHelper, each field as its own type, like the code that CsvHelper's source generator
/// writes for a class.
/// </summary>
internal sealed class CsvHelperRow : CsvRecordWriter<AccountCommunicationStats>
{
    /// <inheritdoc/>
    public override int FieldCount => AccountCommunicationStats.Schema.Columns.Length;

    /// <inheritdoc/>
    public override void WriteHeader(CsvWriter writer)
    {
        foreach (var column in AccountCommunicationStats.Schema.Columns)
        {
            WriteColumnName(writer, column.Name);
        }
    }

    /// <inheritdoc/>
    public override void Write(CsvWriter writer, AccountCommunicationStats record)
    {
        var fields = new Fields(writer);
        AccountCommunicationStats.Write(in record, ref fields);
    }

    private readonly struct Fields(CsvWriter writer) : IFieldWriter
    {
        private const string TimestampFormat = "yyyy-MM-dd HH:mm:ss.FFFFFF";

        public void WriteInt64(long? value) => writer.WriteField(value);

        public void WriteBoolean(bool? value)
        {
            if (value is { } truth)
            {
                writer.WriteField(truth);
            }
            else
            {
                writer.WriteField("");
            }
        }

        public void WriteString(string? value) => writer.WriteField(value);

        public void WriteDecimal(decimal? value, int scale) => writer.WriteField(value);

        public void WriteDouble(double? value) => writer.WriteField(value);

        public void WriteTimestamp(DateTime? value) => writer.WriteField(value, TimestampFormat);

        public void WriteTimestampTz(DateTime? value) => writer.WriteField(value, TimestampFormat);

        public void WriteDate(DateOnly? value) => writer.WriteField(value);

        public void WriteGuid(Guid? value) => writer.WriteField(value);
    }
}
