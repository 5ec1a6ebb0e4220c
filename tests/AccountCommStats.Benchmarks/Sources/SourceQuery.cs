using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.PostgreSql;
using AccountCommStats.Sample;

namespace AccountCommStats.Benchmarks.Sources;

/// <summary>The SQL that the product sends for the sample organization.</summary>
internal static class SourceQuery
{
    /// <summary>The session settings of the product, except for its time limits.</summary>
    public const string SessionSettings = "set jit = off; set timezone = 'UTC'";

    /// <summary>The as-of time of the exports.</summary>
    public static DateTime AsOf => SampleOptions.DefaultAsOf;

    /// <summary>The query of all rows.</summary>
    public static string Rows { get; } = Substitute(AccountCommunicationStats.Query.Rows);

    /// <summary>The query of all rows of another organization.</summary>
    public static string RowsOf(long organization)
        => SqlLiterals.Substitute(AccountCommunicationStats.Query.Rows, Parameters().With("organization_id", organization));

    /// <summary>The query of all rows for an export with these system values.</summary>
    public static string RowsWith(DateTime extractedAt, DateTime dataAsOf)
        => SqlLiterals.Substitute(
            AccountCommunicationStats.Query.Rows, Parameters().With("extracted_at", extractedAt).With("data_as_of", dataAsOf));

    /// <summary>Limits a query to the columns of the specification, without the fields that follow them.</summary>
    public static string ColumnsOf(string rows)
        => $"select {string.Join(", ", AccountCommunicationStats.Schema.Columns.Select(column => column.Name))} from (\n{rows}\n) as rows";

    /// <summary>A statement with the parameters of the sample organization's export.</summary>
    public static string Substitute(SqlStatement statement) => SqlLiterals.Substitute(statement, Parameters());

    /// <summary>The floor that a query is compared with: for each table, one plain query of the needed columns.</summary>
    public static IReadOnlyList<string> Floor(IEnumerable<SourceTable> tables) =>
    [
        .. tables.Select(table
            => $"select {string.Join(", ", table.Columns)} from {table.Name} where organization_id = {BenchmarkServer.Organization}"),
    ];

    private static ParameterValues Parameters() => new ParameterValues()
        .With("organization_id", BenchmarkServer.Organization)
        .With("as_of", AsOf)
        .With("time_frame_start", AsOf - ExportRequest.DefaultTimeFrame)
        .With("extracted_at", AsOf)
        .With("data_as_of", AsOf)
        .With("first_key", long.MinValue)
        .With("last_key", long.MaxValue);
}
