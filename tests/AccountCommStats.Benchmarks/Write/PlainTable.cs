using System.Globalization;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.PlainExport;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Benchmarks.Write;

/// <summary>A plain table with the columns of the specification and believable values, made from the schema alone.</summary>
internal static class PlainTable
{
    // One in OneInNull nullable values is NULL. One in OneInQuoted longer texts needs quotes.
    private const int OneInNull = 8;
    private const int OneInQuoted = 50;

    // Limits the digits of a number, so that no column overflows or is wider than real counts and hours.
    private const int MaximumDigits = 7;

    /// <summary>Creates the table with its primary key.</summary>
    public static async Task CreateAsync(PostgresDatabase database, int rows)
    {
        var schema = PlainRow.Schema;
        var columns = schema.Columns.Select((column, i) => $"  cast({Value(column, i, isKey: schema.Key.Contains(i))} as {column.Type}) as {column.Name}");
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            set timezone = 'UTC';
            create table {PlainRow.Table} as
            select
            {string.Join(",\n", columns)}
            from generate_series(1, {rows.ToString(CultureInfo.InvariantCulture)}) as i;
            alter table {PlainRow.Table} add primary key ({schema.KeyName});
            """,
            connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
        await BenchmarkServer.SettleAsync(database);
    }

    private static string Value(ExportColumn column, int ordinal, bool isKey)
    {
        if (isKey)
        {
            return "i * 3 + 1000";
        }

        var hash = $"abs(hashint8extended(i, {ordinal.ToString(CultureInfo.InvariantCulture)}) % 1000000000000)";
        var value = column.Source == "system" ? SameForAll(column.Type) : ByKind(column.Type, hash);
        return column.IsNullable ? $"case when {hash} % {OneInNull} > 0 then {value} end" : value;
    }

    private static string SameForAll(SqlType type)
        => type.Kind is SqlKind.Timestamp or SqlKind.TimestampTz ? "timestamp '2025-12-10 07:14:03.271828'" : ByKind(type, "1");

    private static string ByKind(SqlType type, string hash) => type.Kind switch
    {
        // Most counts are small.
        SqlKind.Bigint or SqlKind.Integer => $"power(10, {hash} % 5) * ({hash} % 1000) / 1000",
        SqlKind.Smallint => $"{hash} % 1000",
        SqlKind.Boolean => $"{hash} % 3 = 0",
        SqlKind.Numeric => $"cast({hash} % {PowerOfTen(Math.Min(MaximumDigits, type.Precision == 0 ? MaximumDigits : type.Precision))} as numeric) / {PowerOfTen(type.Scale)}",
        SqlKind.DoublePrecision => $"cast({hash} as double precision) / 1048576",
        SqlKind.Date => $"date '2025-12-10' - cast({hash} % 730 as integer)",
        // Half of the times are whole seconds.
        SqlKind.Timestamp or SqlKind.TimestampTz =>
            $"timestamp '2025-12-10' - ({hash} % 63072000) * interval '1 second' + ({hash} % 2) * ({hash} % 999983) * interval '1 microsecond'",
        SqlKind.Uuid => $"cast(md5(cast({hash} as text)) as uuid)",
        SqlKind.Jsonb => $"jsonb_build_object('value', {hash})",
        SqlKind.Varchar when type.Length < 12 => $"left(cast({hash} as text), {type.Length})",
        _ => $"case when {hash} % {OneInQuoted} = 0 then '\"Smith, Jones\"' else (array['gmail', 'outlook', 'zoom', 'slack', 'zendesk'])[1 + {hash} % 5] end",
    };

    private static string PowerOfTen(int power) => Math.Pow(10, power).ToString("F0", CultureInfo.InvariantCulture);
}
