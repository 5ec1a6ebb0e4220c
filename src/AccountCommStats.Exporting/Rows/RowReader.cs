using System.Globalization;
using System.Runtime.CompilerServices;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Rows;

/// <summary>Reads the fields of one row into typed values and checks each: NULL, length, range, finiteness, form.</summary>
/// <typeparam name="TFields">Where the fields come from.</typeparam>
/// <param name="fields">The fields of the row, positioned before the first.</param>
/// <param name="violations">Receives the violations; the caller clears it between rows.</param>
/// <param name="organization">The organization that every row must belong to.</param>
/// <remarks>
/// Generated code calls one method per column, in column order. A method whose name ends in OrNull is for a nullable column; the others
/// report NULL as a violation. If a value breaks a rule, the method reports it and reading continues, so all violations of a row are
/// found. The method then returns the default of its type, or a text that is too long unchanged. If there is a column of the organization,
/// it is checked after all columns have been read.
/// </remarks>
public ref struct RowReader<TFields>(TFields fields, List<FieldViolation> violations, OrganizationId organization)
    where TFields : struct, IFieldReader, allows ref struct
{
    private TFields _fields = fields;

    /// <summary>Returns the fields, positioned after those that were read.</summary>
    /// <returns>Whether the fields that were read are complete. If not, the row and its violations are meaningless.</returns>
    public readonly bool End(out TFields fields)
    {
        fields = _fields;
        return _fields.IsWhole;
    }

    /// <summary>Reads a bigint that is not null.</summary>
    public long ReadInt64(int ordinal) => _fields.TryReadInt64(out var value) ? value : Null<long>(ordinal);

    /// <summary>Reads a bigint.</summary>
    public long? ReadInt64OrNull(int ordinal) => _fields.TryReadInt64(out var value) ? value : null;

    /// <summary>Reads an integer that is not null.</summary>
    public int ReadInt32(int ordinal) => _fields.TryReadInt64(out var value) ? ToInt32(ordinal, value) : Null<int>(ordinal);

    /// <summary>Reads an integer.</summary>
    public int? ReadInt32OrNull(int ordinal) => _fields.TryReadInt64(out var value) ? ToInt32(ordinal, value) : null;

    /// <summary>Reads a smallint that is not null.</summary>
    public short ReadInt16(int ordinal) => _fields.TryReadInt64(out var value) ? ToInt16(ordinal, value) : Null<short>(ordinal);

    /// <summary>Reads a smallint.</summary>
    public short? ReadInt16OrNull(int ordinal) => _fields.TryReadInt64(out var value) ? ToInt16(ordinal, value) : null;

    /// <summary>Reads a boolean that is not null.</summary>
    public bool ReadBoolean(int ordinal) => _fields.TryReadBoolean(out var value) ? value : Null<bool>(ordinal);

    /// <summary>Reads a boolean.</summary>
    public bool? ReadBooleanOrNull(int ordinal) => _fields.TryReadBoolean(out var value) ? value : null;

    /// <summary>Reads a text that is not null.</summary>
    public string ReadString(int ordinal, int maxLength = int.MaxValue)
        => ReadStringOrNull(ordinal, maxLength) ?? Null<string>(ordinal) ?? "";

    /// <summary>Reads a text of at most <paramref name="maxLength"/> characters (Unicode code points).</summary>
    public string? ReadStringOrNull(int ordinal, int maxLength = int.MaxValue)
    {
        if (!_fields.TryReadString(out var value))
        {
            return null;
        }

        // A text has at most as many characters as UTF-16 code units, so most need not be counted.
        if (value.Length > maxLength && CountCharacters(value) > maxLength)
        {
            Report(ordinal, ViolationRule.Length, value);
        }

        return value;
    }

    /// <summary>Reads a numeric that is not null, of at most <paramref name="precision"/> digits, <paramref name="scale"/> of them
    /// after the point.</summary>
    public decimal ReadDecimal(int ordinal, int precision, int scale)
        => _fields.TryReadDecimal(out var value, out var kind)
            ? ToDecimal(ordinal, value, kind, precision, scale)
            : Null<decimal>(ordinal);

    /// <summary>Reads a numeric of at most <paramref name="precision"/> digits, <paramref name="scale"/> of them after the point.</summary>
    public decimal? ReadDecimalOrNull(int ordinal, int precision, int scale)
        => _fields.TryReadDecimal(out var value, out var kind) ? ToDecimal(ordinal, value, kind, precision, scale) : null;

    /// <summary>Reads a double precision number that is not null.</summary>
    public double ReadDouble(int ordinal) => _fields.TryReadDouble(out var value) ? ToDouble(ordinal, value) : Null<double>(ordinal);

    /// <summary>Reads a double precision number.</summary>
    public double? ReadDoubleOrNull(int ordinal) => _fields.TryReadDouble(out var value) ? ToDouble(ordinal, value) : null;

    /// <summary>Reads a timestamp or timestamptz that is not null, in UTC.</summary>
    public DateTime ReadTimestamp(int ordinal)
        => _fields.TryReadTimestamp(out var value) ? ToDateTime(ordinal, value) : Null<DateTime>(ordinal);

    /// <summary>Reads a timestamp or timestamptz, in UTC.</summary>
    public DateTime? ReadTimestampOrNull(int ordinal)
        => _fields.TryReadTimestamp(out var value) ? ToDateTime(ordinal, value) : null;

    /// <summary>Reads a date that is not null.</summary>
    public DateOnly ReadDate(int ordinal) => _fields.TryReadDate(out var value) ? ToDate(ordinal, value) : Null<DateOnly>(ordinal);

    /// <summary>Reads a date.</summary>
    public DateOnly? ReadDateOrNull(int ordinal) => _fields.TryReadDate(out var value) ? ToDate(ordinal, value) : null;

    /// <summary>Reads a uuid that is not null from its text.</summary>
    public Guid ReadGuid(int ordinal) => _fields.TryReadString(out var value) ? ToGuid(ordinal, value) : Null<Guid>(ordinal);

    /// <summary>Reads a uuid from its text.</summary>
    public Guid? ReadGuidOrNull(int ordinal) => _fields.TryReadString(out var value) ? ToGuid(ordinal, value) : null;

    /// <summary>Reads the fields after the columns: the checks that the row breaks, and the counts of remarks.</summary>
    /// <param name="schema">The export.</param>
    /// <param name="counts">A count for each remark. It is raised if the row has a higher count.</param>
    public void ReadFaults(ExportSchema schema, Span<long> counts)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.Checks.Length > 0 && _fields.TryReadString(out var broken))
        {
            foreach (var name in broken.Split(','))
            {
                Report(schema.Columns.Length + schema.Checks.IndexOf(schema.Checks.First(check => check.Name == name)), ViolationRule.Check, null);
            }
        }

        foreach (ref var count in counts)
        {
            count = _fields.TryReadInt64(out var more) ? Math.Max(count, more) : count;
        }
    }

    /// <summary>Checks that the column of the organization contains the exported organization.</summary>
    /// <param name="ordinal">The column.</param>
    /// <param name="value">Its value as it was read.</param>
    public readonly void CheckOrganization(int ordinal, long? value)
    {
        if (violations.Count > 0 || value is not { } number || !organization.Is(number))
        {
            ReportForeign(ordinal, value is { } other && organization.Is(other), value?.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Checks that the column of the organization contains the exported organization.</summary>
    /// <param name="ordinal">The column.</param>
    /// <param name="value">Its value as it was read.</param>
    public readonly void CheckOrganization(int ordinal, string? value)
    {
        if (violations.Count > 0 || value is null || !organization.Is(value))
        {
            ReportForeign(ordinal, value is not null && organization.Is(value), value);
        }
    }

    /// <summary>Checks that the column of the organization contains the exported organization.</summary>
    /// <param name="ordinal">The column.</param>
    /// <param name="value">Its value as it was read.</param>
    public readonly void CheckOrganization(int ordinal, Guid? value)
    {
        if (violations.Count > 0 || value is not { } uuid || !organization.Is(uuid))
        {
            ReportForeign(ordinal, value is { } other && organization.Is(other), value?.ToString());
        }
    }

    private static int CountCharacters(string value)
    {
        var count = 0;
        foreach (var _ in value.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private readonly int ToInt32(int ordinal, long value)
        => value is >= int.MinValue and <= int.MaxValue ? (int)value : OutOfRange<int>(ordinal);

    private readonly short ToInt16(int ordinal, long value)
        => value is >= short.MinValue and <= short.MaxValue ? (short)value : OutOfRange<short>(ordinal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly decimal ToDecimal(int ordinal, decimal value, NumberKind kind, int precision, int scale)
        => kind == NumberKind.Finite && NumericBounds.Hold(value, precision - scale) ? DecimalScale.Apply(value, scale) : Refuse(ordinal, kind);

    private readonly double ToDouble(int ordinal, double value) => double.IsFinite(value) ? value : NotFinite<double>(ordinal);

    private readonly DateTime ToDateTime(int ordinal, long microseconds) => microseconds switch
    {
        long.MinValue or long.MaxValue => NotFinite<DateTime>(ordinal),
        >= PostgresEpoch.MinimumMicroseconds and <= PostgresEpoch.MaximumMicroseconds => PostgresEpoch.ToDateTime(microseconds),
        _ => OutOfRange<DateTime>(ordinal),
    };

    private readonly DateOnly ToDate(int ordinal, int days) => days switch
    {
        int.MinValue or int.MaxValue => NotFinite<DateOnly>(ordinal),
        >= PostgresEpoch.MinimumDays and <= PostgresEpoch.MaximumDays => PostgresEpoch.ToDate(days),
        _ => OutOfRange<DateOnly>(ordinal),
    };

    private readonly Guid ToGuid(int ordinal, string value)
    {
        if (Guid.TryParseExact(value, "D", out var guid))
        {
            return guid;
        }

        Report(ordinal, ViolationRule.Format, value);
        return default;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly decimal Refuse(int ordinal, NumberKind kind)
        => kind is NumberKind.NaN or NumberKind.Infinite ? NotFinite<decimal>(ordinal) : OutOfRange<decimal>(ordinal);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly T? Null<T>(int ordinal)
    {
        Report(ordinal, ViolationRule.NotNull, null);
        return default;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly T? OutOfRange<T>(int ordinal)
    {
        Report(ordinal, ViolationRule.Range, _fields.FieldText);
        return default;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly T? NotFinite<T>(int ordinal)
    {
        Report(ordinal, ViolationRule.Finite, _fields.FieldText);
        return default;
    }

    /// <summary>
    /// Reports that the column does not contain the organization. This violation replaces any other violation of the column, because a row
    /// of an unknown organization must not be quarantined. The reported value is taken from the replaced violation, because
    /// reading returned a default for a value that broke a rule. The exception is a text that is too long: it was returned unchanged, so it
    /// may equal the organization, and is then not reported here.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ReportForeign(int ordinal, bool isOrganization, string? value)
    {
        var other = violations.FindIndex(violation => violation.Ordinal == ordinal);
        if (isOrganization && (other < 0 || violations[other].Rule == ViolationRule.Length))
        {
            return;
        }

        if (other >= 0)
        {
            value = violations[other].Value;
            violations.RemoveAt(other);
        }

        Report(ordinal, ViolationRule.Tenant, value);
    }

    private readonly void Report(int ordinal, ViolationRule rule, string? value) => violations.Add(new FieldViolation(ordinal, rule, value));
}
