using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Rows;

/// <summary>A row of an export. The source generator implements it from the specification, as one row type per export.</summary>
/// <typeparam name="TSelf">The row type itself.</typeparam>
/// <remarks>Names, order and types of the columns are written once, in the specification. Everything here is derived from it.</remarks>
public interface IExportRow<TSelf>
    where TSelf : struct, IExportRow<TSelf>
{
    /// <summary>The columns, the key and the specification document.</summary>
    static abstract ExportSchema Schema { get; }

    /// <summary>The SQL that yields the rows.</summary>
    static abstract ExportQuery Query { get; }

    /// <summary>Reads one row, field by field in column order, and checks every value.</summary>
    /// <param name="reader">Supplies the fields and receives the violations. If there are any, the row must not be exported.</param>
    /// <param name="row">The row; a field that broke a rule has its default value.</param>
    static abstract void Read<TFields>(ref RowReader<TFields> reader, out TSelf row)
        where TFields : struct, IFieldReader, allows ref struct;

    /// <summary>Writes the fields of one row in column order.</summary>
    static abstract void Write<TWriter>(in TSelf row, ref TWriter writer)
        where TWriter : struct, IFieldWriter, allows ref struct;

    /// <summary>Compares two rows by their keys: bigint and the like by value, text by the bytes of its UTF-8 form.</summary>
    /// <returns>Less than 0, 0 or greater than 0 as the left key comes before, equals or comes after the right one.</returns>
    static abstract int CompareKeys(in TSelf left, in TSelf right);

    /// <summary>The row's key as text; the parts of a composite key are joined by <c>, </c>.</summary>
    static abstract string FormatKey(in TSelf row);
}
