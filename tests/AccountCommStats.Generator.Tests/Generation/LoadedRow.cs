using System.Diagnostics.CodeAnalysis;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Generator.Reading;

namespace AccountCommStats.Tests.Generation;

/// <summary>Calls a generated row type that is unknown at compile time. A row is passed as an array of its fields.</summary>
internal abstract class LoadedRow
{
    public abstract ExportSchema Schema { get; }

    public abstract ExportQuery Query { get; }

    public static LoadedRow Of(DeclaredExport export)
        => (LoadedRow)Activator.CreateInstance(typeof(LoadedRow<>).MakeGenericType(GeneratedAssembly.Load(export)))!;

    public abstract (List<object?> Written, List<FieldViolation> Violations) Copy(object?[] fields, OrganizationId organization = default);

    public abstract int CompareKeys(object?[] left, object?[] right);

    public abstract string FormatKey(object?[] fields);
}

/// <inheritdoc/>
[SuppressMessage("Performance", "CA1812", Justification = "Created by reflection over the generated type.")]
internal sealed class LoadedRow<TRow> : LoadedRow
    where TRow : struct, IExportRow<TRow>
{
    public override ExportSchema Schema => TRow.Schema;

    public override ExportQuery Query => TRow.Query;

    public override (List<object?> Written, List<FieldViolation> Violations) Copy(object?[] fields, OrganizationId organization = default)
    {
        var violations = new List<FieldViolation>();
        var row = Read(fields, violations, organization);
        var writer = new ListWriter([]);
        TRow.Write(row, ref writer);
        return (writer.Written, violations);
    }

    public override int CompareKeys(object?[] left, object?[] right) => TRow.CompareKeys(Read(left, []), Read(right, []));

    public override string FormatKey(object?[] fields) => TRow.FormatKey(Read(fields, []));

    private static TRow Read(object?[] fields, List<FieldViolation> violations, OrganizationId organization = default)
    {
        var reader = new RowReader<ArrayReader>(new ArrayReader(fields), violations, organization);
        TRow.Read(ref reader, out var row);
        return row;
    }

    /// <summary>Reads fields from an array.</summary>
    private struct ArrayReader(object?[] fields) : IFieldReader
    {
        private int _next;

        public readonly bool IsWhole => true;

        public readonly string FieldText => fields[_next - 1]?.ToString() ?? "NULL";

        public bool TryReadInt64(out long value) => TryRead(out value);

        public bool TryReadBoolean(out bool value) => TryRead(out value);

        public bool TryReadString([NotNullWhen(true)] out string? value)
        {
            value = fields[_next++] switch { Guid guid => guid.ToString(), var other => (string?)other };
            return value is not null;
        }

        public bool TryReadDecimal(out decimal value, out NumberKind kind)
        {
            kind = NumberKind.Finite;
            return TryRead(out value);
        }

        public bool TryReadDouble(out double value) => TryRead(out value);

        public bool TryReadTimestamp(out long microseconds)
        {
            var read = TryRead(out DateTime value);
            microseconds = read ? PostgresEpoch.ToMicroseconds(value) : 0;
            return read;
        }

        public bool TryReadDate(out int days)
        {
            var read = TryRead(out DateOnly value);
            days = read ? PostgresEpoch.ToDays(value) : 0;
            return read;
        }

        private bool TryRead<T>(out T value)
            where T : struct
        {
            var field = (T?)fields[_next++];
            value = field.GetValueOrDefault();
            return field.HasValue;
        }
    }

    /// <summary>Keeps the values that are written.</summary>
    private readonly struct ListWriter(List<object?> written) : IFieldWriter
    {
        public List<object?> Written => written;

        public void WriteInt64(long? value) => written.Add(value);

        public void WriteBoolean(bool? value) => written.Add(value);

        public void WriteString(string? value) => written.Add(value);

        public void WriteDecimal(decimal? value, int scale) => written.Add(value);

        public void WriteDouble(double? value) => written.Add(value);

        public void WriteTimestamp(DateTime? value) => written.Add(value);

        public void WriteTimestampTz(DateTime? value) => written.Add(value);

        public void WriteDate(DateOnly? value) => written.Add(value);

        public void WriteGuid(Guid? value) => written.Add(value);
    }
}
