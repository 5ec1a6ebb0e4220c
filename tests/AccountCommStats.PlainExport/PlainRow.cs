using System.Runtime.CompilerServices;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.PlainExport;

/// <summary>
/// A row type that wraps the generated one and is read from a plain table with the same columns. Only the query differs from the
/// product's: reading, checks, writing and publication are the same.
/// </summary>
public readonly struct PlainRow : IExportRow<PlainRow>
{
    /// <summary>The table.</summary>
    public const string Table = "plain";

#pragma warning disable CS0649 // Read assigns the field, through the address of the row.
    private readonly AccountCommunicationStats _row;
#pragma warning restore CS0649

    /// <inheritdoc/>
    public static ExportSchema Schema { get; } = AccountCommunicationStats.Schema with { Checks = [], Remarks = [] }; // A plain table has no fields for checks and remarks.

    /// <inheritdoc/>
    public static ExportQuery Query { get; } = new()
    {
        Rows = InRange.Within($"{SelectRows} where {Schema.KeyName}", OrderByKey),
        Keys = InRange.Within($"select {Schema.KeyName} from {Table} where {Schema.KeyName}", OrderByKey),
        SystemValues = [],
        SourceTables = [new(Table, [.. Schema.Columns.Select(column => column.Name)])],
    };

    /// <summary>The query of all rows, for comparisons.</summary>
    public static string AllRows => $"{SelectRows} {OrderByKey}";

    private static string SelectRows => $"select {string.Join(", ", Schema.Columns.Select(column => column.Name))} from {Table}";

    private static string OrderByKey => $"order by {Schema.KeyName}";

    private static SqlStatement InRange => SqlStatement.Create($" between {"first_key":Bigint} and {"last_key":Bigint} ");

    /// <inheritdoc/>
    public static void Read<TFields>(ref RowReader<TFields> reader, out PlainRow row)
        where TFields : struct, IFieldReader, allows ref struct
    {
        // Reads the generated row in place, as the product does. That works because it is the only field of this type.
        Unsafe.SkipInit(out row);
        AccountCommunicationStats.Read(ref reader, out Unsafe.As<PlainRow, AccountCommunicationStats>(ref row));
    }

    /// <inheritdoc/>
    public static void Write<TWriter>(in PlainRow row, ref TWriter writer)
        where TWriter : struct, IFieldWriter, allows ref struct
        => AccountCommunicationStats.Write(in row._row, ref writer);

    /// <inheritdoc/>
    public static int CompareKeys(in PlainRow left, in PlainRow right)
        => AccountCommunicationStats.CompareKeys(in left._row, in right._row);

    /// <inheritdoc/>
    public static string FormatKey(in PlainRow row) => AccountCommunicationStats.FormatKey(in row._row);
}
