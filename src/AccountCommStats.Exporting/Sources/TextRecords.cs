using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>Receives the records of a small query whose fields are all text.</summary>
/// <param name="fieldCount">How many fields a record has.</param>
/// <param name="records">Receives the records. A NULL field is null.</param>
internal readonly struct TextRecords(int fieldCount, List<string?[]> records) : IRecordConsumer
{
    /// <inheritdoc/>
    public int FieldCount => fieldCount;

    /// <inheritdoc/>
    public bool WantsMore => true;

    /// <summary>Runs a query that has no parameters, and returns its records.</summary>
    /// <exception cref="SourceException">The query failed.</exception>
    /// <exception cref="SourceMismatchException">The source lacks something that the query reads.</exception>
    public static async Task<List<string?[]>> ReadAsync(
        ISourceSnapshot snapshot, string sql, int fieldCount, CancellationToken cancellationToken)
    {
        var records = new List<string?[]>();
        await snapshot
            .ReadFewAsync(new SqlStatement([new SqlPart(sql)]), new ParameterValues(), new TextRecords(fieldCount, records), cancellationToken)
            .ConfigureAwait(false);
        return records;
    }

    /// <inheritdoc/>
    public void Accept<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct
    {
        var record = new string?[fieldCount];
        for (var i = 0; i < fieldCount; i++)
        {
            record[i] = fields.TryReadString(out var text) ? text : null;
        }

        if (fields.IsWhole)
        {
            records.Add(record);
        }
    }

    /// <inheritdoc/>
    public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
